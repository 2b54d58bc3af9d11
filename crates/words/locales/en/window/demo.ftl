### The demo cloud, in Settings and in its banner.

demo-name = Demo cloud
demo-reset-text = A reset removes everything that you changed in the demo cloud, with its keys and sessions.
demo-reset = Reset demo cloud…
demo-reset-title = Reset demo cloud
demo-reset-loses = You lose your changes in the demo cloud:
demo-reset-keys = all regenerated keys. Latchkey makes new ones
demo-reset-session = your session. You are signed out of the demo cloud
demo-reset-browser = all sign-ins of people in the browser
demo-reset-keeps = Your settings do not change. Your sessions in real clouds do not change.
demo-reset-action = Reset demo cloud
demo-reset-done = The demo cloud is reset.
demo-not-reset = Latchkey cannot reset the demo cloud
