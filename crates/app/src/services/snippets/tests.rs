//! Which code a service has, what is in it, and that a doubtful address is never called.

use std::path::Path;

use super::*;

#[cfg(unix)]
mod run;

const WORKSPACE: &str =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";

fn endpoint() -> ServiceId {
    format!("{WORKSPACE}/onlineEndpoints/churn").parse().unwrap()
}

fn web_service() -> ServiceId {
    format!("{WORKSPACE}/services/churn").parse().unwrap()
}

fn sound(uri: &str) -> Address {
    Address::Sound { uri: uri.to_owned() }
}

/// Looks at the snippets of a service of a cloud.
fn snippets(cloud: &Cloud, id: &ServiceId, mode: AuthMode, shell: Shell) -> Vec<Snippet> {
    let address = sound("https://churn.example/score");
    CallFacts { cloud, account_id: "3f", id, mode, address: &address, certificate_file: None }.snippets(shell)
}

fn kinds(snippets: &[Snippet]) -> Vec<(SnippetFormat, SnippetCredential)> {
    snippets.iter().map(|snippet| (snippet.format, snippet.credential)).collect()
}

#[test]
fn a_credential_comes_from_where_the_mode_has_it() {
    use SnippetCredential::{Entra, KeyVariable, Latchkey, Library, Nowhere, TokenVariable, Unknown};
    use SnippetFormat::{AzureCli, Curl, Python, Sdk};
    let both = |credential| [(Curl, credential), (Curl, Latchkey), (Python, credential), (Python, Latchkey)];
    let tools = [(Sdk, Library), (AzureCli, Library)];
    let check = |cloud: Cloud, mode: AuthMode, expected: &[(SnippetFormat, SnippetCredential)]| {
        assert_eq!(kinds(&snippets(&cloud, &endpoint(), mode, Shell::Posix)), expected, "{mode:?}");
    };
    check(Cloud::public(), AuthMode::Key, &[&both(KeyVariable)[..], &tools].concat());
    check(Cloud::china(), AuthMode::AmlToken, &[&both(TokenVariable)[..], &tools].concat());
    check(Cloud::public(), AuthMode::AadToken, &[&both(Entra)[..], &tools].concat());
    // The tools ask for a token of the public cloud.
    check(Cloud::us_government(), AuthMode::AadToken, &both(Entra));
    check(Cloud::public(), AuthMode::None, &[(Curl, Nowhere), (Python, Nowhere)]);
    check(Cloud::public(), AuthMode::Unknown, &[(Curl, Unknown), (Python, Unknown)]);
    let emulator = Cloud { own_emulator: Some("7".to_owned()), ..Cloud::public() };
    check(emulator, AuthMode::Key, &[(Curl, KeyVariable), (Python, KeyVariable)]);
    let v1 = snippets(&Cloud::public(), &web_service(), AuthMode::Key, Shell::PowerShell);
    assert!(!kinds(&v1).iter().any(|(format, _)| matches!(format, Sdk | AzureCli | Curl)));
}

