//! The connection file: where a demo cloud is and how to sign in to it, for programs that use it.
//!
//! It holds the invented passwords and secrets of one run, so only its owner may read it.

use std::{
    io,
    path::{Path, PathBuf},
};

use latchkey_democloud::{DemoCloud, ManagedIdentityEndpoints, PUBLIC_CLIENT_ID};
use serde_json::{Value, json};

use crate::private_file::replace;

/// Writes the connection file, and beside it the certificate authority for clients that want a file.
pub(crate) fn write(demo: &DemoCloud, path: &Path) -> io::Result<()> {
    let authority_file = demo.certificate_authority().map(|pem| (path.with_extension("pem"), pem));
    if let Some((file, pem)) = &authority_file {
        replace(file, pem.as_bytes())?;
    }
    let mut document = document(demo);
    document["certificateAuthorityFile"] = match authority_file {
        Some((file, _)) => json!(absolute(&file)?),
        None => Value::Null,
    };
    replace(path, format!("{document:#}\n").as_bytes())
}

fn document(demo: &DemoCloud) -> Value {
    let addresses = demo.addresses();
    let of_scheme = |scheme: &str| addresses.iter().find(|address| address.starts_with(scheme));
    let (http, https) = (of_scheme("http://"), of_scheme("https://"));
    let base = https.or(http);
    json!({
        "http": http,
        "https": https,
        "authority": base,
        "arm": base,
        "graph": base,
        "certificateAuthority": demo.certificate_authority(),
        "control": demo.control().map(|control| json!({
            "address": control.address,
            // EXPOSE: the file is how its owner learns what opens the controls.
            "secret": control.secret.expose(),
        })),
        "keyVaults": key_vaults(demo, https.is_some()),
        "managedIdentity": managed_identity(&demo.managed_identity()),
        "tenants": demo.tenants().iter().map(|tenant| json!({
            "id": tenant.id,
            "domain": tenant.domain,
            "displayName": tenant.display_name,
        })).collect::<Vec<_>>(),
        "publicClientId": PUBLIC_CLIENT_ID,
        "servicePrincipals": demo.service_principals().iter().map(|one| json!({
            "displayName": one.display_name,
            "clientId": one.client_id,
            "objectId": one.object_id,
            "tenantId": one.tenant_id,
            // EXPOSE: the file is how its owner learns the invented secrets.
            "clientSecret": one.secret.expose(),
        })).collect::<Vec<_>>(),
        "personas": demo.personas().iter().map(|persona| json!({
            "role": persona.role,
            "userName": persona.user_name,
            "displayName": persona.display_name,
            // EXPOSE: the file is how its owner learns the invented passwords.
            "password": persona.password.expose(),
            "objectId": persona.object_id,
            "tenantId": persona.tenant_id,
        })).collect::<Vec<_>>(),
    })
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
        "imds": endpoints.imds,
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
