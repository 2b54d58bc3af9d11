//! An application that signs in by itself.

use latchkey_identity::ApplicationCredential;

/// What names an application, wherever it came from.
pub(super) struct Application {
    pub(super) tenant: Option<String>,
    pub(super) client_id: Option<String>,
    pub(super) credential: ApplicationCredential,
}
