//! The connection file: where a demo cloud is and how to sign in to it, for programs that use it.
//!
//! Programs that nobody here wrote read it: what README.md names stays there, by that name and in that shape. It
//! holds the invented passwords and secrets of one run, so only its owner may read it.

use std::{
    io,
    path::{Path, PathBuf},
};

use latchkey_democloud::{DemoCloud, ManagedIdentityEndpoints, PUBLIC_CLIENT_ID, Persona, ServicePrincipal};
use serde_json::{Value, json};

use crate::private_file::replace;

/// What a persona can be to a program that reads the file.
const PERSONA_ROLES: [&str; 5] = ["owner", "dataScientist", "reader", "accessAdmin", "none"];

/// Writes the connection file, and beside it the certificate authority for clients that want a file.
pub(crate) fn write(demo: &DemoCloud, path: &Path) -> io::Result<()> {
    let authority_file = demo.certificate_authority().map(|pem| (path.with_extension("pem"), pem));
    if let Some((file, pem)) = &authority_file {
        replace(file, pem.as_bytes())?;
    }
    let mut document = document(demo);
    document["caFile"] = match authority_file {
        Some((file, _)) => json!(absolute(&file)?),
        None => Value::Null,
    };
    replace(path, format!("{document:#}\n").as_bytes())
}

fn document(demo: &DemoCloud) -> Value {
    let addresses = demo.addresses();
    let https = addresses.iter().find(|address| address.starts_with("https://"));
    let base = https.or(addresses.first());
    let key_vaults = key_vaults(demo, https.is_some());
    let identities = demo.managed_identity();
    let inventory = demo.inventory();
    let (personas, other_personas) = personas(demo);
    let (service_principals, other_service_principals) = service_principals(demo);
    json!({
        "authority": base,
        "arm": base,
        "graph": base,
        "keyVault": key_vaults.first().map(|vault| &vault["url"]),
        "imds": identities.imds,
        "control": demo.control().map(|control| json!({
            "url": control.address,
            // EXPOSE: the file is how its owner learns what opens the controls.
            "secret": control.secret.expose(),
        })),
        "publicClientId": PUBLIC_CLIENT_ID,
        "tenants": demo.tenants().iter().map(|tenant| json!({
            "id": tenant.id,
            "domain": tenant.domain,
            "displayName": tenant.display_name,
        })).collect::<Vec<_>>(),
        "personas": personas,
        "servicePrincipals": service_principals,
        "subscriptions": inventory.subscriptions.iter().map(|one| json!({
            "id": one.id,
            "tenantId": one.tenant_id,
        })).collect::<Vec<_>>(),
        "workspaces": inventory.workspaces.iter().map(|one| json!({
            "subscriptionId": one.subscription_id,
            "resourceGroup": one.resource_group,
            "name": one.name,
        })).collect::<Vec<_>>(),
        "onlineEndpoints": inventory.online_endpoints.iter().map(|one| json!({
            "subscriptionId": one.workspace.subscription_id,
            "resourceGroup": one.workspace.resource_group,
            "workspace": one.workspace.name,
            "name": one.name,
            "authMode": one.auth_mode,
        })).collect::<Vec<_>>(),
        "webServices": inventory.web_services.iter().map(|one| json!({
            "subscriptionId": one.workspace.subscription_id,
            "resourceGroup": one.workspace.resource_group,
            "workspace": one.workspace.name,
            "name": one.name,
            "compute": one.compute,
            "auth": one.auth,
        })).collect::<Vec<_>>(),
        "otherPersonas": other_personas,
        "otherServicePrincipals": other_service_principals,
        "keyVaults": key_vaults,
        "managedIdentity": managed_identity(&identities),
    })
}

/// Personas by tenant, the first one's first, and apart from them those whose role is a word of the seed's own.
fn personas(demo: &DemoCloud) -> (Vec<Value>, Vec<Value>) {
    let tenants = demo.tenants();
    let mut personas = demo.personas();
    personas.sort_by_key(|one| tenants.iter().position(|tenant| tenant.id == one.tenant_id));
    let (known, other): (Vec<_>, Vec<_>) =
        personas.into_iter().partition(|one| PERSONA_ROLES.contains(&one.role.as_str()));
    let entries = |all: Vec<Persona>| {
        let entry = |one: &Persona| {
            json!({
                "tenantId": one.tenant_id,
                "userName": one.user_name,
                // EXPOSE: the file is how its owner learns the invented passwords.
                "password": one.password.expose(),
                "role": one.role,
                "displayName": one.display_name,
                "objectId": one.object_id,
            })
        };
        all.iter().map(entry).collect()
    };
    (entries(known), entries(other))
}

/// Owners, then readers, and apart from them those that are neither.
fn service_principals(demo: &DemoCloud) -> (Vec<Value>, Vec<Value>) {
    let (mut known, other): (Vec<_>, Vec<_>) =
        demo.service_principals().into_iter().partition(|one| one.role.is_some());
    known.sort_by_key(|one| one.role);
    let entries = |all: Vec<ServicePrincipal>| {
        let entry = |one: &ServicePrincipal| {
            json!({
                "tenantId": one.tenant_id,
                "clientId": one.client_id,
                // EXPOSE: the file is how its owner learns the invented secrets.
                "clientSecret": one.secret.expose(),
                "role": one.role,
                "displayName": one.display_name,
                "objectId": one.object_id,
            })
        };
        all.iter().map(entry).collect()
    };
    (entries(known), entries(other))
}

/// Each vault once, with TLS where that is served: its clients refuse anything else.
fn key_vaults(demo: &DemoCloud, is_secure: bool) -> Vec<Value> {
    let vaults = demo.key_vaults().into_iter().filter(|one| one.address.starts_with("https://") == is_secure);
    vaults.map(|one| json!({"name": one.vault, "url": one.address})).collect()
}

fn managed_identity(endpoints: &ManagedIdentityEndpoints) -> Value {
    let default_at_compute = endpoints.identities.iter().find(|one| one.default_at.contains(&"compute"));
    let identities = endpoints.identities.iter().map(|one| {
        json!({
            "name": one.name,
            "clientId": one.client_id,
            "principalId": one.principal_id,
            "resourceId": one.resource_id,
            "endpoints": one.endpoints,
        })
    });
    json!({
        "appService": {
            "endpoint": endpoints.app_service.endpoint,
            // EXPOSE: the file is how its owner learns what a machine's program is told.
            "header": endpoints.app_service.secret.expose(),
        },
        "machineLearning": {
            "endpoint": endpoints.compute.endpoint,
            // EXPOSE: as above.
            "secret": endpoints.compute.secret.expose(),
            "clientId": default_at_compute.map(|one| &one.client_id),
        },
        "arc": {"endpoint": endpoints.arc},
        "identities": identities.collect::<Vec<_>>(),
    })
}

fn absolute(path: &Path) -> io::Result<PathBuf> {
    std::path::absolute(path)
}
