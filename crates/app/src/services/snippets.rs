//! Code that calls a service: what can be pasted where, and a call with the key or token in it for the clipboard.
//!
//! The window shows what is made here and copies nothing else, so that both agree. Only a sound address is called.

mod code;
mod library;
mod quote;

use std::path::Path;

use latchkey_azure::services::ServiceId;
use latchkey_types::Cloud;

use self::{
    code::{Call, CallCredential},
    library::LibraryCall,
};
use crate::{
    AppError, Reason,
    bridge::{Address, AuthMode, CallLanguage, Snippet, SnippetCredential, SnippetFormat},
    session::Released,
};

/// The shell that people of this system use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shell {
    Posix,
    PowerShell,
}

impl Shell {
    pub(super) const OF_THIS_SYSTEM: Self = if cfg!(windows) { Self::PowerShell } else { Self::Posix };

    fn language(self) -> CallLanguage {
        match self {
            Self::Posix => CallLanguage::Curl,
            Self::PowerShell => CallLanguage::Powershell,
        }
    }
}

/// What a call is made of.
#[derive(Clone, Copy)]
pub(crate) struct CallFacts<'a> {
    pub(super) cloud: &'a Cloud,
    pub(super) account_id: &'a str,
    pub(super) id: &'a ServiceId,
    pub(super) mode: AuthMode,
    pub(super) address: &'a Address,
    pub(super) certificate_file: Option<&'a Path>,
}

impl<'a> CallFacts<'a> {
    /// Every piece of code, the system's own shell first; none for an address that is doubtful or absent.
    pub(super) fn snippets(&self, shell: Shell) -> Vec<Snippet> {
        let Some(call) = self.call() else { return Vec::new() };
        let takes_secret = matches!(self.mode, AuthMode::Key | AuthMode::AmlToken | AuthMode::AadToken);
        let mut snippets = Vec::new();
        for language in [shell.language(), CallLanguage::Python] {
            for (credential, source) in self.credentials() {
                snippets.push(Snippet {
                    format: language.into(),
                    credential,
                    code: code::write(language, call, &source),
                    call: takes_secret.then_some(language),
                });
            }
        }
        if let Some(call) = LibraryCall::of(self.cloud, self.id, self.mode) {
            let snippet =
                |format, code| Snippet { format, credential: SnippetCredential::Library, code, call: None };
            snippets.push(snippet(SnippetFormat::Sdk, call.sdk()));
            snippets.push(snippet(SnippetFormat::AzureCli, call.azure_cli(shell)));
        }
        snippets
    }

    /// A call without its credential.
    ///
    /// # Errors
    /// [`Reason::AddressUnsafe`] for an address that no credential is to be sent to.
    pub(crate) fn template(&self, language: CallLanguage) -> Result<CallTemplate, AppError> {
        let call = self.call().ok_or(Reason::AddressUnsafe)?;
        Ok(CallTemplate { language, code: code::write(language, call, &CallCredential::Marked) })
    }

    /// The command that prints the key, or a token.
    pub(super) fn command_line(&self, shell: Shell) -> String {
        let quote = match shell {
            Shell::Posix => quote::in_shell,
            Shell::PowerShell => quote::in_powershell,
        };
        code::command_line(&self.latchkey(), quote)
    }

    fn call(&self) -> Option<Call<'a>> {
        let Address::Sound { uri } = self.address else { return None };
        Some(Call { address: uri, certificate_file: self.certificate_file() })
    }

    /// The file with the cloud's own certificates, where the address needs them.
    pub(super) fn certificate_file(&self) -> Option<&'a str> {
        let Address::Sound { uri } = self.address else { return None };
        self.certificate_file.filter(|_| uri.starts_with("https:")).and_then(Path::to_str)
    }

    fn credentials(&self) -> Vec<(SnippetCredential, CallCredential)> {
        let own = match self.mode {
            AuthMode::Key => (SnippetCredential::KeyVariable, CallCredential::Variable("SERVICE_KEY")),
            AuthMode::AadToken if self.cloud.open_id().is_none() => {
                (SnippetCredential::Entra, CallCredential::Entra(self.cloud.ml_resource.clone()))
            }
            AuthMode::AmlToken | AuthMode::AadToken => {
                (SnippetCredential::TokenVariable, CallCredential::Variable("SERVICE_TOKEN"))
            }
            AuthMode::None => return vec![(SnippetCredential::Nowhere, CallCredential::Nowhere)],
            AuthMode::Unknown => return vec![(SnippetCredential::Unknown, CallCredential::Nowhere)],
        };
        let mut credentials = vec![own];
        // No other program reaches a cloud that runs in this one.
        if self.cloud.own_emulator.is_none() {
            credentials.push((SnippetCredential::Latchkey, CallCredential::Command(self.latchkey())));
        }
        credentials
    }

    fn latchkey(&self) -> Vec<String> {
        let verb: &[&str] = match self.mode {
            AuthMode::Key => &["keys", self.id.name()],
            AuthMode::AmlToken | AuthMode::AadToken => &["token", "--endpoint", self.id.name()],
            AuthMode::None | AuthMode::Unknown => &["services"],
        };
        let workspace = self.id.workspace();
        let place = workspace.map(|workspace| format!("{}/{}", workspace.resource_group(), workspace.name()));
        let mut words = vec!["latchkey"];
        words.extend(verb);
        if let Some(place) = &place {
            // Services are listed of a workspace that is named without an option.
            if verb != ["services"] {
                words.push("--workspace");
            }
            words.push(place);
        }
        words.extend(["--cloud", &self.cloud.id, "--account", self.account_id]);
        words.into_iter().map(str::to_owned).collect()
    }
}

/// A call with a place for its credential.
pub(crate) struct CallTemplate {
    language: CallLanguage,
    code: String,
}

impl CallTemplate {
    /// The call with its credential.
    pub(crate) fn fill(&self, credential: Released) -> Released {
        credential.within(|credential| code::fill(self.language, &self.code, credential))
    }
}

impl From<CallLanguage> for SnippetFormat {
    fn from(language: CallLanguage) -> Self {
        match language {
            CallLanguage::Curl => Self::Curl,
            CallLanguage::Powershell => Self::Powershell,
            CallLanguage::Python => Self::Python,
        }
    }
}

#[cfg(test)]
mod tests;
