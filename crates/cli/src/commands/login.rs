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
    command_context::CommandContext,
    output::{Failure, print_message},
    terminal,
};

/// Signs in by one of the methods and prints the account.
pub(crate) async fn login(context: &CommandContext, login: Login) -> Result<(), Failure> {
    let is_for_a_person = matches!(login.method, LoginMethod::Browser | LoginMethod::DeviceCode);
    if is_for_a_person && context.options.no_interaction {
        return Err(Failure::interaction(
            "Signing in this way needs a person. Leave --no-interaction out, or sign in another way (--with).",
        ));
    }
    let options = SignInOptions {
        cloud_id: None,
        method: Some(method(context, &login)?),
        tenant: login.tenant,
        client_id: login.client_id,
        login_hint: login.hint,
        confirmed_host: login.confirm_host,
    };
    let account = match context.app.sign_in(options.clone(), progress_printer()).await {
        Err(error) if may_ask_for_host(context, &options, &error) => {
            Failure::from(error).explain();
            let typed = terminal::ask_word("Host of Azure Resource Manager", "Name it with --confirm-host.")?;
            let confirmed_host = Some(typed.trim().to_owned());
            context.app.sign_in(SignInOptions { confirmed_host, ..options }, progress_printer()).await?
        }
        account => account?,
    };
    print_message(&format!("Signed in as {}.", account.user_name));
    lists::show_account(context, &context.app.describe_app().await)
}

fn may_ask_for_host(context: &CommandContext, options: &SignInOptions, error: &CommandError) -> bool {
    error.code == ErrorCode::ConfirmDestinations
        && options.confirmed_host.is_none()
        && !context.options.no_interaction
        && terminal::can_ask()
}

/// Prints each new step once.
fn progress_printer() -> impl FnMut(&SignInProgress) {
    let (mut printed, mut has_refused_peer) = (None, false);
    move |progress| {
        let step = std::mem::discriminant(progress);
        if printed.replace(step) != Some(step) {
            print_step(progress);
        }
        if let SignInProgress::Waiting { has_refused_peer: true, .. } = progress
            && !std::mem::replace(&mut has_refused_peer, true)
        {
            print_message(
                "A program that is not known to be yours wanted to take part in this sign-in, and was turned away.",
            );
            print_message("If it was your browser, sign in with a code: latchkey login --with device-code");
        }
    }
}

/// Signs out every account of the cloud.
pub(crate) async fn sign_out_all(context: &CommandContext) -> Result<(), Failure> {
    sign_out(context, None).await
}

/// Signs out the account of `--account`, or else the current one.
pub(crate) async fn sign_out_account(context: &CommandContext) -> Result<(), Failure> {
    let account_id = match &context.options.account {
        Some(wanted) => Some(context.account(wanted).await?.id),
        None => context.app.describe_app().await.account.map(|account| account.id),
    };
    sign_out(context, account_id).await
}

async fn sign_out(context: &CommandContext, account_id: Option<String>) -> Result<(), Failure> {
    let report = context.app.sign_out(account_id).await?;
    for name in &report.user_names {
        print_message(&format!("Signed out {name}."));
    }
    if report.remaining_items > 0 {
        let left = report.remaining_items;
        return Err(Failure::plain(format!("The store for secrets still lists {left} of the items.")));
    }
    print_message("A second look at the store for secrets found nothing that is left of it.");
    Ok(())
}

fn print_step(progress: &SignInProgress) {
    match progress {
        SignInProgress::Waiting { authority_host, .. } => {
            print_message(&format!("The browser shows the sign-in page of {authority_host}. Go on there."));
        }
        SignInProgress::ShowingCode { user_code, page, until } => {
            print_message(&format!("Open {page} and type the code {user_code} (until {until}, UTC)."));
            print_message(
                "Never type a code that somebody sent you: whoever made it would be signed in as you.",
            );
        }
        SignInProgress::Discovering | SignInProgress::Exchanging | SignInProgress::Failed { .. } => {}
    }
}

fn method(context: &CommandContext, login: &Login) -> Result<SignInMethod, Failure> {
    let file = |what: &str| {
        login.file.as_deref().ok_or_else(|| Failure::plain(format!("Name the file of {what} with --file.")))
    };
    Ok(match login.method {
        LoginMethod::Browser => SignInMethod::Browser,
        LoginMethod::DeviceCode => SignInMethod::DeviceCode,
        LoginMethod::Secret => SignInMethod::ClientSecret {
            secret: match &login.file {
                Some(path) => terminal::read_secret(path)?,
                None if context.options.no_interaction => {
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
