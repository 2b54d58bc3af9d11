### Who can fix an error. Shown below the error, in the window and on the command line.

fix-you = Who can fix this: you
fix-administrator = Who can fix this: your administrator
fix-network = Who can fix this: you or your network administrator
fix-azure = Who can fix this: Azure
fix-latchkey = Who can fix this: the developers of Latchkey
