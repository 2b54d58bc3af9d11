//! Signing in and out.

use base64::{Engine, engine::general_purpose::STANDARD};
use latchkey_app::{
    CommandError, ErrorCode,
    bridge::{EnvironmentVariables, MachineIdentity, SignInMethod, SignInOptions, SignInProgress},
};
use latchkey_types::Secret;

use super::lists;
use crate::{
    arguments::{Login, LoginMethod},
    output::{Failure, say},
    session::Session,
    terminal,
};

/// Signs in by one of the methods, and says who it is.
pub(crate) async fn login(session: &Session, login: Login) -> Result<(), Failure> {
    let is_for_a_person = matches!(login.method, LoginMethod::Browser | LoginMethod::DeviceCode);
    if is_for_a_person && session.options.no_interaction {
        return Err(Failure::interaction(
            "Signing in this way needs a person. Leave --no-interaction out, or sign in another way (--with).",
        ));
    }
    let options = SignInOptions {
        cloud_id: None,
        method: Some(method(session, &login)?),
        tenant: login.tenant,
        client_id: login.client_id,
        login_hint: login.hint,
        confirmed_host: login.confirm_host,
    };
    let account = match session.app.sign_in(options.clone(), teller()).await {
        Err(error) if may_ask_for_host(session, &options, &error) => {
            Failure::from(error).explain();
            let typed = terminal::ask_word("Host of Azure Resource Manager", "Name it with --confirm-host.")?;
            let confirmed_host = Some(typed.trim().to_owned());
            session.app.sign_in(SignInOptions { confirmed_host, ..options }, teller()).await?
        }
        account => account?,
    };
    say(&format!("Signed in as {}.", account.user_name));
    lists::show_account(session, &session.app.describe_app().await)
}

fn may_ask_for_host(session: &Session, options: &SignInOptions, error: &CommandError) -> bool {
    error.code == ErrorCode::ConfirmDestinations
        && options.confirmed_host.is_none()
        && !session.options.no_interaction
        && terminal::can_ask()
}

/// Says each new step once.
fn teller() -> impl FnMut(&SignInProgress) {
    let (mut said, mut has_refused_peer) = (None, false);
    move |progress| {
        let step = std::mem::discriminant(progress);
        if said.replace(step) != Some(step) {
            tell(progress);
        }
        if let SignInProgress::Waiting { has_refused_peer: true, .. } = progress
            && !std::mem::replace(&mut has_refused_peer, true)
        {
            say(
                "A program that is not known to be yours wanted to take part in this sign-in, and was turned away.",
            );
            say("If it was your browser, sign in with a code: latchkey login --with device-code");
        }
    }
}

/// Signs out the current account, or everybody.
pub(crate) async fn logout(session: &Session, all: bool) -> Result<(), Failure> {
    let whom = match (&session.options.account, all) {
        (Some(wanted), _) => Some(session.account(wanted).await?.id),
        (None, true) => None,
        (None, false) => session.app.describe_app().await.account.map(|account| account.id),
    };
    let report = session.app.sign_out(whom).await?;
    for name in &report.user_names {
        say(&format!("Signed out {name}."));
    }
    if report.remaining_items > 0 {
        let left = report.remaining_items;
        return Err(Failure::plain(format!("The store for secrets still lists {left} of the items.")));
    }
    say("A second look at the store for secrets found nothing that is left of it.");
    Ok(())
}

fn tell(progress: &SignInProgress) {
    match progress {
        SignInProgress::Waiting { authority_host, .. } => {
            say(&format!("The browser shows the sign-in page of {authority_host}. Go on there."));
        }
        SignInProgress::ShowingCode { user_code, page, until } => {
            say(&format!("Open {page} and type the code {user_code} (until {until}, UTC)."));
            say("Never type a code that somebody sent you: whoever made it would be signed in as you.");
        }
        SignInProgress::Discovering | SignInProgress::Exchanging | SignInProgress::Failed { .. } => {}
    }
}

fn method(session: &Session, login: &Login) -> Result<SignInMethod, Failure> {
    let file = |what: &str| {
        login.file.as_deref().ok_or_else(|| Failure::plain(format!("Name the file of {what} with --file.")))
    };
    Ok(match login.method {
        LoginMethod::Browser => SignInMethod::Browser,
        LoginMethod::DeviceCode => SignInMethod::DeviceCode,
        LoginMethod::Secret => SignInMethod::ClientSecret {
            secret: match &login.file {
                Some(path) => terminal::read_secret(path)?,
                None if session.options.no_interaction => {
                    return Err(Failure::interaction("Name the file of the secret with --file."));
                }
                None => terminal::ask("Secret")?,
            },
        },
        LoginMethod::Certificate => SignInMethod::ClientCertificate {
            file: Secret::new(STANDARD.encode(terminal::read_file(file("the certificate")?)?)),
            password: login.password_file.as_deref().map(terminal::read_secret).transpose()?,
        },
        LoginMethod::SdkAuth => SignInMethod::SdkAuth { json: terminal::read_secret(file("the JSON")?)? },
        LoginMethod::AzureVariables => SignInMethod::Environment { variables: EnvironmentVariables::Azure },
        LoginMethod::AmlVariables => SignInMethod::Environment { variables: EnvironmentVariables::Aml },
        LoginMethod::AzureCli => SignInMethod::AzureCli,
        LoginMethod::ManagedIdentity => SignInMethod::ManagedIdentity {
            identity: match &login.identity {
                Some(id) => MachineIdentity::ClientId { id: id.clone() },
                None => MachineIdentity::SystemAssigned,
            },
        },
    })
}
