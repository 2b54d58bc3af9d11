### The pages that the browser shows when it comes back to Latchkey after a sign-in.

page-title = Latchkey sign-in
page-signed-in = Go back to Latchkey
page-signed-in-next = Latchkey completes the sign-in. You can close this page.
page-cancelled = The sign-in was cancelled
page-cancelled-next = You are not signed in. You can close this page.
page-not-signed-in = You are not signed in
page-close = You can close this page and go back to Latchkey.
page-link-used-again = Somebody already opened this link. A link works only once, so Latchkey ended the sign-in. Start the sign-in again in Latchkey.
page-foreign-answer = This answer does not belong to the sign-in that Latchkey started. Start the sign-in again in Latchkey.
page-answered-already = The browser already came back to Latchkey for this sign-in. You can close this page.
page-other-user = This sign-in belongs to another user of this machine, or Latchkey does not know which program opened this page. If this is your sign-in, sign in with a device code in Latchkey.
page-not-a-return = Only a sign-in page can use this address.
page-prefetch = The browser loaded this page before you opened the link. Open the link again to sign in.
page-other-host = Latchkey does not answer for this host name.
page-not-found = There is no page at this address.
page-too-large = The answer of the sign-in page is too large.
