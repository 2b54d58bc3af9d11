### The choice of a language, in Settings.

language-title = Language
language-system = Language of the system
language-en = English
language-pseudo = Pseudo-language, for developers
language-failed = Latchkey cannot use this language
