### The demo cloud, in Settings and in its banner.

demo-reset-text = A reset removes all your changes in the demo cloud. It also removes the keys and sessions of the demo cloud.
demo-reset = Reset demo cloud…
demo-reset-title = Reset demo cloud
demo-reset-loses = You lose your changes in the demo cloud:
demo-reset-keys = All regenerated keys. The demo cloud gets new keys
demo-reset-session = Your session. You have to sign in to the demo cloud again
demo-reset-browser = All sign-ins in the browser
demo-reset-keeps = Your settings do not change. Your sessions in real clouds do not change.
demo-reset-action = Reset demo cloud
demo-reset-done = The demo cloud is reset.
demo-not-reset = Latchkey cannot reset the demo cloud
