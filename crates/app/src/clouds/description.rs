//! What a person tells of a cloud: a file, its text, or the address of its Resource Manager. Certificates come
//! along as PEM, of which only the certificates are kept: such files hold private keys too.

use std::{path::Path, sync::Arc};

use latchkey_azure::cloud_metadata::{self, CloudMetadataError};
use latchkey_http::{Client, Options};
use latchkey_types::{Cloud, CloudFile, Reach};
use url::Url;

use crate::{AppError, CloudMetadataProblem, Field, Ports, Reason, bridge::CloudDescription};

/// A description of a cloud, or its certificates, has fewer bytes.
const LONGEST_FILE: u64 = 16 * 1024 * 1024;

/// A name that a person gives has no more characters.
const LONGEST_NAME: usize = 60;

/// Ids that no file may take: those of Microsoft's clouds, and of the window's demo cloud.
const RESERVED: [&str; 4] = ["public", "usgov", "china", "demo"];

/// Reads the file of a cloud ([`CloudFile`]), and of the certificates that it names.
///
/// # Errors
/// [`crate::ErrorCode::Invalid`] says what is wrong with the file.
pub(super) fn read_file(path: &Path) -> Result<Cloud, AppError> {
    let CloudFile { cloud, ca_file } = read(Some(path), &read_text(path)?)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let pem = ca_file.map(|ca_file| read_text(&folder.join(ca_file))).transpose()?;
    trusting(cloud, pem.as_deref())
}

/// Reads what a person has typed, pasted or chosen. Only an address is asked for the rest.
pub(super) async fn cloud_of(description: CloudDescription, ports: &Ports) -> Result<Cloud, AppError> {
    match description {
        CloudDescription::Json { text, certificates, name } => {
            let CloudFile { cloud, ca_file } = read(None, &text)?;
            if let (Some(ca_file), None) = (ca_file, &certificates) {
                return Err(Reason::CertificatesElsewhere { file: ca_file.display().to_string() }.into());
            }
            trusting(named(cloud, name)?, certificates.as_deref())
        }
        CloudDescription::ResourceManager { address, certificates, name } => {
            let cloud = at_address(&address, certificates.as_deref(), ports).await?;
            trusting(named(cloud, name)?, certificates.as_deref())
        }
    }
}

/// The cloud with the name that a person gave it, if any.
fn named(cloud: Cloud, name: Option<String>) -> Result<Cloud, AppError> {
    let name = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let Some(display_name) = name else { return Ok(cloud) };
    if display_name.chars().count() > LONGEST_NAME || display_name.chars().any(char::is_control) {
        return Err(Reason::CloudNameInvalid { longest: LONGEST_NAME }.into());
    }
    Ok(Cloud { display_name, ..cloud })
}

async fn at_address(address: &str, pem: Option<&str>, ports: &Ports) -> Result<Cloud, AppError> {
    let is_plain = |url: &Url| {
        Reach::Internet.allows(url)
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
    };
    let url = Url::parse(address.trim()).ok().filter(is_plain).ok_or(Reason::NotResourceManager)?;
    let is_known = |cloud: &&Cloud| cloud.arm.origin() == url.origin();
    if let Some(known) = Cloud::built_in().iter().find(is_known) {
        return Err(Reason::BuiltInCloud { cloud: known.display_name.clone() }.into());
    }
    let http = Client::new(Options {
        reach: if Reach::Loopback.allows(&url) { Reach::Loopback } else { Reach::Internet },
        certificate_authority: pem.map(certificates).transpose()?,
        clock: Arc::clone(&ports.clock),
        entropy: Arc::clone(&ports.entropy),
        observer: Arc::clone(&ports.observer),
        transport: ports.transport.clone(),
    })?;
    cloud_metadata::read(&http, &url).await.map_err(|error| {
        let problem = match error {
            CloudMetadataError::Azure(error) => return error.into(),
            CloudMetadataError::Status(status) => CloudMetadataProblem::NotDescribed { status },
            CloudMetadataError::NoSignIn => CloudMetadataProblem::NoSignIn,
            CloudMetadataError::OtherClouds => CloudMetadataProblem::OtherClouds,
            CloudMetadataError::OtherProvider(provider) => CloudMetadataProblem::OtherProvider { provider },
            CloudMetadataError::Cloud(error) => CloudMetadataProblem::Cloud(error),
        };
        Reason::NotACloud { origin: url.origin().ascii_serialization(), problem }.into()
    })
}

fn read(file: Option<&Path>, text: &str) -> Result<CloudFile, AppError> {
    CloudFile::read(text).map_err(|problem| {
        let file = file.map(|path| path.display().to_string());
        Reason::CloudDescriptionInvalid { file, problem }.into()
    })
}

/// The cloud with the certificates that it is believed by, if its id is its own.
fn trusting(mut cloud: Cloud, pem: Option<&str>) -> Result<Cloud, AppError> {
    if RESERVED.contains(&cloud.id.as_str()) {
        return Err(Reason::CloudIdReserved { cloud_id: cloud.id }.into());
    }
    cloud.certificate_authority = pem.map(certificates).transpose()?;
    Ok(cloud)
}

/// The certificates of a PEM text, and nothing else of it.
fn certificates(text: &str) -> Result<String, AppError> {
    let blocks = pem::parse_many(text).unwrap_or_default();
    let blocks: Vec<_> = blocks.into_iter().filter(|block| block.tag() == "CERTIFICATE").collect();
    if blocks.is_empty() {
        return Err(Reason::NoCertificates.into());
    }
    Ok(pem::encode_many(&blocks))
}

fn read_text(path: &Path) -> Result<String, AppError> {
    let text = latchkey_files::read_text(path, LONGEST_FILE).map_err(|error| Reason::FileUnreadable {
        file: path.display().to_string(),
        field: Field::File,
        problem: error.into(),
    })?;
    Ok(text.to_string())
}
