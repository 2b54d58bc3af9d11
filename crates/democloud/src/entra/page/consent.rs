//! The pages about what an app may do: saying yes, and being refused.

use super::{actions, alert, escape, form, step};
use crate::{entra::EntraRequest, error::EntraError, flows::Flow, reply::Reply, state::Permission};

/// Say yes to what the app asks for.
pub(in crate::entra) fn consent(
    request: &EntraRequest<'_>,
    flow: &Flow,
    missing: &[Permission],
    may_give_for_all: bool,
) -> Reply {
    let words: Vec<String> = if missing.is_empty() {
        flow.request.scope.split_ascii_whitespace().map(str::to_owned).collect()
    } else {
        missing.iter().map(|one| format!("{} of {}", one.name, one.resource.display_name())).collect()
    };
    let permissions: Vec<String> =
        words.iter().map(|permission| format!("<li><code>{}</code></li>", escape(permission))).collect();
    let for_all = if may_give_for_all && !missing.is_empty() {
        "<p><label for=\"for_all\"><input id=\"for_all\" name=\"for_all\" type=\"checkbox\" value=\"1\"> \
         Consent on behalf of your organization</label></p>"
    } else {
        ""
    };
    let accept = "<button id=\"accept\" name=\"accept\" value=\"1\" class=\"primary\">Accept</button>";
    let body = format!(
        "<h1>Permissions requested</h1><p><b>{app}</b> would like to use, in your name:</p><ul>{permissions}</ul>{form}",
        app = escape(&flow.request.client_name),
        permissions = permissions.concat(),
        form = form(request, flow, "", &format!("{for_all}{}", actions(accept))),
    );
    step(request, flow, "Permissions requested", &body)
}

/// The person may not go on. The button tells the app why.
pub(in crate::entra) fn refused(request: &EntraRequest<'_>, flow: &Flow, error: &EntraError) -> Reply {
    let body = format!(
        "<h1>You cannot go on right now</h1><p>to <b>{app}</b></p>{error}\
         <div class=\"actions\"><button id=\"cancel\" name=\"cancel\" value=\"1\" form=\"leave\" class=\"primary\">\
         Back to the app</button></div>",
        app = escape(&flow.request.client_name),
        error = alert(Some(error)),
    );
    step(request, flow, "You cannot go on", &body)
}
