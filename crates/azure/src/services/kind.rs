//! What a service runs on, and how its callers prove themselves. Words that this version does not know are kept as
//! Azure spells them.

/// What a service runs on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ServiceKind {
    /// Managed online endpoint (v2).
    ManagedOnline,
    /// Kubernetes online endpoint (v2).
    KubernetesOnline,
    /// Batch endpoint (v2).
    Batch,
    /// Serverless endpoint (v2).
    Serverless,
    /// Azure Kubernetes Service web service (v1).
    AksWebService,
    /// Azure Container Instances web service (v1).
    AciWebService,
    /// Something else, as Azure spells it; empty where Azure does not say.
    Other(String),
}

/// How callers of a service prove themselves.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AuthMode {
    /// One of two keys.
    Key,
    /// A token that Azure Machine Learning issues for this service.
    AmlToken,
    /// A Microsoft Entra token for Azure Machine Learning.
    AadToken,
    /// One of two keys or a Microsoft Entra token, as the caller likes.
    KeyOrAadToken,
    /// Not at all: whoever has the address may call it.
    None,
    /// Something else, as Azure spells it; empty where Azure does not say.
    Other(String),
}

impl ServiceKind {
    pub(super) fn of_online_endpoint(kind: Option<&str>, has_compute: bool) -> Self {
        match kind.map(str::to_ascii_lowercase).as_deref() {
            Some("managed") => Self::ManagedOnline,
            Some("kubernetes" | "k8s") => Self::KubernetesOnline,
            // Only Kubernetes endpoints are attached to a compute.
            _ if has_compute => Self::KubernetesOnline,
            None => Self::ManagedOnline,
            Some(_) => Self::Other(kind.unwrap_or_default().to_owned()),
        }
    }

    pub(super) fn of_web_service(compute_type: Option<&str>) -> Self {
        match compute_type.map(str::to_ascii_uppercase).as_deref() {
            Some("AKS" | "AKSENDPOINT") => Self::AksWebService,
            Some("ACI") => Self::AciWebService,
            _ => Self::Other(compute_type.unwrap_or_default().to_owned()),
        }
    }
}

impl AuthMode {
    /// Reads the `authMode` of an endpoint.
    pub(super) fn from_azure(mode: Option<&str>) -> Self {
        match mode.map(str::to_ascii_lowercase).as_deref() {
            Some("key") => Self::Key,
            Some("amltoken") => Self::AmlToken,
            // Serverless endpoints spell it without "token".
            Some("aadtoken" | "aad") => Self::AadToken,
            Some("keyandaad") => Self::KeyOrAadToken,
            _ => Self::Other(mode.unwrap_or_default().to_owned()),
        }
    }

    /// Whether there are keys to read.
    pub fn has_keys(&self) -> bool {
        matches!(self, Self::Key | Self::KeyOrAadToken)
    }

    /// Whether an Entra token for Azure Machine Learning is taken.
    pub fn takes_entra_tokens(&self) -> bool {
        matches!(self, Self::AadToken | Self::KeyOrAadToken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_online_endpoints_are_told_apart() {
        let check = |kind: Option<&str>, has_compute: bool, expected: ServiceKind| {
            assert_eq!(ServiceKind::of_online_endpoint(kind, has_compute), expected);
        };
        check(Some("Managed"), false, ServiceKind::ManagedOnline);
        check(Some("managed"), true, ServiceKind::ManagedOnline);
        check(Some("K8S"), false, ServiceKind::KubernetesOnline);
        check(None, true, ServiceKind::KubernetesOnline);
        check(None, false, ServiceKind::ManagedOnline);
        check(Some("Fabric"), false, ServiceKind::Other("Fabric".to_owned()));
    }

    #[test]
    fn what_is_not_known_keeps_its_spelling() {
        let check = |mode: Option<&str>, expected: AuthMode| {
            assert_eq!(AuthMode::from_azure(mode), expected);
        };
        check(Some("key"), AuthMode::Key);
        check(Some("AMLToken"), AuthMode::AmlToken);
        check(Some("AADToken"), AuthMode::AadToken);
        check(Some("AAD"), AuthMode::AadToken);
        check(Some("KeyAndAAD"), AuthMode::KeyOrAadToken);
        check(Some("Passkey"), AuthMode::Other("Passkey".to_owned()));
        check(None, AuthMode::Other(String::new()));
        let other = ServiceKind::of_web_service(Some("IoT"));
        assert_eq!(other, ServiceKind::Other("IoT".to_owned()));
        assert_eq!(ServiceKind::of_web_service(Some("aksendpoint")), ServiceKind::AksWebService);
    }
}
