//! Names of accounts for people. A machine's identity has no name of its own: it is named by its host.

use latchkey_identity::{Account, HostKind, IdentitySelection, ManagedIdentity};
use latchkey_words::managed_identity;

/// The sign-in name; what a machine's identity is called.
pub(crate) fn user_name_of(account: &Account) -> String {
    account.machine.as_ref().map_or_else(|| account.user_name.clone(), name_of_machine)
}

/// The person's name; what a machine's identity is called.
pub(crate) fn display_name_of(account: &Account) -> String {
    account.machine.as_ref().map_or_else(|| account.display_name.clone(), name_of_machine)
}

/// The Azure service that a machine runs on.
pub(crate) fn name_of_host(host: HostKind) -> String {
    match host {
        HostKind::VirtualMachine => managed_identity::host_virtual_machine(),
        HostKind::AppService => managed_identity::host_app_service(),
        HostKind::Arc => managed_identity::host_arc(),
        HostKind::MachineLearningCompute => managed_identity::host_machine_learning_compute(),
    }
}

fn name_of_machine(identity: &ManagedIdentity) -> String {
    let host = name_of_host(identity.host);
    match &identity.selection {
        IdentitySelection::SystemAssigned => managed_identity::system_assigned(host),
        IdentitySelection::ClientId(id)
        | IdentitySelection::ObjectId(id)
        | IdentitySelection::ResourceId(id) => {
            managed_identity::user_assigned(host, id.rsplit('/').next().unwrap_or(id))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machines_identity_is_named_by_its_host() {
        use HostKind::{Arc, VirtualMachine};
        use IdentitySelection::{ClientId, ResourceId, SystemAssigned};
        let check = |host, selection, expected: &str| {
            assert_eq!(name_of_machine(&ManagedIdentity { host, selection }), expected);
        };
        check(VirtualMachine, SystemAssigned, "Virtual machine (system-assigned)");
        check(Arc, ClientId("an-id".to_owned()), "Azure Arc (an-id)");
        check(
            VirtualMachine,
            ResourceId("/subscriptions/s/identities/train".to_owned()),
            "Virtual machine (train)",
        );
    }
}
