//! The commands that print a secret. It is alone on stdout, so that a script can read it.

use latchkey_app::{
    ProgramToken,
    bridge::{KeySlot, RegenerationOutcome},
};
use latchkey_types::{Audience, Secret};
use latchkey_words::terminal;
use serde_json::json;

use crate::{
    arguments::{Keys, OutputFormat, Slot, Token, TokenAudience},
    command_context::CommandContext,
    output::{Failure, print_message, show_json, show_secret},
};

/// Prints a key of a service. Regenerates it first if asked to.
pub(crate) async fn key(context: &CommandContext, keys: Keys) -> Result<(), Failure> {
    let service = context.service(&keys.service, keys.workspace.as_deref()).await?;
    let slot = match keys.slot {
        Slot::Primary => KeySlot::Primary,
        Slot::Secondary => KeySlot::Secondary,
    };
    if let Some(typed) = &keys.regenerate {
        let regeneration = context.app.regenerate_key(&service.handle, slot, typed).await?;
        match regeneration.outcome {
            RegenerationOutcome::Rotated => print_message(&terminal::key_new()),
            RegenerationOutcome::Unchanged => return Err(Failure::plain(terminal::key_unchanged())),
            RegenerationOutcome::OtherChanged => return Err(Failure::plain(terminal::key_other_changed())),
            RegenerationOutcome::Unproven => return Err(Failure::plain(terminal::key_unproven())),
        }
    }
    let key = context.app.reveal_key(&service.handle, slot).await?;
    let value = Secret::new(key.value());
    match context.options.output {
        OutputFormat::Table => show_secret(&value),
        // EXPOSE: the person asked for it on stdout.
        OutputFormat::Json => show_json(&json!({ "service": service.name, "key": value.expose() })),
    }
}

/// Prints a token of the account or of a service.
pub(crate) async fn token(context: &CommandContext, token: Token) -> Result<(), Failure> {
    let token: ProgramToken = if let Some(name) = &token.endpoint {
        let service = context.service(name, token.workspace.as_deref()).await?;
        context.app.service_token(&service.handle, token.min_life).await?
    } else {
        let audience = match token.audience {
            TokenAudience::Arm => Audience::Arm,
            TokenAudience::Ml => Audience::MachineLearning,
            TokenAudience::Graph => Audience::Graph,
        };
        context.app.account_token(audience, token.min_life).await?
    };
    let (refresh_by, expires_at) = (token.refresh_by, token.expires_at);
    let value = token.value.into_secret();
    match context.options.output {
        OutputFormat::Table => show_secret(&value),
        OutputFormat::Json => {
            // EXPOSE: the person asked for it on stdout.
            let value = value.expose();
            let answer = json!({
                "accessToken": value,
                "tokenType": "Bearer",
                "expiresOn": expires_at,
                "expires_on": expires_at.as_second(),
                "refreshBy": refresh_by,
            });
            show_json(&answer)
        }
    }
}
