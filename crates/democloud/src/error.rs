//! The catalogue of every refusal that the demo cloud can answer, one envelope a file.
//!
//! Azure has no single shape of errors: Entra, ARM, the ML front end behind ARM, the first
//! generation's model management and Graph each have their own.

mod arm;
pub(crate) mod claims_challenge;
mod entra;
mod graph;
mod model_management;

pub(crate) use arm::ArmError;
pub(crate) use entra::EntraError;
pub(crate) use graph::GraphError;
pub(crate) use model_management::ModelManagementError;
