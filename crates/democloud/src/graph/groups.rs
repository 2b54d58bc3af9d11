//! Groups, their members, and the groups that an object is a member of.

use serde_json::Value;

use super::{
    GraphRequest, Key, directory_objects, list, objects, permission::Part, service_principals, users,
};
use crate::{error::GraphError, reply::Reply, state::Group};

/// Whether groups in groups are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    Direct,
    Transitive,
}

pub(super) fn list(request: &GraphRequest<'_>) -> Result<Reply, GraphError> {
    request.need_to_list(Part::Groups)?;
    list::answer(request, &objects::GROUP, groups_here(request).map(objects::group).collect())
}

pub(super) fn show(request: &GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    request.need_to_read(Part::Groups)?;
    let group = find(request, key)?;
    Ok(Reply::ok(&request.entity(&objects::GROUP, objects::group(group))?))
}

pub(super) fn members(request: &GraphRequest<'_>, key: &Key, depth: Depth) -> Result<Reply, GraphError> {
    request.need_to_read(Part::Groups)?;
    let group = find(request, key)?;
    let mut ids = group.members.clone();
    let mut at = 0;
    while depth == Depth::Transitive && at < ids.len() {
        let inner = groups_here(request).find(|group| group.id == ids[at]);
        let more: Vec<String> = inner
            .into_iter()
            .flat_map(|group| &group.members)
            .filter(|id| !ids.contains(id))
            .cloned()
            .collect();
        ids.extend(more);
        at += 1;
    }
    let members = ids.iter().filter_map(|id| directory_objects::find(request, id)).collect();
    list::answer(request, &objects::DIRECTORY_OBJECT, members)
}

pub(super) fn of_caller(request: &GraphRequest<'_>) -> Result<Reply, GraphError> {
    let id = users::signed_in(request)?.id.clone();
    request.need_to_read(Part::OwnGroups)?;
    of(request, &id)
}

pub(super) fn of_user(request: &GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    let found = users::find(request, key).map(|user| user.id.clone());
    if found.as_ref().is_ok_and(|id| *id == request.caller.object_id) {
        request.need_to_read(Part::OwnGroups)?;
    } else {
        request.need_to_list(Part::Everything)?;
    }
    of(request, &found?)
}

pub(super) fn of_service_principal(request: &GraphRequest<'_>, key: &Key) -> Result<Reply, GraphError> {
    request.need_to_list(Part::Everything)?;
    let id = service_principals::find(request, key)?.id.clone();
    of(request, &id)
}

/// The groups that an object is a member of. No group of the directory is in another one, so that this is true
/// of the direct ones and of all.
fn of(request: &GraphRequest<'_>, id: &str) -> Result<Reply, GraphError> {
    let mut ids = vec![id.to_owned()];
    let mut at = 0;
    while at < ids.len() {
        let outer = groups_here(request).filter(|group| group.members.contains(&ids[at]));
        let more: Vec<String> = outer.map(|group| group.id.clone()).filter(|id| !ids.contains(id)).collect();
        ids.extend(more);
        at += 1;
    }
    let groups: Vec<Value> = groups_here(request)
        .filter(|group| ids[1..].contains(&group.id))
        .map(|group| objects::with_type("group", objects::group(group)))
        .collect();
    list::answer(request, &objects::DIRECTORY_OBJECT, groups)
}

fn groups_here<'a>(request: &'a GraphRequest<'_>) -> impl Iterator<Item = &'a Group> {
    request.state.groups.iter().filter(|group| request.is_here(&group.tenant_id))
}

fn find<'a>(request: &'a GraphRequest<'_>, key: &Key) -> Result<&'a Group, GraphError> {
    let (Key::Id(id) | Key::AppId(id)) = key;
    groups_here(request)
        .find(|group| group.id.eq_ignore_ascii_case(id))
        .ok_or_else(|| GraphError::not_found(id))
}
