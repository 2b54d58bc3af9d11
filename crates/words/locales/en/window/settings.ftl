### The page of the settings.

settings-title = Settings
settings-appearance = Appearance
settings-sign-in = Sign-in
settings-cloud-hint = Each cloud has its own sessions. You stay signed in when you choose another cloud.
settings-cloud-not-changed = Latchkey cannot change the cloud
settings-saved = Settings saved.
settings-not-saved = Latchkey cannot save this setting
settings-effective = Latchkey saves the tenant and the client id when you leave the field. They apply from the next sign-in.

## Appearance

settings-size = Size
settings-size-hint = The size of texts, buttons and pictures.
# $percent (Number) - the size in percent of the usual one
settings-size-percent = { $percent } %
# $percent (Number) - the size in percent of the usual one
settings-size-now = Size: { $percent } %

## Keyboard

settings-keyboard = Keyboard
settings-single-keys = Use single keys
settings-single-keys-hint = Single keys act without Ctrl or Alt: / goes to the filter, ? opens the help, and a name typed on a page goes to its row. Keys that show, copy, change or lock something always need Ctrl or Alt.

## Names

settings-names = Names of principals
settings-names-shown = Show names
settings-names-hint = Azure lists roles by object id. Latchkey can ask Microsoft Graph for the names of people, groups and applications. This setting applies to all clouds and accounts. Microsoft Graph can log the requests.

## Language

settings-language = Language
settings-language-system = Language of the system
settings-language-en = English
settings-language-pseudo = Pseudo-language, for developers
settings-language-not-changed = Latchkey cannot change the language
