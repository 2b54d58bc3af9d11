### Texts of the window’s own program: its command line and the demo cloud inside it.

desktop-about = Latchkey for Azure Machine Learning
desktop-config = The config.json of the workspace to open, or the folder where the search for a config.json begins

desktop-demo-cloud = Demo cloud
# $trouble (String) - what is wrong with the secret store or the item
desktop-demo-unreadable = Latchkey cannot read the state of the demo cloud. { $trouble } Reset the demo cloud in Settings.
# $cause (String) - what the system said
desktop-demo-not-started = The demo cloud cannot start: { $cause }. Close programs that use many ports, then choose the demo cloud again.
# $cause (String) - what the system said
desktop-demo-not-reset = Latchkey cannot reset the demo cloud: { $cause }. The state of the demo cloud did not change.
# $trouble (String) - what is wrong with the secret store or the item
desktop-demo-not-removed = Latchkey cannot remove the old state of the demo cloud. { $trouble } Check the secret store in Settings.
