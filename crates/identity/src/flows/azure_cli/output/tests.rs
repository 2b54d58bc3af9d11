//! What the Azure CLI prints, in every spelling and through noise.

use zeroize::Zeroizing;

use super::*;

fn failed(code: Option<i32>, stderr: &str) -> ProgramOutput {
    ProgramOutput { code, stdout: Zeroizing::new(Vec::new()), stderr: stderr.as_bytes().to_vec() }
}

#[test]
fn a_token_is_found_in_every_spelling_of_time_and_through_noise() {
    let zone = TimeZone::get("Europe/Stockholm").unwrap();
    let check = |output: &str, expected: Option<i64>| {
        let read = read_token(output.as_bytes(), &zone).ok().map(|token| token.expires_at.as_second());
        assert_eq!(read, expected, "{output}");
    };
    let both = r#"{"accessToken":"a","expiresOn":"2026-11-21 09:05:41.000000","expires_on":1795248341,"tenant":"T"}"#;
    check(both, Some(1_795_248_341));
    check(r#"{"accessToken":"a","expiresOn":"2026-11-21 09:05:41.000000"}"#, Some(1_795_248_341));
    check(r#"{"accessToken":"a","expires_on":"1795248341","expiresOn":null}"#, Some(1_795_248_341));
    check(r#"{"accessToken":"a","expiresOn":"2026-11-21T08:05:41Z"}"#, Some(1_795_248_341));
    check(r#"{"accessToken":"a","expiresOn":"2026-11-21T09:05:41+01:00"}"#, Some(1_795_248_341));
    check(
        &format!("WARNING: {{new}} version [2.99]\n\u{1b}[0m{both}\nTo update run az upgrade"),
        Some(1_795_248_341),
    );
    check(r#"{"accessToken":"a","expires_on":null}"#, None);
    check(r#"{"accessToken":"","expires_on":1}"#, None);
    check(r#"{"accessToken":"a","expires_on":-1}"#, None);
    check("", None);
}

#[test]
fn a_time_that_is_there_twice_is_the_earlier_one() {
    let zone = TimeZone::get("Europe/Stockholm").unwrap();
    let local = Value::from("2026-10-25 02:30:00.000000");
    assert_eq!(moment(&local, &zone).unwrap().to_string(), "2026-10-25T00:30:00Z");
}

#[test]
fn accounts_are_listed_once_for_each_tenant_and_cloud() {
    let row = |tenant: &str, name: &str, is_default: bool| {
        format!(
            r#"{{"tenantId":"{tenant}","user":{{"name":"{name}"}},"environmentName":"AzureCloud","isDefault":{is_default}}}"#
        )
    };
    let rows = [
        row("T1", "ada", false),
        row("t1", "ada", false),
        row("T2", "ada", true),
        "{}".to_owned(),
        "1".to_owned(),
    ];
    assert_eq!(read_accounts(b"[]"), Ok(Vec::new()));
    let noisy = format!("update to [2.99]\n[{}]\nbye", rows.join(","));
    let accounts = read_accounts(noisy.as_bytes()).unwrap();
    let tenants: Vec<&str> = accounts.iter().map(|account| account.tenant_id.as_str()).collect();
    assert_eq!(tenants, ["t2", "t1"]);
}

#[test]
fn each_failure_is_told_apart() {
    let check = |code: i32, stderr: &str, expected: AzureCliError| {
        assert_eq!(classify(&failed(Some(code), stderr)), expected, "{stderr}");
    };
    check(127, "", AzureCliError::NotInstalled);
    check(1, "'az' is not recognized as an internal or external command", AzureCliError::NotInstalled);
    check(1, "ERROR: Please run 'az login' to setup account.", AzureCliError::SignedOut);
    check(2, "az: error: unrecognized arguments: --tenant", AzureCliError::TooOld);
    check(1, "ERROR: AADSTS50076: Due to a change… run: az login --tenant x", AzureCliError::Refused(50076));
    check(1, "WARNING: x\nERROR: It broke", AzureCliError::Failed(Some("It broke".to_owned())));
    check(1, "", AzureCliError::Failed(None));
}

#[test]
fn what_looks_like_a_token_is_not_repeated() {
    let line = format!("ERROR: bad answer {}", "eyJ0".repeat(60));
    assert_eq!(classify(&failed(Some(1), &line)), AzureCliError::Failed(Some("bad answer …".to_owned())));
    let check = |line: &str, expected: &str| {
        assert_eq!(
            classify(&failed(Some(1), line)),
            AzureCliError::Failed(Some(expected.to_owned())),
            "{line}"
        );
    };
    check(&format!("'{}' is no good", "aB3~".repeat(10)), "'…' is no good");
    check(&format!("token={},", "0.AX".repeat(20)), "…,");
    check(&format!("{}\u{7}{}", "eyJ0".repeat(9), "eyJ0".repeat(9)), "…");
    let plain = "no 0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11 in /usr/lib/python3/dist-packages/azure/cli/core/__init__.py";
    check(plain, plain);
}
