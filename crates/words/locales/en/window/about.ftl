### The page about Latchkey.

about-title = About Latchkey
about-text = Latchkey is a desktop application for Azure Machine Learning. You sign in once, in your own browser. You see the workspaces and services that your account can read, and who has which role. You can copy keys and fresh tokens, and you can regenerate keys.
about-privacy = Latchkey sends data only to the clouds that you use and to their sign-in services.
about-version = Version
about-licence = Licence
about-licence-text = MIT. The font Inter has the SIL Open Font License 1.1.
about-profile = Profile folder
