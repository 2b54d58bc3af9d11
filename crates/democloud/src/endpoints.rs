//! The addresses of the control API and of the key vaults of a running demo cloud; each has a listener of its own.

use latchkey_types::Secret;

use crate::{
    DemoCloud,
    listener::{Listener, Service},
};

/// Where the controls are.
#[derive(Debug, Clone)]
pub struct ControlEndpoint {
    /// The address, without a slash at its end.
    pub address: String,
    /// The secret of this launch that opens them.
    pub secret: Secret,
}

/// Where a key vault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyVaultEndpoint {
    /// The vault's name.
    pub vault: String,
    /// The address, without a slash at its end.
    pub address: String,
}

impl DemoCloud {
    /// Where the controls are, if they listen at all.
    pub fn control(&self) -> Option<ControlEndpoint> {
        let listener = self.core.listeners.iter().find(|listener| listener.service == Service::Control)?;
        Some(ControlEndpoint { address: listener.address(), secret: self.core.control_secret.clone() })
    }

    /// Where the key vaults are: each has an address for each of the cloud's own, in their order.
    pub fn key_vaults(&self) -> Vec<KeyVaultEndpoint> {
        let vault = |listener: &Listener| match &listener.service {
            Service::KeyVault(name) => {
                Some(KeyVaultEndpoint { vault: name.clone(), address: listener.address() })
            }
            Service::Cloud | Service::Control => None,
        };
        self.core.listeners.iter().filter_map(vault).collect()
    }
}
