### Texts of the command line of the window’s program.

desktop-about = Latchkey for Azure Machine Learning
desktop-config = The config.json of the workspace to open, or the folder where the search for a config.json begins

desktop-no-texts = Latchkey cannot load the texts of this window. Start Latchkey again. If this does not help, install it again.
