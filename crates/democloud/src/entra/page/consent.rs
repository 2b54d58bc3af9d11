//! The pages about what an app may do: saying yes, and being refused.

use super::{actions, alert, escape, form, step, texts};
use crate::{entra::EntraRequest, error::EntraError, flows::Flow, reply::Reply, state::Permission};

/// Say yes to what the app asks for.
pub(in crate::entra) fn consent(
    request: &EntraRequest<'_>,
    flow: &Flow,
    missing: &[Permission],
    may_give_for_all: bool,
) -> Reply {
    let names: Vec<String> = if missing.is_empty() {
        flow.request.scope.split_ascii_whitespace().map(str::to_owned).collect()
    } else {
        missing.iter().map(|one| texts::permission_of(&one.name, one.resource.display_name())).collect()
    };
    let permissions: Vec<String> =
        names.iter().map(|permission| format!("<li><code>{}</code></li>", escape(permission))).collect();
    let for_all = if may_give_for_all && !missing.is_empty() {
        format!(
            "<p><label for=\"for_all\"><input id=\"for_all\" name=\"for_all\" type=\"checkbox\" value=\"1\"> {}</label></p>",
            texts::FOR_ALL
        )
    } else {
        String::new()
    };
    let accept = format!(
        "<button id=\"accept\" name=\"accept\" value=\"1\" class=\"primary\">{}</button>",
        texts::ACCEPT
    );
    let body = format!(
        "<h1>{title}</h1><p>{text}</p><ul>{permissions}</ul>{form}",
        title = texts::PERMISSIONS,
        text = texts::wants_permissions(&escape(&flow.request.client_name)),
        permissions = permissions.concat(),
        form = form(request, flow, "", &format!("{for_all}{}", actions(&accept))),
    );
    step(request, flow, texts::PERMISSIONS, &body)
}

/// The person may not go on. The button tells the app why.
pub(in crate::entra) fn refused(request: &EntraRequest<'_>, flow: &Flow, error: &EntraError) -> Reply {
    let body = format!(
        "<h1>{title}</h1><p>{text}</p>{error}\
         <div class=\"actions\"><button id=\"cancel\" name=\"cancel\" value=\"1\" form=\"leave\" class=\"primary\">\
         {back}</button></div>",
        title = texts::REFUSED,
        text = texts::refused(&escape(&flow.request.client_name)),
        back = texts::BACK_TO_APP,
        error = alert(Some(error)),
    );
    step(request, flow, texts::REFUSED, &body)
}
