//! User stories: a person, the app and the demo cloud, over real HTTP on loopback.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod access;
mod calls;
mod canaries;
mod clouds;
mod conditional_access;
mod destinations;
mod fails_closed;
mod handles;
mod hostile_service;
mod hostile_window;
mod keys;
mod lock;
mod lock_refusals;
mod lock_unlocker;
mod other_places;
mod recordings;
mod secret_store;
mod services;
mod sign_in;
mod sign_in_methods;
mod tenants;
mod token_keeping;
mod token_places;
mod tokens;
mod workspace_config;
mod workspaces;
