//! Typed clients of Azure Resource Manager, Azure Machine Learning (v1 and v2) and Microsoft Graph.
//!
//! One file per Azure noun, each with plain functions over [`Azure`]. Answers are read field by field
//! and tolerantly: a field that Azure leaves out, nulls, adds or spells in other letter case never
//! costs a row. Addresses are those of `learn.microsoft.com/rest/api/azure`.

mod azure;
mod batch_endpoints;
mod challenge;
mod claims_challenge;
mod credential;
mod document;
mod error;
mod operation;
mod pager;
mod serverless_endpoints;
mod wire;

pub mod applications;
pub mod cloud_metadata;
pub mod keys;
pub mod online_endpoints;
pub mod permissions;
pub mod principals;
pub mod role_assignments;
pub mod role_definitions;
pub mod services;
pub mod subscriptions;
pub mod tenants;
pub mod tokens;
pub mod web_services;
pub mod workspaces;

pub use azure::Azure;
pub use credential::{Credential, CredentialError};
pub use error::{Error, ServiceError, ServiceErrorKind};
pub use operation::OperationOutcome;
