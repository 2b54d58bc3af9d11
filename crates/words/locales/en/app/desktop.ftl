### Texts of the window’s own program: its command line and the demo cloud inside it.

desktop-about = Latchkey for Azure Machine Learning
desktop-config = Open the workspace of this config.json, or of the config.json that is found from this folder

desktop-demo-cloud = Demo cloud
# $trouble (String) - what is wrong with the secret store or the item
desktop-demo-unreadable = Latchkey cannot read the state of the demo cloud. { $trouble } Reset the demo cloud in Settings.
# $cause (String) - what the system said
desktop-demo-not-started = The demo cloud cannot start: { $cause }. Close programs that use many ports, then choose the demo cloud again.
# $cause (String) - what the system said
desktop-demo-not-reset = The demo cloud cannot be reset: { $cause }. Its state did not change.
# $trouble (String) - what is wrong with the secret store or the item
desktop-demo-not-removed = Latchkey cannot remove the old state of the demo cloud. { $trouble } Check the secret store in Settings.
