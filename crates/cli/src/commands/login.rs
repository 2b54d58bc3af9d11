//! Signing in and out.

use base64::{Engine, engine::general_purpose::STANDARD};
use latchkey_app::{
    ErrorCode,
    bridge::{AppOverview, EnvironmentVariables, MachineIdentity, SignInOptions, SignInProgress, SignInWay},
};
use latchkey_types::Secret;

use super::lists;
use crate::{
    arguments::{Login, Way},
    output::{Failure, say},
    session::Session,
    terminal,
};

/// Signs in by one of the ways, and says who it is.
pub(crate) async fn login(session: &Session, login: Login) -> Result<(), Failure> {
    let is_for_a_person = matches!(login.way, Way::Browser | Way::DeviceCode);
    if is_for_a_person && session.common.no_interaction {
        return Err(Failure::interaction(
            "Signing in this way needs a person. Leave --no-interaction out, or sign in another way (--with).",
        ));
    }
    let options = SignInOptions {
        cloud_id: None,
        way: Some(way(session, &login)?),
        tenant: login.tenant,
        client_id: login.client_id,
        login_hint: login.hint,
        confirmed_host: login.confirm_host,
    };
    let mut ticks = session.ticker.subscribe();
    if let Err(error) = session.app.start_sign_in(options.clone()).await {
        let has_typed = options.confirmed_host.is_some();
        let can_ask = !session.common.no_interaction && !has_typed && terminal::can_ask();
        if error.code != ErrorCode::ConfirmDestinations || !can_ask {
            return Err(error.into());
        }
        Failure::from(error).explain();
        let typed = terminal::ask_word("Host of Azure Resource Manager", "Name it with --confirm-host.")?;
        let confirmed_host = Some(typed.trim().to_owned());
        session.app.start_sign_in(SignInOptions { confirmed_host, ..options }).await?;
    }
    let (mut said, mut has_refused_peer) = (None, false);
    loop {
        ticks.mark_unchanged();
        let overview = session.app.describe_app().await;
        let step = overview.sign_in.as_ref().map(std::mem::discriminant);
        match &overview.sign_in {
            None => return welcome(session, &overview),
            Some(SignInProgress::Failed { error }) => return Err(error.clone().into()),
            Some(progress) if step != said => tell(progress),
            Some(_) => {}
        }
        if let Some(SignInProgress::Waiting { has_refused_peer: true, .. }) = overview.sign_in
            && !std::mem::replace(&mut has_refused_peer, true)
        {
            say(
                "A program that is not known to be yours wanted to take part in this sign-in, and was turned away.",
            );
            say("If it was your browser, sign in with a code: latchkey login --with device-code");
        }
        said = step;
        if ticks.changed().await.is_err() {
            return Err(Failure::plain("The sign-in was interrupted.".to_owned()));
        }
    }
}

/// Signs out the current account, or everybody.
pub(crate) async fn logout(session: &Session, all: bool) -> Result<(), Failure> {
    let whom = match (&session.common.account, all) {
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

fn welcome(session: &Session, overview: &AppOverview) -> Result<(), Failure> {
    let account = overview.account.as_ref();
    let account = account.ok_or_else(|| Failure::plain("The sign-in was cancelled.".to_owned()))?;
    say(&format!("Signed in as {}.", account.user_name));
    lists::show_account(session, overview)
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

fn way(session: &Session, login: &Login) -> Result<SignInWay, Failure> {
    let file = |what: &str| {
        login.file.as_deref().ok_or_else(|| Failure::plain(format!("Name the file of {what} with --file.")))
    };
    Ok(match login.way {
        Way::Browser => SignInWay::Browser,
        Way::DeviceCode => SignInWay::DeviceCode,
        Way::Secret => SignInWay::ClientSecret {
            secret: match &login.file {
                Some(path) => terminal::read_secret(path)?,
                None if session.common.no_interaction => {
                    return Err(Failure::interaction("Name the file of the secret with --file."));
                }
                None => terminal::ask("Secret")?,
            },
        },
        Way::Certificate => SignInWay::ClientCertificate {
            file: Secret::new(STANDARD.encode(terminal::read_file(file("the certificate")?)?)),
            password: login.password_file.as_deref().map(terminal::read_secret).transpose()?,
        },
        Way::SdkAuth => SignInWay::SdkAuth { json: terminal::read_secret(file("the JSON")?)? },
        Way::AzureVariables => SignInWay::Environment { variables: EnvironmentVariables::Azure },
        Way::AmlVariables => SignInWay::Environment { variables: EnvironmentVariables::Aml },
        Way::AzureCli => SignInWay::AzureCli,
        Way::ManagedIdentity => SignInWay::ManagedIdentity {
            identity: match &login.identity {
                Some(id) => MachineIdentity::ClientId { id: id.clone() },
                None => MachineIdentity::SystemAssigned,
            },
        },
    })
}
