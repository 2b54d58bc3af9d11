### The page about Latchkey.

about-title = About Latchkey
about-text = Latchkey is a desktop application for Azure Machine Learning. You sign in once, in your own browser. You see every workspace, every deployed service, and who has which role. You copy fresh tokens, and you copy or regenerate keys.
about-privacy = Latchkey sends data only to the cloud that you sign in to.
about-version = Version
about-licence = Licence
about-licence-text = MIT. The typeface Inter has the SIL Open Font License 1.1.
about-profile = Profile folder
