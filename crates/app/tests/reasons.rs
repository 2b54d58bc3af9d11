//! What a person reads for each reason, in each language: the files in `snapshots` hold it. After a change on purpose,
//! write them anew with `LATCHKEY_ACCEPT_TEXTS=1 cargo test -p latchkey-app --test reasons`, and read what changed.

use std::{collections::BTreeSet, fs, path::Path};

use latchkey_app::{
    AzureCliProblem, CloudMetadataProblem, CloudUnavailable, CommandError, DestinationChange,
    DestinationPart, EmulatorProblem, Field, FileProblem, ManagedIdentityProblem, Reason, SdkAuthProblem,
    SecretKind,
    bridge::{StoreTrouble, StoreTroubleKind},
};
use latchkey_identity::{CertificateError, EntraProblem, UnsupportedCredential};
use latchkey_types::{CloudError, CloudFileError, ExpectedValue, WorkspaceConfigError};
use latchkey_words::{Language, set_language};

const ENUM: &str = include_str!("../src/error/reason.rs");

#[test]
fn each_reason_reads_as_its_snapshot_says() {
    let examples = examples();
    check_completeness(&examples);
    for language in [Language::ENGLISH, Language::PSEUDO] {
        set_language(language);
        check_snapshot(language, &examples);
    }
    set_language(Language::ENGLISH);
}

/// The compiler demands a message for each variant; this demands an example.
fn check_completeness(examples: &[Reason]) {
    let variants: BTreeSet<String> = ENUM
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(char::is_uppercase))
        .map(|line| line.trim_end_matches([',', '{', ' ']).to_owned())
        .filter(|name| name.chars().all(char::is_alphanumeric))
        .collect();
    let debugs = examples.iter().map(|reason| format!("{reason:?}"));
    let shown: BTreeSet<String> =
        debugs.map(|text| text.split([' ', '{']).next().unwrap_or_default().to_owned()).collect();
    assert!(variants.len() > 80, "{variants:?}");
    let missing: Vec<&String> = variants.difference(&shown).collect();
    assert!(missing.is_empty(), "examples() has none of these: {missing:?}");
}

