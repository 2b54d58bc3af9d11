### The pages that the browser shows when it comes back to Latchkey after a sign-in.

page-title = Latchkey sign-in
page-signed-in = Go back to Latchkey
page-signed-in-next = Latchkey completes the sign-in. You can close this page.
page-cancelled = The sign-in was cancelled
page-cancelled-next = You are not signed in. You can close this page.
page-not-signed-in = You are not signed in
page-close = You can close this page and go back to Latchkey.
page-link-used-again = Somebody already opened this link. It works once, so Latchkey ended the sign-in. Start the sign-in again in Latchkey.
page-foreign-answer = This answer does not belong to the sign-in that Latchkey started. Start the sign-in again in Latchkey.
page-answered-already = This sign-in already has its answer.
page-other-user = This sign-in belongs to another user of this computer, or Latchkey cannot find out which program asks. If this is your sign-in, sign in with a device code in Latchkey.
page-not-a-return = This address is only for the answer of a sign-in page.
page-prefetch = The browser loads this link before you open it. Open the link to sign in.
page-other-host = Latchkey does not answer for this host name.
page-not-found = There is no page at this address.
page-too-large = The answer is too large.
