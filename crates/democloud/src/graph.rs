//! Microsoft Graph, version 1.0, as far as access to Azure goes: people, groups, applications and their
//! service principals.
//!
//! What is written can be read at once; real directories take a while. Devices, licences, mail and the rest
//! are left out.

mod applications;
mod certificate;
mod changes;
mod credential_requests;
mod credentials;
mod directory_objects;
mod groups;
mod list;
mod objects;
mod permission;
mod service_principals;
mod users;

pub(crate) use service_principals::is_application_permission;

use std::sync::LazyLock;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    audience::Resource,
    authn,
    call::Call,
    caller::{Caller, CallerKind},
    core::Core,
    error::GraphError,
    odata::Select,
    reply::Reply,
    routes::{Route, Routes},
    state::State,
};

/// One request to Graph of a caller who is known.
struct GraphRequest<'a> {
    core: &'a Core,
    state: &'a mut State,
    call: &'a Call,
    caller: Caller,
    /// What the token permits: an application's roles, or what a user let an application do in their name.
    permissions: Vec<String>,
    now: Timestamp,
}

/// How a path names one object.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    /// `…/applications/{id}`
    Id(String),
    /// `…/applications(appId='…')`
    AppId(String),
}

/// Answers a request to Graph, or `None` if the demo cloud doesn't have it.
pub(crate) fn answer(core: &Core, state: &mut State, call: &Call) -> Option<Reply> {
    let now = core.now();
    let reply = match authn::authenticate(core, state, call, Resource::Graph) {
        Err(why) => Err(GraphError::not_authenticated(&why, call)),
        Ok(caller) => {
            let permissions = permissions_of(state, call, caller.kind);
            let mut earlier = core.page_snapshots.for_request(call);
            let state = earlier.as_mut().unwrap_or(state);
            route(&mut GraphRequest { core, state, call, caller, permissions, now })?
        }
    };
    Some(
        reply
            .unwrap_or_else(|error| error.into_reply(call, now))
            .with("request-id", &call.request_id)
            .with("client-request-id", &call.correlation_id)
            .with("odata-version", "4.0")
            .with("cache-control", "no-cache"),
    )
}

/// What the path names, as the caller spelled it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct GraphPath<'a> {
    /// The object's id, or its key in parentheses.
    key: &'a str,
    /// The id of an owner of it.
    owner: &'a str,
}

type Handler = fn(&mut GraphRequest<'_>, &Key, &GraphPath<'_>) -> Result<Reply, GraphError>;

const ROUTES: &[Route<Handler>] = &[
    ("GET", "/me", |request, _, _| users::me(request)),
    ("GET", "/me/memberof", |request, _, _| groups::of_caller(request)),
    ("GET", "/me/transitivememberof", |request, _, _| groups::of_caller(request)),
    ("POST", "/me/revokesigninsessions", |request, _, _| users::revoke_own_sessions(request)),
    ("GET", "/users", |request, _, _| users::list(request)),
    ("GET", "/users/{key}", |request, key, _| users::show(request, key)),
    ("GET", "/users/{key}/memberof", |request, key, _| groups::of_user(request, key)),
    ("GET", "/users/{key}/transitivememberof", |request, key, _| groups::of_user(request, key)),
    ("POST", "/users/{key}/revokesigninsessions", |request, key, _| users::revoke_sessions_of(request, key)),
    ("GET", "/groups", |request, _, _| groups::list(request)),
    ("GET", "/groups/{key}", |request, key, _| groups::show(request, key)),
    ("GET", "/groups/{key}/members", |request, key, _| groups::members(request, key, groups::Depth::Direct)),
    ("GET", "/groups/{key}/transitivemembers", |request, key, _| {
        groups::members(request, key, groups::Depth::Transitive)
    }),
    ("POST", "/directoryobjects/getbyids", |request, _, _| directory_objects::by_ids(request)),
    ("GET", "/directoryobjects/{key}", |request, key, _| directory_objects::show(request, key)),
    ("GET", "/serviceprincipals", |request, _, _| service_principals::list(request)),
    ("POST", "/serviceprincipals", |request, _, _| service_principals::create(request)),
    ("GET", "/serviceprincipals/{key}", |request, key, _| service_principals::show(request, key)),
    ("DELETE", "/serviceprincipals/{key}", |request, key, _| service_principals::delete(request, key)),
    ("GET", "/serviceprincipals/{key}/memberof", |request, key, _| {
        groups::of_service_principal(request, key)
    }),
    ("GET", "/serviceprincipals/{key}/transitivememberof", |request, key, _| {
        groups::of_service_principal(request, key)
    }),
    ("GET", "/serviceprincipals/{key}/approleassignments", |request, key, _| {
        service_principals::app_roles(request, key)
    }),
    ("POST", "/serviceprincipals/{key}/addpassword", |request, key, _| {
        service_principals::add_password(request, key)
    }),
    ("POST", "/serviceprincipals/{key}/removepassword", |request, key, _| {
        service_principals::remove_password(request, key)
    }),
    ("GET", "/applications", |request, _, _| applications::list(request)),
    ("POST", "/applications", |request, _, _| applications::create(request)),
    ("GET", "/applications/{key}", |request, key, _| applications::show(request, key)),
    ("PATCH", "/applications/{key}", |request, key, _| applications::update(request, key)),
    ("DELETE", "/applications/{key}", |request, key, _| applications::delete(request, key)),
    ("GET", "/applications/{key}/owners", |request, key, _| applications::owners(request, key)),
    ("POST", "/applications/{key}/owners/$ref", |request, key, _| applications::add_owner(request, key)),
    ("DELETE", "/applications/{key}/owners/{owner}/$ref", |request, key, path| {
        applications::remove_owner(request, key, path.owner)
    }),
    ("POST", "/applications/{key}/addpassword", |request, key, _| credentials::add_password(request, key)),
    ("POST", "/applications/{key}/removepassword", |request, key, _| {
        credentials::remove_password(request, key)
    }),
    ("POST", "/applications/{key}/addkey", |request, key, _| credentials::add_key(request, key)),
    ("POST", "/applications/{key}/removekey", |request, key, _| credentials::remove_key(request, key)),
];

