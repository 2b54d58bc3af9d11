### The page of the settings.

settings-title = Settings
settings-appearance = Appearance
settings-sign-in = Sign-in
settings-cloud-hint = Each cloud has its own sessions. You stay signed in when you choose another cloud.
settings-cloud-not-changed = Latchkey cannot change the cloud
settings-save = Save changes
settings-saved = Settings saved.
settings-unsaved = Not saved yet
settings-revert = Undo changes
settings-effective = Changes apply from the next sign-in.

## Language

settings-language = Language
settings-language-system = Language of the system
settings-language-en = English
settings-language-pseudo = Pseudo-language, for developers
settings-language-not-changed = Latchkey cannot change the language
