//! What can be told of the credential that an application's session is kept by, without telling the credential.

use latchkey_types::Cloud;

use super::Accounts;
use crate::{
    AccountKey, ApplicationCredential, CertificateFacts, TokenError, renewal_credential::RenewalCredential,
};

/// What a person, or the directory, can recognise an application's credential by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialFacts {
    /// A client secret; Microsoft Graph knows it by its first three characters.
    Secret {
        /// Those.
        hint: String,
    },
    /// A certificate, which says everything itself.
    Certificate(CertificateFacts),
}

impl Accounts {
    /// The facts of an application's credential; `None` for accounts of other kinds.
    ///
    /// # Errors
    /// [`TokenError`] if there is no such session, or the vault cannot be read.
    pub async fn credential_facts(
        &self,
        cloud: &Cloud,
        key: &AccountKey,
    ) -> Result<Option<CredentialFacts>, TokenError> {
        let session = self.session(cloud, key).await?;
        let renewal_credential = session.renewal_credential.lock().await;
        Ok(match renewal_credential.as_ref() {
            Some(RenewalCredential::Application(ApplicationCredential::Secret(secret))) => {
                // EXPOSE: the directory shows these three characters to whoever may read the application.
                let hint = secret.expose().chars().take(3).collect();
                Some(CredentialFacts::Secret { hint })
            }
            Some(RenewalCredential::Application(ApplicationCredential::Certificate(certificate))) => {
                Some(CredentialFacts::Certificate(certificate.facts()))
            }
            _ => None,
        })
    }
}
