//! Returns the addresses of a cloud's services without a token: clients that know only ARM's address begin here.
//!
//! The shape depends on the version: first an object with a few addresses, then a list of clouds, and one cloud
//! since 2022-09-01. Addresses are the demo cloud's own, so that no client is led to the real Azure. Suffixes and
//! audiences are names and stay Azure's.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{call::Call, error::ArmError, reply::Reply};

const OBJECT: &[&str] = &["2015-01-01", "2017-12-01"];
const LIST: &[&str] = &["2018-05-01", "2019-05-01", "2020-06-01"];
const ONE: &[&str] = &["2022-09-01", "2023-12-01"];

/// The name that clients choose the demo cloud by.
const NAME: &str = "LatchkeyDemo";

pub(super) fn owns(segments: &[&str]) -> bool {
    matches!(segments, ["metadata", "endpoints"])
}

pub(super) fn show(call: &Call) -> Result<Reply, ArmError> {
    if call.method != Method::GET {
        let message = "The requested resource does not support this HTTP method.";
        return Err(ArmError::new(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message));
    }
    let version = call.parameter("api-version").filter(|version| !version.is_empty());
    let version = version.ok_or_else(ArmError::missing_api_version)?;
    let address = call.address.as_str();
    if OBJECT.contains(&version) {
        Ok(Reply::ok(&endpoints(address)))
    } else if LIST.contains(&version) {
        Ok(Reply::ok(&json!([cloud(address)])))
    } else if ONE.contains(&version) {
        Ok(Reply::ok(&cloud(address)))
    } else {
        Err(ArmError::unknown_api_version(version, &[OBJECT, LIST, ONE].concat()))
    }
}

fn endpoints(address: &str) -> Value {
    json!({
        "galleryEndpoint": format!("{address}/"),
        "graphEndpoint": format!("{address}/"),
        "portalEndpoint": format!("{address}/"),
        "graphAudience": "https://graph.windows.net/",
        "authentication": {
            "loginEndpoint": format!("{address}/"),
            "audiences": audiences(address),
        },
    })
}

fn cloud(address: &str) -> Value {
    json!({
        "name": NAME,
        "portal": address,
        "authentication": {
            "loginEndpoint": address,
            "audiences": audiences(address),
            "tenant": "common",
            "identityProvider": "AAD",
        },
        "resourceManager": format!("{address}/"),
        "media": format!("{address}/"),
        "batch": format!("{address}/"),
        "gallery": format!("{address}/"),
        "graph": format!("{address}/"),
        "graphAudience": "https://graph.windows.net/",
        "microsoftGraphResourceId": "https://graph.microsoft.com/",
        "sqlManagement": format!("{address}/"),
        "vmImageAliasDoc": format!("{address}/"),
        "activeDirectoryDataLake": "https://datalake.azure.net/",
        "appInsightsResourceId": "https://api.applicationinsights.io",
        "appInsightsTelemetryChannelResourceId": "https://dc.applicationinsights.azure.com/v2/track",
        "attestationResourceId": "https://attest.azure.net",
        "logAnalyticsResourceId": "https://api.loganalytics.io",
        "ossrDbmsResourceId": "https://ossrdbms-aad.database.windows.net",
        "synapseAnalyticsResourceId": "https://dev.azuresynapse.net",
        "suffixes": {
            "acrLoginServer": "azurecr.io",
            "attestationEndpoint": "attest.azure.net",
            "azureDataLakeAnalyticsCatalogAndJob": "azuredatalakeanalytics.net",
            "azureDataLakeStoreFileSystem": "azuredatalakestore.net",
            "azureFrontDoorEndpointSuffix": "azurefd.net",
            "keyVaultDns": "vault.azure.net",
            "mariadbServerEndpoint": "mariadb.database.azure.com",
            "mhsmDns": "managedhsm.azure.net",
            "mysqlServerEndpoint": "mysql.database.azure.com",
            "postgresqlServerEndpoint": "postgres.database.azure.com",
            "sqlServerHostname": "database.windows.net",
            "storage": "core.windows.net",
            "storageSyncEndpointSuffix": "afs.azure.net",
            "synapseAnalytics": "dev.azuresynapse.net",
        },
    })
}

/// Names of ARM that a token may be asked for; the demo cloud's own address is one of them.
fn audiences(address: &str) -> Value {
    json!(["https://management.core.windows.net/", "https://management.azure.com/", format!("{address}/")])
}
