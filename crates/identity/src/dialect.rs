//! The request parameters that differ between Entra and other OpenID providers.
//!
//! Entra takes some parameters of its own. Another provider gets only parameters that OpenID Connect and OAuth define,
//! and of those only the ones that its metadata names as supported.

use latchkey_types::{Audience, Cloud, OpenIdProvider, microsoft::is_sign_in};

use crate::{
    Prompt,
    claims::with_capability,
    discovery::{Authority, open_id::Abilities},
};

/// What a person's session is asked for with besides access.
const OF_PERSON: [&str; 3] = ["openid", "profile", "offline_access"];
/// How the code comes back: by POST it stays out of the browser's history and of every log of addresses.
/// The listener takes it by GET too.
const BY_POST: &str = "form_post";
const STAY: &str = "offline_access";

/// How a sign-in service is spoken to.
#[derive(Clone, Copy)]
pub(crate) enum Dialect<'a> {
    Entra(&'a Cloud),
    OpenId(&'a OpenIdProvider, &'a Abilities),
}

impl<'a> Dialect<'a> {
    /// How to speak to an authority that was discovered for this cloud.
    pub(crate) fn of(cloud: &'a Cloud, authority: &'a Authority) -> Self {
        match (cloud.open_id(), &authority.abilities) {
            (Some(provider), Some(abilities)) => Self::OpenId(provider, abilities),
            _ => Self::Entra(cloud),
        }
    }

    /// What a person signs in with. Entra is asked for one resource and gives the others later; elsewhere nothing
    /// can be asked for later that was not granted now (RFC 6749 §6).
    pub(crate) fn sign_in_scopes(self) -> Vec<String> {
        match self {
            Self::Entra(cloud) => entra_scopes(cloud, Audience::Arm),
            Self::OpenId(provider, abilities) => {
                let is_known = |scope: &str| {
                    scope == "openid"
                        || abilities
                            .scopes
                            .as_ref()
                            .is_none_or(|known| known.iter().any(|word| word == scope))
                };
                let of_person = OF_PERSON.into_iter().filter(|scope| is_known(scope));
                let mut scopes: Vec<String> = of_person.map(str::to_owned).collect();
                for scope in provider.scopes.all() {
                    if !scopes.iter().any(|known| known == scope) {
                        scopes.push(scope.to_owned());
                    }
                }
                scopes
            }
        }
    }

    /// What a session is renewed with. Without scopes, those of the sign-in hold (RFC 6749 §6).
    pub(crate) fn renewal_scopes(self, audience: Audience) -> Vec<String> {
        match self {
            Self::Entra(cloud) => entra_scopes(cloud, audience),
            Self::OpenId(provider, _) if provider.scopes.are_alike() => Vec::new(),
            Self::OpenId(provider, _) => {
                let own = provider.scopes.of(audience).unwrap_or_default();
                let more = own.iter().filter(|scope| *scope != "openid").cloned();
                ["openid".to_owned()].into_iter().chain(more).collect()
            }
        }
    }

    /// What an application asks with. An empty text leaves it to the provider.
    pub(crate) fn application_scope(self, audience: Audience) -> String {
        match self {
            Self::Entra(cloud) => cloud.scope_of(audience),
            Self::OpenId(provider, _) => provider.scopes.of(audience).unwrap_or_default().join(" "),
        }
    }

    /// The `claims` parameter: a challenge of Entra's services, and that this client understands such.
    pub(crate) fn claims(self, challenge: Option<&str>) -> Option<String> {
        match self {
            Self::Entra(_) => Some(with_capability(challenge)),
            Self::OpenId(..) => None,
        }
    }

