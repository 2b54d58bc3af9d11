//! The connection file: where a demo cloud is and how to sign in to it, for programs that use it.
//!
//! It holds the invented passwords and secrets of one run, so only its owner may read it.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use latchkey_democloud::{DemoCloud, PUBLIC_CLIENT_ID};
use serde_json::{Value, json};

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
        "control": demo.control().map(|(address, secret)| json!({
            "address": address,
            // EXPOSE: the file is how its owner learns what opens the controls.
            "secret": secret.expose(),
        })),
        "publicClientId": PUBLIC_CLIENT_ID,
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

fn absolute(path: &Path) -> io::Result<PathBuf> {
    std::path::absolute(path)
}

/// Writes a file that only its owner may read, in one step: whoever waits for it never sees half of it.
pub(crate) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