fn route(request: &mut GraphRequest<'_>) -> Option<Result<Reply, GraphError>> {
    static ALL: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(ROUTES));
    // The version comes first.
    let segments = unfold(request.call.segments.get(1..)?);
    let (handler, parameters) = ALL.find(request.call.method.as_str(), &segments)?;
    let path: GraphPath<'_> = parameters.read();
    Some(handler(request, &key(path.key), &path))
}

/// Path segments with keys in parentheses apart from what they are keys of: `users('a')` becomes two.
fn unfold(segments: &[String]) -> Vec<String> {
    segments
        .iter()
        .flat_map(|segment| match segment.split_once('(') {
            Some((name, key)) if !name.is_empty() && key.ends_with(')') => {
                vec![name.to_owned(), format!("({key}")]
            }
            _ => vec![segment.clone()],
        })
        .collect()
}

fn key(text: &str) -> Key {
    let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else {
        return Key::Id(text.to_owned());
    };
    let unquoted = |text: &str| text.trim().trim_matches('\'').to_owned();
    match inner.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("appId") => Key::AppId(unquoted(value)),
        _ => Key::Id(unquoted(inner)),
    }
}

/// The permissions in the token itself, which is what counts until it expires.
fn permissions_of(state: &State, call: &Call, kind: CallerKind) -> Vec<String> {
    let claims = call.bearer().and_then(|token| state.signer.verify(&token)).unwrap_or_default();
    match kind {
        CallerKind::User => {
            let scopes = claims["scp"].as_str().unwrap_or_default();
            scopes.split_ascii_whitespace().map(str::to_owned).collect()
        }
        CallerKind::Application => {
            let roles = claims["roles"].as_array().into_iter().flatten();
            roles.filter_map(|role| role.as_str().map(str::to_owned)).collect()
        }
    }
}

impl GraphRequest<'_> {
    fn body<T: for<'de> Deserialize<'de>>(&self) -> Result<T, GraphError> {
        serde_json::from_slice(&self.call.body)
            .map_err(|_| GraphError::bad_request("Unable to read JSON request payload."))
    }

    /// Whether an object belongs to the directory that the caller is in.
    fn is_here(&self, tenant_id: &str) -> bool {
        self.caller.tenant_id == tenant_id
    }

    /// One object of a kind, with what `$select` asks for, else with what Graph shows unasked.
    fn entity(&self, kind: &'static objects::Kind, object: Value) -> Result<Value, GraphError> {
        let asked = self.call.parameter("$select").filter(|text| !text.is_empty());
        let select = self.select(kind)?;
        let selection = asked.map_or_else(String::new, |select| format!("({select})"));
        let context = format!("{}/v1.0/$metadata#{}{selection}/$entity", self.call.address, kind.collection);
        let mut body = Map::from_iter([("@odata.context".to_owned(), json!(context))]);
        if let Value::Object(members) = select.apply(object) {
            body.extend(members);
        }
        Ok(Value::Object(body))
    }

    fn select(&self, kind: &'static objects::Kind) -> Result<Select, GraphError> {
        let asked = self.call.parameter("$select").filter(|text| !text.is_empty());
        match asked.or(kind.shown) {
            Some(names) => Select::parse(names).map_err(|why| GraphError::option("$select", &why)),
            None => Ok(Select { names: vec!["*".to_owned()] }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_named_by_id_or_by_another_key() {
        let check = |path: &[&str], expected: &[&str], expected_key: Key| {
            let segments: Vec<String> = path.iter().map(|one| (*one).to_owned()).collect();
            let unfolded = unfold(&segments);
            assert_eq!(unfolded, expected);
            assert_eq!(key(unfolded.get(1).map_or("", String::as_str)), expected_key);
        };
        check(&["users", "a@b.example"], &["users", "a@b.example"], Key::Id("a@b.example".to_owned()));
        check(&["users('a@b.example')"], &["users", "('a@b.example')"], Key::Id("a@b.example".to_owned()));
        check(
            &["applications(appId='x')", "addPassword"],
            &["applications", "(appId='x')", "addPassword"],
            Key::AppId("x".to_owned()),
        );
        check(&["users", "a(b"], &["users", "a(b"], Key::Id("a(b".to_owned()));
    }
}
