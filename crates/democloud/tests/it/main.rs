//! The demo cloud over real loopback HTTP, with a client that knows nothing of its insides.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands, helpers included")]

mod arm;
mod batch_and_serverless;
mod control;
mod crowd;
mod endpoint_writes;
mod faults;
mod hostile;
mod keys;
mod pages;
mod regions;
mod scoring;
mod sign_in;
mod snapshot;
mod support;
mod tls;
mod token;
mod web_service_changes;
mod web_services;
mod workspace_parts;