    /// How the code is to come back, where it can be chosen.
    pub(crate) fn response_mode(self) -> Option<&'static str> {
        match self {
            Self::Entra(_) => Some(BY_POST),
            Self::OpenId(_, abilities) => abilities.posts_codes.then_some(BY_POST),
        }
    }

    /// What the page should ask.
    pub(crate) fn prompt(self, prompt: Prompt, login_hint: Option<&str>) -> Option<&'static str> {
        match self {
            Self::Entra(_) => match prompt {
                // Entra does not take both.
                Prompt::SelectAccount if login_hint.is_some() => None,
                Prompt::SelectAccount => Some("select_account"),
                Prompt::Automatic => None,
                Prompt::Login => Some("login"),
                Prompt::Consent => Some("consent"),
            },
            // A session that lasts has to be consented to (OpenID Connect Core §11).
            Self::OpenId(_, abilities) => {
                let lasts = self.sign_in_scopes().iter().any(|scope| scope == STAY);
                let chooses = abilities.lets_choose && login_hint.is_none();
                match prompt {
                    Prompt::SelectAccount if chooses && lasts => Some("select_account consent"),
                    Prompt::SelectAccount if chooses => Some("select_account"),
                    Prompt::Login if lasts => Some("login consent"),
                    Prompt::Login => Some("login"),
                    Prompt::SelectAccount | Prompt::Automatic if !lasts => None,
                    Prompt::SelectAccount | Prompt::Automatic | Prompt::Consent => Some("consent"),
                }
            }
        }
    }

    /// Where the browser comes back to. Microsoft's Entra takes any port of `http://localhost`, and no other spelling of
    /// it for the applications that everybody signs in with; others take any port of a loopback address by its number
    /// (RFC 8252 §7.3). That the two differ keeps another service from sending the browser on to Microsoft and getting
    /// Microsoft's code: the code comes back to the other address (RFC 9700 §4.4.2.2).
    pub(crate) fn redirect_uri(self, port: u16) -> String {
        match self {
            Self::Entra(cloud) if is_sign_in(&cloud.authority) || cloud.own_emulator.is_some() => {
                format!("http://localhost:{port}")
            }
            Self::Entra(_) | Self::OpenId(..) => format!("http://127.0.0.1:{port}/"),
        }
    }

    /// What goes with a code to the token endpoint, besides what OAuth names.
    pub(crate) fn exchange_extras(
        self,
        scopes: &[String],
        claims: Option<&String>,
    ) -> Vec<(&'static str, String)> {
        match self {
            Self::Entra(_) => {
                let claims = claims.map(|claims| ("claims", claims.clone()));
                [("scope", scopes.join(" "))].into_iter().chain(claims).collect()
            }
            Self::OpenId(..) => Vec::new(),
        }
    }
}

fn entra_scopes(cloud: &Cloud, audience: Audience) -> Vec<String> {
    [cloud.scope_of(audience)].into_iter().chain(OF_PERSON.map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use latchkey_types::AudienceScopes;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn a_provider_is_asked_for_what_it_knows() {
        let check = |scopes: AudienceScopes,
                     known: Option<&str>,
                     sign_in: &str,
                     for_ml: &str,
                     prompt: Option<&str>| {
            let provider = OpenIdProvider { issuer: "https://op.example".to_owned(), scopes };
            let abilities = Abilities { scopes: known.map(words), ..Abilities::default() };
            let dialect = Dialect::OpenId(&provider, &abilities);
            assert_eq!(dialect.sign_in_scopes().join(" "), sign_in);
            assert_eq!(dialect.renewal_scopes(Audience::MachineLearning).join(" "), for_ml);
            assert_eq!(dialect.prompt(Prompt::SelectAccount, None), prompt);
            let choosing = Abilities { lets_choose: true, ..abilities.clone() };
            let chosen = Dialect::OpenId(&provider, &choosing).prompt(Prompt::SelectAccount, None);
            assert_eq!(chosen, Some(prompt.map_or("select_account", |_| "select_account consent")));
            let hinted = Dialect::OpenId(&provider, &choosing).prompt(Prompt::SelectAccount, Some("ada"));
            assert_eq!(hinted, prompt);
            assert_eq!(dialect.claims(Some("{}")), None);
            assert!(dialect.exchange_extras(&words(sign_in), None).is_empty());
        };
        let alike = || AudienceScopes::alike(words("manage profile"));
        check(alike(), None, "openid profile offline_access manage", "", Some("consent"));
        check(alike(), Some("openid email"), "openid manage profile", "", None);
        let each = AudienceScopes { arm: words("manage"), ml: Some(words("score openid")), graph: None };
        check(
            each,
            Some("openid offline_access"),
            "openid offline_access manage score",
            "openid score",
            Some("consent"),
        );
    }

    #[test]
    fn only_microsofts_sign_in_comes_back_to_localhost() {
        let check = |authority: &str, own_emulator: Option<&str>, expected: &str| {
            let authority = url::Url::parse(authority).expect("a URL");
            let own_emulator = own_emulator.map(str::to_owned);
            let cloud = Cloud { authority, own_emulator, ..Cloud::public() };
            assert_eq!(Dialect::Entra(&cloud).redirect_uri(1), expected);
        };
        check("https://login.microsoftonline.com", None, "http://localhost:1");
        check("https://login.chinacloudapi.cn", None, "http://localhost:1");
        check("http://127.0.0.1:2", Some("e"), "http://localhost:1");
        check("http://127.0.0.1:2", None, "http://127.0.0.1:1/");
        check("https://login.microsoftonline.com.evil.example", None, "http://127.0.0.1:1/");
        check("https://login.microsoftonline.com:8443", None, "http://127.0.0.1:1/");
    }
}