fn check_snapshot(language: Language, examples: &[Reason]) {
    let mut text = String::new();
    for reason in examples {
        let error = CommandError::from(reason.clone());
        let mut lines = vec![
            format!("{reason:?}"),
            format!("    {}", error.message),
            format!("    who can fix it: {:?}", error.who_can_fix),
        ];
        lines.extend(error.details.iter().map(|detail| format!("    - {}: {}", detail.label, detail.value)));
        text.push_str(&lines.join("\n"));
        text.push_str("\n\n");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let path = folder.join(format!("{}.txt", language.name()));
    #[expect(clippy::disallowed_methods, reason = "a person says here that the texts changed on purpose")]
    if std::env::var_os("LATCHKEY_ACCEPT_TEXTS").is_some() {
        fs::write(&path, &text).expect("the snapshot can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    for (kept, text) in kept.split("\n\n").zip(text.split("\n\n")) {
        assert_eq!(kept, text, "{}: if this is intended, see the first lines of this test", path.display());
    }
    assert_eq!(kept.len(), text.len(), "{} has other reasons", path.display());
}

fn examples() -> Vec<Reason> {
    let text = str::to_owned;
    let change =
        |before: &str, now: &str, part| DestinationChange { part, before: text(before), now: text(now) };
    let changes = || {
        vec![
            change("https://arm.old.example", "https://arm.example", DestinationPart::ResourceManager),
            change("", "https://graph.example", DestinationPart::Graph),
            change("http://127.0.0.1:8079", "", DestinationPart::IdentityEndpoint),
        ]
    };
    let unconfirmed = |changes| Reason::DestinationsUnconfirmed {
        cloud: text("Stack"),
        host: text("arm.example"),
        resource: Some(text("https://management.example.onmicrosoft.com/1")),
        changes,
    };
    let other = |is_kept| Reason::OtherAccount { cloud_id: text("public"), account_id: text("a1"), is_kept };
    let scoring = |host: Option<&str>, places: &[&str]| Reason::AddressNotForToken {
        host: host.map(text),
        cloud: text("Stack"),
        places: places.iter().copied().map(text).collect(),
    };
    let mut all = vec![
        Reason::Locked,
        Reason::UnlockingSessionUnreadable,
        Reason::UnlockedByAnother { user_name: text("adele@contoso.com") },
        Reason::LockTimeInvalid,
        Reason::NoCloudChosen,
        Reason::NobodySignedIn,
        Reason::AccountGone,
        other(true),
        other(false),
        unconfirmed(Vec::new()),
        unconfirmed(changes()),
        Reason::SessionUnconfirmed,
        Reason::DestinationsChanged { changes: changes() },
        Reason::UnknownCloud,
        Reason::CloudNotAdded { cloud_id: text("stack") },
        Reason::CloudInUse,
        Reason::CloudNameTaken { name: text("Our stack") },
        Reason::CloudNameInvalid { longest: 60 },
        Reason::CloudIdTaken { cloud_id: text("stack") },
        Reason::CloudIdReserved { cloud_id: text("public") },
        Reason::CertificatesElsewhere { file: text("stack-ca.pem") },
        Reason::NoCertificates,
        Reason::NotResourceManager,
        Reason::BuiltInCloud { cloud: text("Azure China") },
        Reason::NoSignInWaiting,
        Reason::SignInCancelled,
        Reason::SignInTimedOut { minutes: 5 },
        Reason::SignInDeclined,
        Reason::ForeignCallback,
        Reason::LinkUsedAgain,
        Reason::ClockWrong { difference_seconds: 1_200 },
        Reason::ClockWrong { difference_seconds: -40 },
        Reason::CodeExpired,
        Reason::NoDeviceCodes,
        Reason::TenantMissing,
        Reason::TenantInvalid,
        Reason::NoTenants,
        Reason::UnknownTenant,
        Reason::ClientIdInvalid,
        Reason::ClientIdMissing,
        Reason::NoClientIdInCloud,
        Reason::ClientIdCharacters,
        Reason::SecretMissing,
        Reason::IdentityInvalid,
        Reason::VariableMissing { name: text("AML_TENANT_ID") },
        Reason::MethodOfEntra,
        Reason::OwnTenantOnly,
        Reason::BrowserNotOpened,
        Reason::BrowserNotAllowed,
        Reason::NoListener,
        Reason::DiscoveryFailed,
        Reason::IdTokenInvalid,
        Reason::AnswerNotUnderstood,
        Reason::SessionRefused { error: text("invalid_grant"), numbers: vec![50_173] },
        Reason::TokenRefused { error: text("made_up"), numbers: Vec::new() },
        Reason::SessionEnded,
        Reason::RenewalNotProven,
        Reason::KeysUnavailable,
        Reason::NoScopes,
        Reason::Interrupted,
        Reason::SessionNotAccepted,
        Reason::PermissionMissing { action: Some(text("Microsoft.MachineLearningServices/workspaces/read")) },
        Reason::PermissionMissing { action: None },
        Reason::NotFound,
        Reason::TooManyRequests,
        Reason::RequestRejected,
        Reason::AzureFailed,
        Reason::ForeignAddress { origin: text("https://evil.example") },
        Reason::AnswerIncomplete { name: text("nextLink") },
        Reason::NoConnection,
        Reason::EmulatorSilent,
        Reason::AddressNotAllowed,
        Reason::HttpNotUnderstood,
        Reason::RequestNotMade,
        Reason::HandleInvalid { field: Field::Workspace },
        Reason::HandleInvalid { field: Field::Service },
        Reason::WorkspaceGone,
        Reason::ServiceGone,
        Reason::NoKeys,
        Reason::NoTokens,
        Reason::AddressUnsafe,
        Reason::NoSites,
        Reason::NoFolderForFiles,
        Reason::SlotEmpty,
        Reason::NameMismatch,
        Reason::RegenerationUnderWay,
        Reason::RegenerationFailed {
            service: text("churn-score"),
            azure_code: Some(text("Conflict")),
            azure_message: Some(text("The endpoint is busy.")),
        },
        Reason::RegenerationUnproven,
        Reason::LeaseEnded,
        Reason::SignInUnderWay,
        Reason::JobStopped,
        Reason::JobGone,
        Reason::SecretMalformed { kind: SecretKind::Key },
        Reason::SecretMalformed { kind: SecretKind::Token },
        Reason::TokenEndsEarly { expires_at: "2026-11-30T20:27:00Z".parse().expect("a time") },
        scoring(Some("churn.example"), &["a.example", "b.example"]),
        scoring(Some("churn.example"), &[]),
        scoring(None, &["a.example"]),
        Reason::NotAnApplication,
        Reason::ApplicationIdInvalid,
        Reason::ConfigMissing { folder: text("/home/a"), left_out: None },
        Reason::ConfigMissing { folder: text("/home/a"), left_out: Some(text("/home/config.json")) },
        Reason::NoSecretStore { cause: text("no D-Bus session") },
        Reason::SecretStoreLocked,
        Reason::SessionUnreadable,
        Reason::SessionNotKept,
        Reason::WordMissing { word: text("purge") },
        Reason::ClipboardUnavailable { cause: Some(text("no display")) },
        Reason::ClipboardUnavailable { cause: None },
        Reason::TextTooLong,
    ];
    all.extend(of_refusals());
    all.extend(of_credentials());
    all.extend(of_sources());
    all.extend(of_clouds());
    all.extend(of_unavailable_clouds());
    all.extend(of_files());
    all
}

fn of_refusals() -> impl Iterator<Item = Reason> {
    // Each meaning once, by the first number or word that has it.
    let words =
        ["access_denied", "interaction_required", "invalid_client", "invalid_request", "unauthorized_client"];
    let by_word = words.map(|word| (word, Vec::new()));
    let mut seen = BTreeSet::new();
    let by_number = (0..8_000_000).filter_map(move |number| {
        let meaning = format!("{:?}", EntraProblem::of_number(number)?);
        seen.insert(meaning).then(|| ("invalid_grant", vec![number]))
    });
    let refusals: Vec<_> = by_number.chain(by_word).collect();
    assert_eq!(refusals.len(), EntraProblem::ALL.len(), "each meaning has a number or a word here");
    // Other providers say some of these too, without a number.
    let elsewhere = ["invalid_scope", "temporarily_unavailable"].map(|word| (word, Vec::new()));
    let refusals = refusals.into_iter().chain(elsewhere);
    refusals.map(|(error, numbers)| Reason::SignInRefused { error: error.to_owned(), numbers })
}

fn of_credentials() -> Vec<Reason> {
    use CertificateError as Error;
    let certificate = |problem| Reason::CertificateInvalid { field: Field::Certificate, problem };
    let mut all: Vec<Reason> = [
        Error::TooLong,
        Error::UnknownFormat,
        Error::PasswordNeeded,
        Error::WrongPassword,
        Error::OldEncryption,
        Error::TooCostly,
        Error::NoPrivateKey,
        Error::NoCertificate,
        Error::NotRsa,
        Error::Mismatch,
    ]
    .map(certificate)
    .into();
    let json = |problem| Reason::SdkAuth { problem };
    all.extend([
        json(SdkAuthProblem::NotJson { line: 3, column: 7 }),
        json(SdkAuthProblem::TooLong),
        json(SdkAuthProblem::Incomplete { name: "clientId".to_owned() }),
        json(SdkAuthProblem::NamesCertificate),
        json(SdkAuthProblem::OtherCloud { host: "management.chinacloudapi.cn".to_owned() }),
    ]);
    let credentials = [
        UnsupportedCredential::Secret,
        UnsupportedCredential::Certificate,
        UnsupportedCredential::RsaSignature,
    ];
    all.extend(credentials.map(|credential| Reason::CredentialNotTaken { credential }));
    all
}

fn of_sources() -> Vec<Reason> {
    let cli = [
        AzureCliProblem::NotInstalled,
        AzureCliProblem::TooOld,
        AzureCliProblem::SignedOut,
        AzureCliProblem::OtherTenant,
        AzureCliProblem::OtherAccount,
        AzureCliProblem::OtherCloud { cloud: "AzureChinaCloud".to_owned() },
        AzureCliProblem::Refused { number: 50_173 },
        AzureCliProblem::SignInRequired { command: "az login --tenant t".to_owned() },
        AzureCliProblem::TimedOut,
        AzureCliProblem::Unreadable,
        AzureCliProblem::Failed,
    ];
    let identity = [
        ManagedIdentityProblem::NoEndpoint,
        ManagedIdentityProblem::BadAddress { variable: "IDENTITY_ENDPOINT".to_owned() },
        ManagedIdentityProblem::ServiceFabric,
        ManagedIdentityProblem::CloudShell,
        ManagedIdentityProblem::NoSuchIdentity,
        ManagedIdentityProblem::ClientIdOnly,
        ManagedIdentityProblem::Refused,
        ManagedIdentityProblem::Unreadable,
        ManagedIdentityProblem::ArcNoFile,
        ManagedIdentityProblem::ArcOtherFolder,
        ManagedIdentityProblem::ArcFileUnreadable,
        ManagedIdentityProblem::ArcNotAKey,
    ];
    let cli = cli.into_iter().map(|problem| Reason::AzureCli { problem });
    cli.chain(identity.into_iter().map(|problem| Reason::ManagedIdentity { problem })).collect()
}

fn of_clouds() -> Vec<Reason> {
    let address = || "http://a.example".to_owned();
    let resource = || "https://b.example".to_owned();
    let rules = [
        CloudError::NotSecure { field: "arm", address: address() },
        CloudError::NotLoopback { field: "arm", address: address() },
        CloudError::NamesUser { field: "arm", address: address() },
        CloudError::IdentityEndpoint { address: address() },
        CloudError::Microsofts { field: "armResource", address: address() },
        CloudError::NotPlain { field: "mlResource", resource: resource() },
        CloudError::OtherService { field: "mlResource", resource: resource(), address: address() },
        CloudError::Reach,
        CloudError::Domain("example".to_owned()),
    ];
    let field = |expected| CloudFileError::Field { field: "id", expected };
    let files = [
        CloudFileError::TooLong,
        CloudFileError::NotJson { line: 3, column: 7 },
        CloudFileError::Missing("arm"),
        field(ExpectedValue::ShortText),
        field(ExpectedValue::HttpsAddress),
        field(ExpectedValue::Provider),
        field(ExpectedValue::Word),
        field(ExpectedValue::Scopes),
        CloudFileError::Cloud(CloudError::Reach),
    ];
    let answers = [
        CloudMetadataProblem::NotDescribed { status: 404 },
        CloudMetadataProblem::NoSignIn,
        CloudMetadataProblem::OtherClouds,
        CloudMetadataProblem::OtherProvider { provider: "ADFS".to_owned() },
        CloudMetadataProblem::Cloud(CloudError::Reach),
    ];
    let cloud = || "Stack".to_owned();
    let rules = rules.into_iter().map(|problem| Reason::CloudInvalid { cloud: cloud(), problem });
    let files = files.into_iter().map(|problem| {
        let file = Some("/home/a/stack.json".to_owned());
        Reason::CloudDescriptionInvalid { file, problem }
    });
    let answers = answers.into_iter().map(|problem| Reason::NotACloud { origin: address(), problem });
    rules.chain(files).chain(answers).collect()
}

fn of_unavailable_clouds() -> impl Iterator<Item = Reason> {
    let trouble = || StoreTrouble {
        kind: StoreTroubleKind::Failed,
        message: "<a trouble of the store>".to_owned(),
        way_out: "<a way out>".to_owned(),
        reason: None,
    };
    let cause = || "Address in use (os error 98)".to_owned();
    let problems = [
        CloudUnavailable::Unknown,
        CloudUnavailable::NoEmulator,
        CloudUnavailable::EmulatorElsewhere,
        CloudUnavailable::StateSealed(trouble()),
        CloudUnavailable::StateNotRemoved(trouble()),
        CloudUnavailable::NotStarted(EmulatorProblem::Address {
            address: "127.0.0.1:443".to_owned(),
            cause: cause(),
        }),
        CloudUnavailable::NotStarted(EmulatorProblem::State { cause: "EOF at line 1 column 2".to_owned() }),
        CloudUnavailable::NotStarted(EmulatorProblem::StateFormat { version: 99 }),
        CloudUnavailable::NotStarted(EmulatorProblem::Keys),
        CloudUnavailable::NotStarted(EmulatorProblem::Setup),
        CloudUnavailable::NotReset(EmulatorProblem::Keys),
    ];
    problems.into_iter().map(|problem| Reason::CloudUnavailable { problem })
}

fn of_files() -> Vec<Reason> {
    let file = || "/home/a/file".to_owned();
    let cause = || "Permission denied (os error 13)".to_owned();
    let problems = || {
        [
            FileProblem::NotRegular,
            FileProblem::TooLong { limit: 65_536 },
            FileProblem::NotText,
            FileProblem::NotJson { cause: "expected value at line 1 column 1".to_owned() },
            FileProblem::OthersCanWrite { folder: "/tmp".to_owned() },
            FileProblem::NotOurs { path: "/home/b".to_owned() },
            FileProblem::Link { path: file() },
            FileProblem::System { cause: cause() },
        ]
    };
    let field = Field::File;
    let read = problems().map(|problem| Reason::FileUnreadable { file: file(), field, problem });
    let written = problems().map(|problem| Reason::FileNotWritten { file: file(), problem });
    let configs = [
        WorkspaceConfigError::TooLong,
        WorkspaceConfigError::NotJson { line: 3, column: 7 },
        WorkspaceConfigError::Missing("workspace_name"),
        WorkspaceConfigError::Field("resource_group"),
    ];
    let configs = configs.map(|problem| Reason::ConfigInvalid { problem });
    read.into_iter().chain(written).chain(configs).collect()
}
