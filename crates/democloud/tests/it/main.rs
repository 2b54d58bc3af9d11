//! The demo cloud over real loopback HTTP, with a client that knows nothing of its insides.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands, helpers included")]

mod access_control;
mod activity_log;
mod arm;
mod batch_and_serverless;
mod client_assertion;
mod client_credentials;
mod conditions;
mod connection;
mod consent;
mod control;
mod crowd;
mod custom_roles;
mod device_code;
mod discovery;
mod doors;
mod endpoint_writes;
mod faults;
mod first_generation;
mod graph;
mod graph_applications;
mod graph_permissions;
mod guests;
mod hostile;
mod key_vault;
mod keys;
mod managed_identity;
mod pages;
mod platform;
mod program;
mod regions;
mod resource_graph;
mod scale;
mod scoring;
mod seed;
mod sign_in;
mod snapshot;
mod support;
mod throttling;
mod tls;
mod token;
mod waiting;
mod web_service_changes;
mod web_services;
mod workspace_parts;
