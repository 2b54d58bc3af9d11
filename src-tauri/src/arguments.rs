//! What the program can be started with, and what a second start of it hands to the first.

use std::path::{Path, PathBuf};

use clap::Parser;
use latchkey_words::desktop;

#[derive(Debug, Parser)]
#[command(version, about = desktop::about())]
pub(crate) struct Arguments {
    #[arg(long, value_name = "FILE", help = desktop::config())]
    config: Option<PathBuf>,
}

impl Arguments {
    /// The arguments of this program. Ignores unknown ones and opens the window all the same: a person who started it from
    /// an icon sees no terminal.
    pub(crate) fn of_program() -> Self {
        Self::try_parse().unwrap_or_else(|error| {
            if !error.use_stderr() {
                // Help or the version was asked for.
                error.exit();
            }
            tracing::warn!("the program was started with arguments that it does not know");
            Self { config: None }
        })
    }

    /// The file or folder of `--config`, seen from the folder that the program was started in.
    pub(crate) fn config_in(self, folder: &Path) -> Option<PathBuf> {
        self.config.map(|path| folder.join(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_config_is_looked_for_where_the_program_was_started() {
        let check = |arguments: &[&str], expected: Option<&str>| {
            let parsed = Arguments::try_parse_from(["latchkey-desktop"].iter().chain(arguments)).unwrap();
            assert_eq!(
                parsed.config_in(Path::new("/home/ada")),
                expected.map(PathBuf::from),
                "{arguments:?}"
            );
        };
        check(&[], None);
        check(&["--config", "churn/config.json"], Some("/home/ada/churn/config.json"));
        check(&["--config=/data/config.json"], Some("/data/config.json"));
        assert!(Arguments::try_parse_from(["latchkey-desktop", "--cloud", "x"]).is_err());
    }
}
