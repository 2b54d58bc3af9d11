//! The environment without its secrets. Libraries start programs that nobody can be asked about, WebKit's helpers above
//! all, and each of them inherits the environment that this program was started with. So the program starts itself once
//! more without the secrets, before there is anything else of it, and hands them over through a pipe that it empties.
//!
//! Left out: Windows, whose webview has a process of its own for each user and no such second start.

use std::collections::BTreeMap;

use latchkey_types::Secret;

/// The variables with secrets, which nobody reads in the environment of this program any more. Returns only once they are
/// out of it, or cannot be taken out.
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

/// None: they stay where they are.
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

    /// Says which process finds variables at its standard input. A number, as another program can inherit it.
    const HANDED_TO: &str = "LATCHKEY_VARIABLES_HANDED_TO";
    /// More than a pipe takes without somebody who reads it.
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
        // Nobody reads yet: what does not fit is left out.
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

    /// Short ones come first, as a long one may not fit.
    fn sorted(secrets: &[(OsString, OsString)]) -> Vec<&(OsString, OsString)> {
        let mut secrets: Vec<_> = secrets.iter().collect();
        secrets.sort_by_key(|(_, value)| value.len());
        secrets
    }

    /// The names of those that are whole in the bytes that were written. The others stay where they are, so that none is
    /// lost.
    fn handed_over(secrets: &[(OsString, OsString)], written: usize) -> Vec<&OsString> {
        let mut end = 0;
        let ends = sorted(secrets).into_iter().map(|(name, value)| {
            end += name.len() + value.len() + 2;
            (name, end)
        });
        ends.filter(|(_, end)| *end <= written).map(|(name, _)| name).collect()
    }

    /// As the system itself writes an environment: each variable ends with a zero.
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

    /// One that was cut off is left out: half of a secret is none.
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
        fn what_is_handed_over_arrives_whole_or_not_at_all() {
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