#[test]
fn an_entra_token_is_asked_for_the_clouds_own_resource() {
    for shell in [Shell::Posix, Shell::PowerShell] {
        let [first, _, python, _] =
            &snippets(&Cloud::us_government(), &endpoint(), AuthMode::AadToken, shell)[..]
        else {
            panic!("four snippets")
        };
        assert!(first.code.contains("--resource 'https://ml.azure.us' "), "{}", first.code);
        assert!(python.code.contains(r#"get_token("https://ml.azure.us/.default")"#), "{}", python.code);
    }
}

#[test]
fn the_command_line_names_the_service_completely() {
    let check = |id: ServiceId, mode: AuthMode, expected: &str| {
        let (cloud, address) = (Cloud::china(), Address::Absent);
        let facts = CallFacts {
            cloud: &cloud,
            account_id: "3f",
            id: &id,
            mode,
            address: &address,
            certificate_file: None,
        };
        let expected = format!("latchkey {expected} --cloud china --account 3f");
        assert_eq!(facts.command_line(Shell::Posix), expected);
    };
    check(endpoint(), AuthMode::Key, "keys churn --workspace g/w");
    check(web_service(), AuthMode::AmlToken, "token --endpoint churn --workspace g/w");
    check(endpoint(), AuthMode::None, "services g/w");
    let odd = endpoint().to_string().replace("/g/", "/g(1)/").parse().unwrap();
    check(odd, AuthMode::Key, "keys churn --workspace 'g(1)/w'");
}

#[test]
fn microsofts_tools_name_their_cloud() {
    let code = |cloud: Cloud| snippets(&cloud, &endpoint(), AuthMode::Key, Shell::Posix).split_off(4);
    let [sdk, cli] = &code(Cloud::us_government())[..] else { panic!("two snippets") };
    assert_eq!(
        sdk.code,
        r#"from azure.ai.ml import MLClient
from azure.identity import DefaultAzureCredential

client = MLClient(
    DefaultAzureCredential(authority="login.microsoftonline.us"),
    "s",
    "g",
    "w",
    cloud="AzureUSGovernment",
)
print(client.online_endpoints.invoke("churn", request_file="request.json"))"#
    );
    assert!(cli.code.starts_with("az ml online-endpoint invoke \\\n  --name 'churn' \\\n"), "{}", cli.code);
    let [sdk, _] = &code(Cloud::public())[..] else { panic!("two snippets") };
    assert!(sdk.code.contains("    DefaultAzureCredential(),\n    \"s\",\n    \"g\",\n    \"w\",\n)\n"));
}

#[test]
fn a_call_of_a_doubtful_address_is_not_made() {
    let doubtful = Address::Doubtful { uri: "http://20.1.2.3/score".to_owned(), reason: String::new() };
    let (cloud, id) = (Cloud::public(), endpoint());
    for address in [&doubtful, &Address::Absent] {
        let facts = CallFacts {
            cloud: &cloud,
            account_id: "3f",
            id: &id,
            mode: AuthMode::Key,
            address,
            certificate_file: None,
        };
        assert_eq!(facts.snippets(Shell::Posix), []);
        let refused = facts.template(CallLanguage::Curl).err();
        assert!(matches!(refused, Some(AppError::Condition(Reason::AddressUnsafe))), "{refused:?}");
    }
}

#[test]
fn certificates_are_named_where_the_address_is_encrypted() {
    let (cloud, id) = (Cloud::public(), endpoint());
    let codes = |uri: &str| {
        let address = sound(uri);
        let file = Some(Path::new("/home/it's/a.pem"));
        let facts = CallFacts {
            cloud: &cloud,
            account_id: "3f",
            id: &id,
            mode: AuthMode::None,
            address: &address,
            certificate_file: file,
        };
        let codes = facts.snippets(Shell::Posix).into_iter().map(|snippet| snippet.code);
        codes.collect::<Vec<_>>().join("\n")
    };
    let secure = codes("https://localhost:4000/score");
    assert!(secure.contains(r"--cacert '/home/it'\''s/a.pem'"), "{secure}");
    assert!(secure.contains(r#"context.load_verify_locations("/home/it's/a.pem")"#), "{secure}");
    assert!(!codes("http://localhost:4000/score").contains("pem"));
}

#[test]
fn powershell_gets_every_quote_that_it_knows_twice() {
    let call = Call { address: "https://x/'$(id)\u{2019};id\u{2018}", certificate_file: None };
    let code = code::write(CallLanguage::Powershell, call, &CallCredential::Marked);
    assert!(code.contains("-Uri 'https://x/''$(id)\u{2019}\u{2019};id\u{2018}\u{2018}'"), "{code}");
    let filled = code::fill(CallLanguage::Powershell, &code, &latchkey_types::Secret::new("it's\"`$(id)"));
    // EXPOSE: it is an invented one.
    let filled = filled.expose();
    assert!(filled.contains("Authorization = 'Bearer it''s\"`$(id)'"), "{filled}");
}
