//! Starts other programs. They get no secrets of this program's environment, and the umask that the user has set.

use std::{ffi::OsStr, io, process::Child};

use latchkey_files::private::Umask;

/// What makes a name one of a secret wherever it stands in it.
const PARTS: [&str; 15] = [
    "SECRET",
    "PASS",
    "PWD",
    "TOKEN",
    "CRED",
    "AUTH",
    "KEY",
    "ASSERTION",
    "CONNECTION_STRING",
    "CONNECTIONSTRING",
    "CONN_STR",
    "CONNSTR",
    "DATABASE_URL",
    "COOKIE",
    "IDENTITY_HEADER",
];
/// What does so as a word of its own.
const WORDS: [&str; 4] = ["PAT", "SAS", "JWT", "DSN"];
/// Names that look like one's and are not: where a shell is, what lets a window come forward, and where the agents of
/// SSH and X are.
const HARMLESS: [&str; 5] = ["PWD", "OLDPWD", "XDG_ACTIVATION_TOKEN", "SSH_AUTH_SOCK", "XAUTHORITY"];
/// Words that contain one of a secret and name none, such as this program's own name.
const HARMLESS_PARTS: [&str; 6] = ["LATCHKEY", "KEYRING", "KEYBOARD", "KEYMAP", "AUTHOR_", "AUTHORITY_HOST"];

/// What the Azure CLI shows the identity endpoint of this machine, which it is told of by other variables.
pub(crate) const OF_AZURE_CLI: [&str; 2] = ["IDENTITY_HEADER", "MSI_SECRET"];

/// Whether a variable holds a secret, by its name. A name too many costs little: no program that is started here needs
/// one of them but for [`OF_AZURE_CLI`].
pub fn is_secret_variable(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_uppercase();
    if HARMLESS.contains(&&*name) {
        return false;
    }
    let name = HARMLESS_PARTS.iter().fold(name, |name, part| name.replace(part, ""));
    let is_word = |word: &str| WORDS.contains(&word);
    PARTS.iter().any(|part| name.contains(part))
        || name.split(|next: char| !next.is_ascii_alphanumeric()).any(is_word)
}

/// How programs are started; the same for all of them.
#[derive(Debug, Clone, Default)]
pub struct Programs {
    umask: Umask,
}

impl Programs {
    /// The user's permissions for new files hold for each program, whatever ours are.
    pub fn new(umask: Umask) -> Self {
        Self { umask }
    }

    /// Starts a program of which nothing is read, and which outlives this one.
    pub(crate) fn start(&self, mut command: std::process::Command) -> io::Result<Child> {
        use std::process::Stdio;

        for name in secrets() {
            command.env_remove(name);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        #[cfg(unix)]
        // Ctrl+C in the terminal ends this program, and not a browser.
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        self.umask.as_user(|| command.spawn())
    }

    /// Starts the Azure CLI by a function that does the rest. It keeps what a managed identity is asked for with.
    pub(crate) fn start_azure_cli<T>(
        &self,
        mut command: tokio::process::Command,
        spawn: impl FnOnce(tokio::process::Command) -> io::Result<T>,
    ) -> io::Result<T> {
        for name in secrets().filter(|name| !OF_AZURE_CLI.iter().any(|kept| name == kept)) {
            command.env_remove(name);
        }
        self.umask.as_user(|| spawn(command))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "names are looked at, to start other programs without these variables"
)]
fn secrets() -> impl Iterator<Item = std::ffi::OsString> {
    std::env::vars_os().map(|(name, _)| name).filter(|name| is_secret_variable(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_their_names() {
        let check = |expected: bool, names: &[&str]| {
            for name in names {
                assert_eq!(is_secret_variable(OsStr::new(name)), expected, "{name}");
            }
        };
        check(
            true,
            &[
                "AML_PRINCIPAL_PASS",
                "AZURE_CLIENT_SECRET",
                "AZURE_CLIENT_CERTIFICATE_PASSWORD",
                "AZURE_PASSWORD",
                "AZUREML_PASSWORD",
                "AZUREML_SERVICE_PRINCIPAL_PASSWORD",
                "AZUREML_RUN_TOKEN",
                "ARM_CLIENT_SECRET",
                "IDENTITY_HEADER",
                "MSI_SECRET",
                "AZURE_STORAGE_KEY",
                "AZURE_STORAGE_CONNECTION_STRING",
                "AZURE_STORAGE_SAS_TOKEN",
                "APPLICATIONINSIGHTS_CONNECTION_STRING",
                "AZURE_DEVOPS_EXT_PAT",
                "GITHUB_TOKEN",
                "azure_client_secret",
                "MyClientSecret",
                "OPENAI_API_KEY",
                "PGPASSWORD",
                "DB_PWD",
                "DBPASS",
                "SSHPASS",
                "GOOGLE_APPLICATION_CREDENTIALS_JSON",
                "AZURE_CLIENT_ASSERTION",
                "SSH_PRIVATE_KEY_PEM",
                "DATABASE_URL",
                "AZURE_CONN_STR",
                "BASIC_AUTH",
                "KEYRING_PASSWORD",
                "LATCHKEY_CLIENT_SECRET",
            ],
        );
        check(
            false,
            &[
                "PATH",
                "HOME",
                "PWD",
                "OLDPWD",
                "DISPLAY",
                "WAYLAND_DISPLAY",
                "XAUTHORITY",
                "XDG_RUNTIME_DIR",
                "XDG_ACTIVATION_TOKEN",
                "DBUS_SESSION_BUS_ADDRESS",
                "SSH_AUTH_SOCK",
                "GNOME_KEYRING_CONTROL",
                "LATCHKEY_AZURE_DATA",
                "GIT_AUTHOR_NAME",
                "AZURE_AUTHORITY_HOST",
                "LANG",
                "BROWSER",
                "HTTPS_PROXY",
                "REQUESTS_CA_BUNDLE",
                "AZURE_CONFIG_DIR",
                "AZURE_CLIENT_ID",
                "AZURE_TENANT_ID",
                "AZURE_CLIENT_CERTIFICATE_PATH",
                "IDENTITY_ENDPOINT",
                "MSI_ENDPOINT",
            ],
        );
    }
}
