//! The pages that find out who somebody is: user name, password, second factor.

use std::fmt::Write as _;

use super::{actions, alert, escape, form, step, texts};
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
            "<button class=\"persona\" name=\"persona\" value=\"{user_name}\" data-role=\"{role}\">\
             <b>{name}</b><span>{words}</span><span>{user_name}</span>\
             <span>{password_label} <code>{password}</code></span></button>",
            password_label = texts::PASSWORD,
            user_name = escape(&user.sign_in_name),
            role = escape(&persona.role),
            name = escape(&user.display_name()),
            words = escape(&persona.role_in_words),
            // EXPOSE: the demo cloud shows its invented passwords on purpose, to whoever opened this page.
            password = escape(persona.password.expose()),
        );
    }
    let company = escape(&request.tenant().display_name);
    let picking = format!("<h2>{}</h2>{personas}", texts::pick_person(&company));
    let typing = format!(
        "<label for=\"loginfmt\">{}</label>\
         <input id=\"loginfmt\" name=\"loginfmt\" type=\"text\" autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\">{}",
        texts::USER_NAME,
        actions(&format!("<button id=\"next\" class=\"primary\">{}</button>", texts::NEXT))
    );
    let body = format!(
        "<h1>{title}</h1><p>{text}</p>{error}{picking}{typing}",
        title = texts::SIGN_IN,
        text = texts::to_continue(&escape(&flow.request.client_name)),
        error = alert(error),
        picking = form(request, flow, PERSONAS, &picking),
        typing = form(request, flow, "", &typing),
    );
    step(request, flow, texts::SIGN_IN, &body)
}

/// The browser is signed in already: go on as that account, or as another one.
pub(in crate::entra) fn choose_account(request: &EntraRequest<'_>, flow: &Flow, user_id: &str) -> Reply {
    let Some(user) = request.state.user(user_id) else { return account(request, flow, None) };
    let choices = format!(
        "<button class=\"persona\" name=\"account\" value=\"{id}\"><b>{name}</b><span>{user_name}</span><span>{signed_in}</span></button>\
         <button class=\"persona\" name=\"back\" value=\"1\"><b>{other}</b></button>{actions}",
        signed_in = texts::SIGNED_IN_ALREADY,
        other = texts::OTHER_ACCOUNT,
        id = escape(&user.id),
        name = escape(&user.display_name()),
        user_name = escape(&user.sign_in_name),
        actions = actions(""),
    );
    let body = format!(
        "<h1>{title}</h1><p>{text}</p>{form}",
        title = texts::PICK_ACCOUNT,
        text = texts::to_continue(&escape(&flow.request.client_name)),
        form = form(request, flow, PERSONAS, &choices),
    );
    step(request, flow, texts::PICK_ACCOUNT, &body)
}

/// Go on as the account with one press, or type the password, which is shown because this is a demonstration.
pub(in crate::entra) fn password(
    request: &EntraRequest<'_>,
    flow: &Flow,
    error: Option<&EntraError>,
) -> Reply {
    let user_name = flow.user_name.as_deref().unwrap_or_default();
    let user = request.state.user_named(user_name).filter(|user| user.persona.is_some());
    let one_press = user.map_or_else(String::new, |user| {
        let button = format!(
            "<button id=\"continue-as\" class=\"persona\" name=\"persona\" value=\"{}\" autofocus><b>{}</b></button>",
            escape(&user.sign_in_name),
            texts::continue_as(&escape(&user.display_name())),
        );
        form(request, flow, PERSONAS, &button)
    });
    let hint = user.and_then(|user| user.persona.as_ref()).map_or_else(String::new, |persona| {
        // EXPOSE: the demo cloud shows its invented passwords on purpose, to whoever opened this page.
        let password = escape(persona.password.expose());
        let password = format!("<code id=\"shown-password\">{password}</code>");
        format!("<p class=\"hint\">{}</p>", texts::shown_password(&password))
    });
    let name = escape(user_name);
    let fields = format!(
        "<input type=\"hidden\" name=\"username\" autocomplete=\"username\" value=\"{name}\">\
         <label for=\"passwd\">{}</label>\
         <input id=\"passwd\" name=\"passwd\" type=\"password\" autocomplete=\"current-password\">{}",
        texts::PASSWORD,
        actions(&format!(
            "<button id=\"back\" name=\"back\" value=\"1\" form=\"leave\">{}</button>\
             <button id=\"sign-in\" class=\"primary\">{}</button>",
            texts::BACK,
            texts::SIGN_IN
        ))
    );
    let body = format!(
        "<h1>{title}</h1><p>{text}</p>{error}{one_press}{hint}{form}",
        title = texts::ENTER_PASSWORD,
        text = texts::for_user(&name),
        error = alert(error),
        form = form(request, flow, "", &fields),
    );
    step(request, flow, texts::ENTER_PASSWORD, &body)
}

/// Type the digits of the second factor, which are shown because there is no telephone in this demonstration.
pub(in crate::entra) fn second_factor(
    request: &EntraRequest<'_>,
    flow: &Flow,
    is_registration: bool,
    error: Option<&EntraError>,
) -> Reply {
    let user = flow.signed_in.as_ref().and_then(|one| request.state.user(&one.user_id));
    let name = escape(user.map_or("", |user| &user.sign_in_name));
    let (title, text) = if is_registration {
        (texts::FIRST_SECOND_FACTOR, texts::set_up(&name))
    } else {
        (texts::SECOND_FACTOR, texts::enter_digits(&name))
    };
    let code = escape(flow.one_time_code.as_deref().unwrap_or_default());
    let fields = format!(
        "<label for=\"otc\">{}</label>\
         <input id=\"otc\" name=\"otc\" type=\"text\" inputmode=\"numeric\" autocomplete=\"one-time-code\" autofocus>{}",
        texts::CODE,
        actions(&format!("<button id=\"verify\" class=\"primary\">{}</button>", texts::VERIFY))
    );
    let body = format!(
        "<h1>{title}</h1><p>{text}</p>{error}<p class=\"hint\">{hint}</p>{form}",
        error = alert(error),
        hint = texts::shown_code(&format!("<code id=\"shown-code\">{code}</code>")),
        form = form(request, flow, "", &fields),
    );
    step(request, flow, title, &body)
}

fn personas_of<'a>(request: &'a EntraRequest<'_>) -> impl Iterator<Item = (&'a User, &'a PersonaAccount)> {
    request.state.users.iter().filter_map(|user| user.persona.as_ref().map(|persona| (user, persona)))
}
