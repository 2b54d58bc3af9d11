//! Words that every part of Latchkey shares: clouds, ids, scopes, secrets, time and randomness.
//!
//! Nothing here talks to a network or a disk. [`SystemClock`] and [`OsEntropy`] are the only
//! places of the program where time and randomness enter it.

mod audience;
mod clock;
mod cloud;
mod cloud_file;
mod destinations;
mod entropy;
mod fingerprint;
pub mod microsoft;
mod moment;
mod printable;
mod reach;
mod resource_id;
mod scope;
mod secret;
mod sign_in_service;
mod tenant;
mod workspace_config;

pub use audience::Audience;
pub use clock::{Clock, ManualClock, SystemClock, Uptime};
pub use cloud::{Cloud, CloudError, Sites};
pub use cloud_file::{CloudFile, CloudFileError, ExpectedValue};
pub use destinations::{BearerToken, Destinations};
pub use entropy::{Entropy, OsEntropy};
pub use fingerprint::Fingerprint;
pub use moment::{CLOCK_CORRECTION, CLOCK_SKEW_LIMIT, Lifetime, Moment};
pub use printable::{is_printable, printable};
pub use reach::Reach;
pub use resource_id::{ResourceId, ResourceIdError};
pub use scope::{Scope, ScopeLevel};
pub use secret::Secret;
pub use sign_in_service::{AudienceScopes, OpenIdProvider, SignInService};
pub use tenant::{is_tenant, names_several_tenants, tenant_id};
pub use workspace_config::{WorkspaceConfig, WorkspaceConfigError};
