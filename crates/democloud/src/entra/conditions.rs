//! Applies sign-in policies to a sign-in, and to a token that is requested without a page.
//!
//! Both use the same decision: a page asks the person for the required action, a client without a page gets the
//! error.

use jiff::{SignedDuration, Timestamp};

use crate::{
    audience::Resource,
    error::EntraError,
    state::{Application, Policy, Proof, Rule, State, User},
};

/// Who wants what, and how well they have proved who they are.
pub(super) struct SignInAttempt<'a> {
    pub(super) user: &'a User,
    pub(super) application: &'a Application,
    pub(super) resources: &'a [Resource],
    /// The resource as errors name it.
    pub(super) resource_name: &'a str,
    /// Authentication contexts that the client asks for.
    pub(super) contexts: &'a [String],
    pub(super) proof: &'a Proof,
    /// Whether a person is there to act on what is asked for.
    pub(super) is_on_a_page: bool,
    pub(super) now: Timestamp,
}

/// What is still missing.
#[derive(Debug)]
pub(super) struct UnmetRequirement {
    pub(super) error: EntraError,
    pub(super) action: RequiredAction,
}

/// What the person can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RequiredAction {
    Nothing,
    Password,
    SecondFactor,
    Registration,
}

/// The first thing that is missing; refusals come before steps that would lead nowhere.
pub(super) fn first_unmet(state: &State, attempt: &SignInAttempt<'_>) -> Option<UnmetRequirement> {
    let client_id = &attempt.application.client_id;
    let concerned = || {
        state
            .policies
            .iter()
            .filter(|policy| policy.concerns(Some(attempt.user), client_id, attempt.resources))
    };
    let refusal = concerned().find_map(|policy| refusal(policy, attempt));
    refusal
        .map(|error| UnmetRequirement { error, action: RequiredAction::Nothing })
        .or_else(|| concerned().find_map(|policy| step(state, policy, attempt)))
        .or_else(|| {
            let missing = attempt.contexts.iter().find(|wanted| !attempt.proof.contexts.contains(wanted))?;
            let error = EntraError::context_required(attempt.resource_name, missing);
            Some(UnmetRequirement { error, action: RequiredAction::SecondFactor })
        })
}

/// The contexts that a completed second factor meets: those asked for, by the client or by policies.
pub(super) fn contexts_to_meet(state: &State, attempt: &SignInAttempt<'_>) -> Vec<String> {
    let by_policy = state
        .policies
        .iter()
        .filter(|policy| {
            policy.concerns(Some(attempt.user), &attempt.application.client_id, attempt.resources)
        })
        .filter_map(|policy| match &policy.rule {
            Rule::RequireContext { context } => Some(context),
            _ => None,
        });
    attempt.contexts.iter().chain(by_policy).cloned().collect()
}

/// What stands against an application that asks in its own name.
pub(super) fn refusal_of_application(
    state: &State,
    application: &Application,
    resource: Resource,
) -> Option<EntraError> {
    let policies = state.policies.iter().filter(|policy| {
        policy.client_id.is_some() && policy.concerns(None, &application.client_id, &[resource])
    });
    policies.into_iter().find_map(|policy| match policy.rule {
        Rule::ApplicationDisabled => {
            Some(EntraError::application_disabled(&application.client_id, &application.display_name))
        }
        Rule::BlockAccess => Some(EntraError::blocked(&policy.id)),
        _ => None,
    })
}

fn refusal(policy: &Policy, attempt: &SignInAttempt<'_>) -> Option<EntraError> {
    let Application { client_id, display_name, .. } = attempt.application;
    Some(match policy.rule {
        Rule::ApplicationDisabled => EntraError::application_disabled(client_id, display_name),
        Rule::UserDisabled => EntraError::user_disabled(),
        Rule::UserLocked => EntraError::user_locked(),
        Rule::PasswordExpired => EntraError::password_expired(),
        Rule::NotAssignedToApp => {
            EntraError::not_assigned(client_id, display_name, &attempt.user.sign_in_name)
        }
        Rule::BlockAccess => EntraError::blocked(&policy.id),
        Rule::RequireCompliantDevice => EntraError::device_not_compliant(&policy.id),
        Rule::Refuse { number } => return EntraError::refused_by_policy(number, attempt.is_on_a_page),
        _ => return None,
    })
}

fn step(state: &State, policy: &Policy, attempt: &SignInAttempt<'_>) -> Option<UnmetRequirement> {
    let SignInAttempt { user, proof, resource_name, now, .. } = attempt;
    let home = user.home.as_ref().unwrap_or(&user.id);
    let is_registered = state.second_factor_users.contains(home);
    let (error, action) = match &policy.rule {
        Rule::SignInFrequency { minutes } => {
            let most = SignedDuration::from_mins(i64::from(*minutes));
            if proof.password_at + most > *now {
                return None;
            }
            (EntraError::sign_in_frequency(proof.password_at, most.as_secs()), RequiredAction::Password)
        }
        Rule::RequireMfaRegistration if !is_registered => {
            (EntraError::second_factor_registration(resource_name, &policy.id), RequiredAction::Registration)
        }
        Rule::SecurityDefaults if !is_registered => {
            (EntraError::security_defaults(resource_name), RequiredAction::Registration)
        }
        Rule::RequireMfa if proof.second_factor_at.is_none() => {
            (EntraError::second_factor_required(resource_name, &policy.id), RequiredAction::SecondFactor)
        }
        Rule::RequireContext { context } if !proof.contexts.contains(context) => {
            (EntraError::context_required(resource_name, context), RequiredAction::SecondFactor)
        }
        _ => return None,
    };
    Some(UnmetRequirement { error, action })
}
