//! Removes secrets from the environment. Libraries start programs, such as WebKit's helpers, which inherit the environment of
//! this program. So the program first starts itself again without the secrets, and passes them through a pipe that the second
//! process empties.
//!
//! Windows is left out: its webview runs in a process for each user, and there is no `exec`.

use std::collections::BTreeMap;

use latchkey_types::Secret;

/// Takes the variables with secrets out of the environment. Returns none if they cannot be taken out.
#[cfg(unix)]
pub(crate) fn take_secrets() -> BTreeMap<String, Secret> {
    match unix::take_secrets() {
        Ok(secrets) => secrets,
        Err(error) => {
            tracing::warn!(%error, "the secrets of the environment stay in it");
            BTreeMap::new()
        }
    }
}

/// Returns none. The variables stay in the environment.
#[cfg(not(unix))]
pub(crate) fn take_secrets() -> BTreeMap<String, Secret> {
    BTreeMap::new()
}

#[cfg(unix)]
mod unix {
    use std::{
        collections::BTreeMap,
        env,
        ffi::{OsStr, OsString},
        io::{self, Read, Write},
        os::unix::{ffi::OsStrExt, process::CommandExt},
        process::{Command, Stdio},
    };

    use latchkey_identity::is_secret_variable;
    use latchkey_types::Secret;
    use zeroize::Zeroizing;

    /// The id of the process that reads variables from its standard input. Other programs can inherit the variable, so the
    /// process compares the id with its own.
    const HANDED_TO: &str = "LATCHKEY_VARIABLES_HANDED_TO";
    /// More than a pipe holds without a reader.
    const LONGEST: u64 = 64 * 1024;

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the shell, which takes the secrets out of the environment"
    )]
    pub(super) fn take_secrets() -> io::Result<BTreeMap<String, Secret>> {
        let own = std::process::id().to_string();
        let mut variables = env::vars_os();
        if variables.any(|(name, value)| name == HANDED_TO && value == *own) {
            let mut handed = Zeroizing::new(Vec::with_capacity(usize::try_from(LONGEST).unwrap_or_default()));
            io::stdin().lock().take(LONGEST).read_to_end(&mut handed)?;
            return Ok(parse(&handed));
        }
        let secrets: Vec<_> = env::vars_os().filter(|(name, _)| is_secret_variable(name)).collect();
        if secrets.is_empty() {
            return Ok(BTreeMap::new());
        }
        start_again(&secrets, &own)
    }

    /// Returns only if it fails.
    fn start_again(secrets: &[(OsString, OsString)], own: &str) -> io::Result<BTreeMap<String, Secret>> {
        let (reader, mut writer) = io::pipe()?;
        // There is no reader yet, so a variable that does not fit is left out.
        rustix::io::ioctl_fionbio(&writer, true)?;
        let written = writer.write(&format(secrets))?;
        drop(writer);
        let mut arguments = env::args_os();
        let mut again = Command::new(env::current_exe()?);
        if let Some(name) = arguments.next() {
            again.arg0(name);
        }
        again.args(arguments).env(HANDED_TO, own).stdin(Stdio::from(reader));
        for name in handed_over(secrets, written) {
            again.env_remove(name);
        }
        Err(again.exec())
    }

    /// Sorts short values first, as a long one may not fit.
    fn sorted(secrets: &[(OsString, OsString)]) -> Vec<&(OsString, OsString)> {
        let mut secrets: Vec<_> = secrets.iter().collect();
        secrets.sort_by_key(|(_, value)| value.len());
        secrets
    }

    /// The names of the variables that are complete in the written bytes. The others stay in the environment.
    fn handed_over(secrets: &[(OsString, OsString)], written: usize) -> Vec<&OsString> {
        let mut end = 0;
        let ends = sorted(secrets).into_iter().map(|(name, value)| {
            end += name.len() + value.len() + 2;
            (name, end)
        });
        ends.filter(|(_, end)| *end <= written).map(|(name, _)| name).collect()
    }

    /// Formats variables as the system does: each one ends with a zero byte.
    fn format(secrets: &[(OsString, OsString)]) -> Zeroizing<Vec<u8>> {
        let secrets = sorted(secrets);
        let length = secrets.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
        let mut text = Zeroizing::new(Vec::with_capacity(length));
        for (name, value) in secrets {
            text.extend_from_slice(name.as_bytes());
            text.push(b'=');
            text.extend_from_slice(value.as_bytes());
            text.push(0);
        }
        text
    }

    /// Parses variables. Ignores one that was cut off.
    fn parse(text: &[u8]) -> BTreeMap<String, Secret> {
        let whole = text.iter().rposition(|byte| *byte == 0).map_or(&text[..0], |end| &text[..end]);
        let variables = whole.split(|byte| *byte == 0).filter_map(|variable| {
            let (name, value) = str::from_utf8(variable).ok()?.split_once('=')?;
            let is_one = !value.is_empty() && is_secret_variable(OsStr::new(name));
            is_one.then(|| (name.to_owned(), Secret::new(value)))
        });
        variables.collect()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn variables_arrive_complete_or_not_at_all() {
            let long = "x".repeat(100);
            let given = [("AZURE_CLIENT_SECRET", &*long), ("IDENTITY_HEADER", "a=b"), ("MSI_SECRET", "")];
            let given: Vec<(OsString, OsString)> =
                given.iter().map(|(name, value)| (name.into(), value.into())).collect();
            let text = format(&given);
            let names = |text: &[u8]| parse(text).into_keys().collect::<Vec<_>>();
            assert_eq!(names(&text), ["AZURE_CLIENT_SECRET", "IDENTITY_HEADER"]);
            assert!(parse(&text)["IDENTITY_HEADER"].matches(&Secret::new("a=b")));
            assert_eq!(names(&text[..text.len() - 1]), ["IDENTITY_HEADER"]);
            assert_eq!(handed_over(&given, text.len() - 1), ["MSI_SECRET", "IDENTITY_HEADER"]);
            assert_eq!(handed_over(&given, text.len()).len(), 3);
            assert!(names(b"").is_empty());
            assert!(names(b"PATH=/bin\0").is_empty(), "nothing but secrets is taken from there");
        }
    }
}
