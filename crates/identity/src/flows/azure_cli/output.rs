//! Reading what the Azure CLI prints, which is not always only what it was asked for: updates, warnings and
//! colours of extensions come before, after and between.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use latchkey_http::Url;
use latchkey_types::{Cloud, Reach, Secret};
use serde::Deserialize;
use serde_json::Value;

use super::CliToken;
use crate::{AzureCliError, MissingPart, machine::ProgramOutput};

/// An account of the CLI in one tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AzureCliAccount {
    /// The tenant's GUID.
    pub tenant_id: String,
    /// The sign-in name; an application's client id.
    pub user_name: String,
    /// What the CLI calls the cloud: `AzureCloud`, `AzureUSGovernment`, `AzureChinaCloud` or a name of one's own.
    pub cloud_name: String,
    /// Where a cloud of such a name is, once the CLI has told.
    pub addresses: Option<AzureCliCloud>,
}

/// Where a cloud is that somebody has registered with the CLI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AzureCliCloud {
    /// Who signs people in.
    pub authority: Url,
    /// Azure Resource Manager.
    pub arm: Url,
}

impl AzureCliAccount {
    /// Whether it is an account of this cloud. A name of one's own may be anybody's, so the addresses decide. An
    /// emulator on this machine has none.
    pub fn is_of(&self, cloud: &Cloud) -> bool {
        match (microsofts_id(&self.cloud_name), &self.addresses) {
            (Some(id), _) => cloud.is_built_in() && cloud.id == id,
            (None, Some(at)) => {
                let is_same = |one: &Url, other: &Url| one.origin() == other.origin();
                cloud.reach == Reach::Internet
                    && !cloud.is_built_in()
                    && is_same(&at.authority, &cloud.authority)
                    && is_same(&at.arm, &cloud.arm)
            }
            (None, None) => false,
        }
    }
}

/// The id of a cloud of Microsoft's by the CLI's name for it.
pub(super) fn microsofts_id(cloud_name: &str) -> Option<&'static str> {
    match cloud_name {
        "AzureCloud" => Some("public"),
        "AzureUSGovernment" => Some("usgov"),
        "AzureChinaCloud" => Some("china"),
        _ => None,
    }
}

/// The token in the output of `az account get-access-token`.
pub(super) fn read_token(stdout: &[u8], zone: &TimeZone) -> Result<CliToken, AzureCliError> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(rename = "accessToken")]
        access_token: Secret,
        #[serde(default)]
        expires_on: Value,
        #[serde(default, rename = "expiresOn")]
        expires_on_local: Value,
        #[serde(default)]
        tenant: Value,
    }
    let answer: Answer =
        find_json(stdout, b'{', |_| true).ok_or(AzureCliError::Unreadable(MissingPart::Token))?;
    if answer.access_token.is_empty() {
        return Err(AzureCliError::Unreadable(MissingPart::Token));
    }
    let expires_at = moment(&answer.expires_on, zone)
        .or_else(|| moment(&answer.expires_on_local, zone))
        .ok_or(AzureCliError::Unreadable(MissingPart::Expiry))?;
    let tenant = answer.tenant.as_str().map(str::to_ascii_lowercase);
    Ok(CliToken { value: answer.access_token, expires_at, tenant })
}

/// The name in the output of `az cloud show`: the cloud that the CLI works with.
pub(super) fn read_cloud_name(output: &ProgramOutput) -> Result<String, AzureCliError> {
    #[derive(Deserialize)]
    struct Answer {
        name: String,
    }
    if output.code != Some(0) {
        return Err(classify(output));
    }
    let answer: Option<Answer> = find_json(&output.stdout, b'{', |_| true);
    answer.map(|answer| answer.name).ok_or(AzureCliError::Unreadable(MissingPart::CloudName))
}

