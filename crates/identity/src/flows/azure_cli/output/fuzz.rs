//! Output of a program that only says that it is the Azure CLI.

use latchkey_fuzz::{for_a_while, near};
use proptest::{prelude::*, sample::select};
use zeroize::Zeroizing;

use super::*;

const TOKENS: [&[u8]; 3] = [
    br#"{"accessToken":"a","expiresOn":"2026-11-21 09:05:41.000000","expires_on":1795248341,"tenant":"T"}"#,
    b"WARNING: {new} version [2.99]\n\x1b[0m{\"accessToken\":\"a\",\"expiresOn\":\"2026-11-21T08:05:41Z\"}\nbye",
    br#"{"accessToken":"a","expires_on":"1e11","expiresOn":"9999-12-31T23:59:59+01:00"}"#,
];
const LISTS: [&[u8]; 2] = [
    br#"[{"tenantId":"T1","user":{"name":"ada"},"environmentName":"AzureCloud","isDefault":true},{"tenantId":"t1"}]"#,
    b"update to [2.99]\n[{},1,{\"tenantId\":\"\"}]",
];
const FAILURES: [&[u8]; 4] = [
    b"ERROR: AADSTS50076: Due to a change... run: az login --tenant x",
    b"WARNING: x\nERROR: It broke with eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL21hbmFnZW1lbnQifQ.c2lnbmF0dXJlLXRoYXQtaXMtbG9uZy1lbm91Z2gtdG8tYmUtb25l",
    b"ERROR: token=0.AXYAeyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsIng1dCI6Ik5HVEZ2ZEstZnl0aEV1Q~\xe2\x80\x8b",
    b"az: error: unrecognized arguments: --tenant",
];

#[test]
fn an_accepted_token_is_one_and_ends() {
    let zones = select(vec!["UTC", "Europe/Stockholm", "Pacific/Apia", "America/New_York"]);
    for_a_while(&(near(&TOKENS), zones), |(bytes, zone)| {
        let zone = TimeZone::get(zone).expect("it is a zone");
        let Ok(token) = read_token(&bytes, &zone) else { return };
        assert!(!token.value.is_empty());
        assert!(token.tenant.is_none_or(|tenant| tenant == tenant.to_ascii_lowercase()));
    });
}

#[test]
fn any_output_is_survived() {
    for_a_while(&near(&LISTS), |bytes| {
        let Ok(accounts) = read_accounts(&bytes) else { return };
        for (at, account) in accounts.iter().enumerate() {
            assert!(!account.tenant_id.is_empty() && !account.cloud_name.is_empty());
            assert!(!accounts[..at].contains(account), "{account:?} is there twice");
        }
        let output = ProgramOutput { code: Some(0), stdout: Zeroizing::new(bytes), stderr: Vec::new() };
        let _unread = read_cloud_name(&output);
    });
}

#[test]
fn what_is_repeated_holds_nothing_like_a_token() {
    for_a_while(&(near(&FAILURES), any::<Option<i32>>()), |(stderr, code)| {
        let output = ProgramOutput { code, stdout: Zeroizing::default(), stderr };
        let AzureCliError::Failed(Some(said)) = classify(&output) else { return };
        let is_of_token = |next: char| next.is_ascii_alphanumeric() || "-_.~+=".contains(next);
        let longest = said.split(|next: char| !is_of_token(next)).map(str::len).max().unwrap_or_default();
        assert!(longest < 40 && said.chars().count() <= 300, "{longest}: {said}");
        assert!(!said.contains(char::is_control), "{said}");
    });
}
