### The card with the code of a sign-in on another device.

device-code-warning-title = Never enter a code that somebody sent you
device-code-warning = Enter this code only if you started this sign-in. If another person started it, that person gets access to your account.
device-code-open = Open this page, on this device or another one:
device-code-open-here = Open this page on this machine:
device-code-type = Enter this code there:
device-code-name = Code
device-code-copy = Copy code
device-code-open-page = Open page
device-code-address = Page address
device-code-scan = Or scan this QR code to open the page
device-code-scan-here = A phone cannot open this page: the page is on this machine only
# $page (String) - address of the page
device-code-qr = QR code of { $page }
