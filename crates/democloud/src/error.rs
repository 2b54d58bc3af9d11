//! Every refusal that the demo cloud can answer, one file for each envelope.
//!
//! Azure has no single shape of errors: Entra, ARM, the ML front end behind ARM, Resource Graph, the first
//! generation's model management, Graph, Key Vault, the token endpoints of machines and scoring endpoints each have
//! their own.

mod arm;
pub(crate) mod claims_challenge;
mod entra;
mod graph;
mod identity_host;
mod key_vault;
mod model_management;
mod resource_graph;
mod scoring;
mod transport;

pub(crate) use arm::ArmError;
pub(crate) use entra::EntraError;
pub(crate) use graph::GraphError;
pub(crate) use identity_host::IdentityHostError;
pub(crate) use key_vault::KeyVaultError;
pub(crate) use model_management::ModelManagementError;
pub(crate) use resource_graph::ResourceGraphError;
pub(crate) use scoring::ScoringError;
pub(crate) use transport::TransportError;
