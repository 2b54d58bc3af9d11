//! Who can do something about an error.

use latchkey_identity::{EntraError, ResponsibleParty, SignInError, TokenError, explain};

use super::WhoCanFix;
use crate::{AppError, ErrorCode, Reason};

pub(super) fn of(error: &AppError, code: ErrorCode) -> WhoCanFix {
    let entra = match error {
        AppError::SignIn(SignInError::Entra(entra) | SignInError::ConsentRequired(entra))
        | AppError::Token(
            TokenError::SignInAgain(entra)
            | TokenError::InteractionRequired(entra)
            | TokenError::ConsentRequired(entra)
            | TokenError::Entra(entra),
        ) => Some(entra),
        _ => None,
    };
    if let Some(who) = entra.and_then(|entra| of_entra(entra)) {
        return who;
    }
    let is_of_this_machine = matches!(
        error,
        AppError::Condition(Reason::NoSecretStore { .. }) | AppError::Vault(_) | AppError::Trial(_)
    );
    match code {
        _ if is_of_this_machine => WhoCanFix::You,
        ErrorCode::Forbidden => WhoCanFix::Administrator,
        ErrorCode::Offline => WhoCanFix::Network,
        ErrorCode::ServiceFailed | ErrorCode::Throttled => WhoCanFix::Azure,
        ErrorCode::Internal => WhoCanFix::Latchkey,
        _ => WhoCanFix::You,
    }
}

fn of_entra(error: &EntraError) -> Option<WhoCanFix> {
    let (_, fixer) = error.codes.iter().find_map(|code| explain(*code))?;
    Some(match fixer {
        ResponsibleParty::Person => WhoCanFix::You,
        ResponsibleParty::Administrator | ResponsibleParty::Settings => WhoCanFix::Administrator,
        ResponsibleParty::Time => WhoCanFix::Azure,
    })
}
