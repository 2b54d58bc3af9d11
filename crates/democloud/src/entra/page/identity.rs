//! The pages that find out who somebody is: user name, password, second factor.

use std::fmt::Write as _;

use super::{actions, alert, escape, form, step};
use crate::{
    entra::EntraRequest,
    error::EntraError,
    flows::Flow,
    reply::Reply,
    state::{PersonaAccount, User},
};

/// The forms whose buttons are people.
const PERSONAS: &str = "class=\"personas\"";

/// Pick an account of the company, or type a user name.
pub(in crate::entra) fn account(
    request: &EntraRequest<'_>,
    flow: &Flow,
    error: Option<&EntraError>,
) -> Reply {
    let mut personas = String::new();
    for (user, persona) in personas_of(request) {
        let _infallible = write!(
            personas,
            "<button class=\"persona\" name=\"loginfmt\" value=\"{user_name}\" data-role=\"{role}\">\
             <b>{name}</b><span>{words}</span><span>{user_name}</span>\
             <span>Password <code>{password}</code></span></button>",
            user_name = escape(&user.sign_in_name),
            role = escape(&persona.role),
            name = escape(&user.display_name()),
            words = escape(&persona.role_in_words),
            // EXPOSE: the demo cloud shows its invented passwords on purpose, to whoever opened this page.
            password = escape(persona.password.expose()),
        );
    }
    let company = escape(&request.tenant().display_name);
    let picking = format!("<h2>Pick somebody from {company}</h2>{personas}");
    let typing = format!(
        "<label for=\"loginfmt\">Or type a user name</label>\
         <input id=\"loginfmt\" name=\"loginfmt\" type=\"text\" autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\">{}",
        actions("<button id=\"next\" class=\"primary\">Next</button>")
    );
    let body = format!(
        "<h1>Sign in</h1><p>to continue to <b>{app}</b></p>{error}{picking}{typing}",
        app = escape(&flow.request.client_name),
        error = alert(error),
        picking = form(request, flow, PERSONAS, &picking),
        typing = form(request, flow, "", &typing),
    );
    step(request, flow, "Sign in", &body)
}

/// The browser is signed in already: go on as that account, or as another one.
pub(in crate::entra) fn choose_account(request: &EntraRequest<'_>, flow: &Flow, user_id: &str) -> Reply {
    let Some(user) = request.state.user(user_id) else { return account(request, flow, None) };
    let choices = format!(
        "<button class=\"persona\" name=\"account\" value=\"{id}\"><b>{name}</b><span>{user_name}</span><span>Signed in</span></button>\
         <button class=\"persona\" name=\"back\" value=\"1\"><b>Use another account</b></button>{actions}",
        id = escape(&user.id),
        name = escape(&user.display_name()),
        user_name = escape(&user.sign_in_name),
        actions = actions(""),
    );
    let body = format!(
        "<h1>Pick an account</h1><p>to continue to <b>{app}</b></p>{form}",
        app = escape(&flow.request.client_name),
        form = form(request, flow, PERSONAS, &choices),
    );
    step(request, flow, "Pick an account", &body)
}

/// Type the password, which is shown because this is a demonstration.
pub(in crate::entra) fn password(
    request: &EntraRequest<'_>,
    flow: &Flow,
    error: Option<&EntraError>,
) -> Reply {
    let user_name = flow.user_name.as_deref().unwrap_or_default();
    let hint = request.state.user_named(user_name).and_then(|user| user.persona.as_ref()).map_or_else(
        String::new,
        |persona| {
            // EXPOSE: the demo cloud shows its invented passwords on purpose, to whoever opened this page.
            let password = escape(persona.password.expose());
            format!("<p class=\"hint\">The password of this account is <code id=\"shown-password\">{password}</code></p>")
        },
    );
    let name = escape(user_name);
    let fields = format!(
        "<input type=\"hidden\" name=\"username\" autocomplete=\"username\" value=\"{name}\">\
         <label for=\"passwd\">Password</label>\
         <input id=\"passwd\" name=\"passwd\" type=\"password\" autocomplete=\"current-password\" autofocus>{}",
        actions(
            "<button id=\"back\" name=\"back\" value=\"1\" form=\"leave\">Back</button>\
             <button id=\"sign-in\" class=\"primary\">Sign in</button>"
        )
    );
    let body = format!(
        "<h1>Enter password</h1><p>for <b>{name}</b></p>{error}{hint}{form}",
        error = alert(error),
        form = form(request, flow, "", &fields),
    );
    step(request, flow, "Enter password", &body)
}

/// Type the digits of the second factor, which are shown because there is no telephone in this demonstration.
pub(in crate::entra) fn second_factor(
    request: &EntraRequest<'_>,
    flow: &Flow,
    is_registration: bool,
    error: Option<&EntraError>,
) -> Reply {
    let (title, what) = if is_registration {
        ("More information required", "Your organization needs you to set up a second factor")
    } else {
        ("Verify your identity", "Enter the digits that your authenticator app shows")
    };
    let user = flow.signed_in.as_ref().and_then(|one| request.state.user(&one.user_id));
    let fields = format!(
        "<label for=\"otc\">Code</label>\
         <input id=\"otc\" name=\"otc\" type=\"text\" inputmode=\"numeric\" autocomplete=\"one-time-code\" autofocus>{}",
        actions("<button id=\"verify\" class=\"primary\">Verify</button>")
    );
    let body = format!(
        "<h1>{title}</h1><p>{what} for <b>{name}</b>.</p>{error}\
         <p class=\"hint\">An authenticator app would now show <code id=\"shown-code\">{code}</code></p>{form}",
        name = escape(user.map_or("", |user| &user.sign_in_name)),
        error = alert(error),
        code = escape(flow.one_time_code.as_deref().unwrap_or_default()),
        form = form(request, flow, "", &fields),
    );
    step(request, flow, title, &body)
}

fn personas_of<'a>(request: &'a EntraRequest<'_>) -> impl Iterator<Item = (&'a User, &'a PersonaAccount)> {
    request.state.users.iter().filter_map(|user| user.persona.as_ref().map(|persona| (user, persona)))
}
