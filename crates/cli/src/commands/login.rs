//! Signing in and out.

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::tz::TimeZone;
use latchkey_app::{
    CommandError, ErrorCode,
    bridge::{EnvironmentVariables, MachineIdentity, SignInMethod, SignInOptions, SignInProgress},
};
use latchkey_types::{Clock, Secret, SystemClock};
use latchkey_words::{format, terminal};

use super::lists;
use crate::{
    arguments::{Login, LoginMethod},
    command_context::CommandContext,
    console,
    output::{Failure, print_message},
};

/// Signs in by one of the methods and prints the account.
pub(crate) async fn login(context: &CommandContext, login: Login) -> Result<(), Failure> {
    let is_for_a_person = matches!(login.method, LoginMethod::Browser | LoginMethod::DeviceCode);
    if is_for_a_person && context.options.no_interaction {
        return Err(Failure::interaction(terminal::login_needs_person()));
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
            let typed = console::ask_word(&terminal::login_host(), terminal::login_host_option())?;
            let confirmed_host = Some(typed.trim().to_owned());
            context.app.sign_in(SignInOptions { confirmed_host, ..options }, progress_printer()).await?
        }
        account => account?,
    };
    print_message(&terminal::signed_in(&account.user_name));
    lists::show_account(context, &context.app.describe_app().await)
}

fn may_ask_for_host(context: &CommandContext, options: &SignInOptions, error: &CommandError) -> bool {
    error.code == ErrorCode::ConfirmDestinations
        && options.confirmed_host.is_none()
        && !context.options.no_interaction
        && console::can_ask()
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
            print_message(&terminal::login_peer());
            print_message(&terminal::login_peer_next());
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
        print_message(&terminal::signed_out(name));
    }
    if report.remaining_items > 0 {
        return Err(Failure::plain(terminal::signed_out_unproven(report.remaining_items)));
    }
    print_message(&terminal::signed_out_proven(report.user_names.len()));
    Ok(())
}

fn print_step(progress: &SignInProgress) {
    match progress {
        SignInProgress::Waiting { authority_host, .. } => {
            print_message(&terminal::login_browser(authority_host));
        }
        SignInProgress::ShowingCode { user_code, page, until } => {
            let now = SystemClock.now();
            let until = format::moment(*until, now, &TimeZone::system());
            print_message(&terminal::login_code(page, user_code, until));
            print_message(&terminal::login_code_warning());
        }
        SignInProgress::Discovering | SignInProgress::Exchanging | SignInProgress::Failed { .. } => {}
    }
}

fn method(context: &CommandContext, login: &Login) -> Result<SignInMethod, Failure> {
    let file = |otherwise: String| login.file.as_deref().ok_or(Failure::plain(otherwise));
    Ok(match login.method {
        LoginMethod::Browser => SignInMethod::Browser,
        LoginMethod::DeviceCode => SignInMethod::DeviceCode,
        LoginMethod::Secret => SignInMethod::ClientSecret {
            secret: match &login.file {
                Some(path) => console::read_secret(path)?,
                None if context.options.no_interaction => {
                    return Err(Failure::interaction(terminal::secret_needs_file()));
                }
                None => console::ask_secret()?,
            },
        },
        LoginMethod::Certificate => SignInMethod::ClientCertificate {
            file: Secret::new(
                STANDARD.encode(console::read_file(file(terminal::certificate_needs_file())?)?),
            ),
            password: login.password_file.as_deref().map(console::read_secret).transpose()?,
        },
        LoginMethod::SdkAuth => {
            SignInMethod::SdkAuth { json: console::read_secret(file(terminal::json_needs_file())?)? }
        }
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