/// The addresses in the output of `az cloud show`, if it tells them.
pub(super) fn read_cloud(output: &ProgramOutput) -> Option<AzureCliCloud> {
    #[derive(Deserialize)]
    struct Answer {
        endpoints: Endpoints,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Endpoints {
        active_directory: Url,
        resource_manager: Url,
    }
    if output.code != Some(0) {
        return None;
    }
    let answer: Answer = find_json(&output.stdout, b'{', |_| true)?;
    let Endpoints { active_directory, resource_manager } = answer.endpoints;
    Some(AzureCliCloud { authority: active_directory, arm: resource_manager })
}

/// The accounts in the output of `az account list`, each tenant of each cloud once, the default one first.
pub(super) fn read_accounts(stdout: &[u8]) -> Result<Vec<AzureCliAccount>, AzureCliError> {
    let is_list = |rows: &Vec<Value>| rows.is_empty() || rows.iter().any(Value::is_object);
    let rows: Vec<Value> =
        find_json(stdout, b'[', is_list).ok_or(AzureCliError::Unreadable(MissingPart::AccountList))?;
    let (default, others): (Vec<&Value>, Vec<&Value>) =
        rows.iter().partition(|row| row["isDefault"] == Value::Bool(true));
    let mut accounts = Vec::new();
    for row in default.into_iter().chain(others) {
        let text = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        let Some(tenant_id) = text(&row["tenantId"]) else { continue };
        let account = AzureCliAccount {
            tenant_id: tenant_id.to_ascii_lowercase(),
            user_name: text(&row["user"]["name"]).unwrap_or_default(),
            cloud_name: text(&row["environmentName"]).unwrap_or_else(|| "AzureCloud".to_owned()),
            addresses: None,
        };
        if !accounts.contains(&account) {
            accounts.push(account);
        }
    }
    Ok(accounts)
}

/// What a failure means.
pub(super) fn classify(output: &ProgramOutput) -> AzureCliError {
    let text = String::from_utf8_lossy(&output.stderr);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if output.code == Some(127) || has(&["'az' is not recognized", "az: not found", "az: command not found"])
    {
        return AzureCliError::NotInstalled;
    }
    if let Some(code) = aadsts(&text) {
        return AzureCliError::Refused(code);
    }
    if has(&["unrecognized arguments", "is misspelled or not recognized", "invalid choice"]) {
        return AzureCliError::TooOld;
    }
    if has(&["az login", "az account set", "No subscription found", "No subscriptions found"]) {
        return AzureCliError::SignedOut;
    }
    let is_telling = |line: &&str| !line.is_empty() && !line.starts_with("WARNING");
    let line = text.lines().map(str::trim).find(is_telling);
    AzureCliError::Failed(line.map(|line| without_tokens(line.strip_prefix("ERROR: ").unwrap_or(line))))
}

/// The first value in a text that is JSON of this type and is accepted; the text around it is left out.
fn find_json<T: for<'de> Deserialize<'de>>(
    output: &[u8],
    opening: u8,
    accepts: impl Fn(&T) -> bool,
) -> Option<T> {
    /// How many brackets are tried; noise with more of them is no answer.
    const TRIES: usize = 64;
    let begins = (0..output.len()).filter(|at| output[*at] == opening);
    begins.take(TRIES).find_map(|at| {
        let mut values = serde_json::Deserializer::from_slice(&output[at..]).into_iter::<T>();
        values.next()?.ok().filter(&accepts)
    })
}

/// A moment in one of the CLI's spellings: seconds since 1970 as a number or a text, RFC 3339, or the local
/// time without a zone. Where clocks are set back and the time is there twice, the earlier one is meant.
fn moment(value: &Value, zone: &TimeZone) -> Option<Timestamp> {
    let of_seconds = |seconds: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
        (0.0..1e11).contains(&seconds).then(|| Timestamp::from_second(seconds as i64).ok()).flatten()
    };
    let text = match value {
        Value::Number(number) => return of_seconds(number.as_f64()?),
        Value::String(text) => text.trim(),
        _ => return None,
    };
    if let Ok(seconds) = text.parse() {
        return of_seconds(seconds);
    }
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    let local: DateTime = text.parse().ok()?;
    zone.to_ambiguous_timestamp(local).earlier().ok()
}

fn aadsts(text: &str) -> Option<u32> {
    let digits = text.split("AADSTS").nth(1)?;
    let end = digits.find(|next: char| !next.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

/// At most 300 characters of a line, without anything in it that is long enough to be a secret.
fn without_tokens(line: &str) -> String {
    /// Entra's secrets of applications have as many characters, tokens have more; a GUID has fewer.
    const SHORTEST_SECRET: usize = 40;
    let is_of_secret = |next: char| next.is_ascii_alphanumeric() || "-_.~+=".contains(next);
    let words: Vec<&str> = line.split_whitespace().collect();
    let plain: String = words.join(" ").chars().filter(|next| !next.is_control()).collect();
    let shown = plain.split_inclusive(|next| !is_of_secret(next)).map(|piece| {
        let run = piece.trim_end_matches(|next| !is_of_secret(next));
        if run.len() < SHORTEST_SECRET { piece.to_owned() } else { format!("…{}", &piece[run.len()..]) }
    });
    shown.collect::<String>().chars().take(300).collect()
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests;
