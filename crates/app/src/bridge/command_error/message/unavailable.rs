//! Why a cloud cannot be used, and what to do about it.

use latchkey_words::cloud;

use super::file::without_stop;
use crate::{CloudUnavailable, EmulatorProblem};

/// Why a cloud cannot be used.
pub(super) fn of(problem: &CloudUnavailable) -> String {
    match problem {
        CloudUnavailable::Unknown => cloud::unknown(),
        CloudUnavailable::NoEmulator => cloud::no_demo(),
        CloudUnavailable::EmulatorElsewhere => cloud::demo_elsewhere(),
        CloudUnavailable::StateSealed(trouble) => cloud::demo_unreadable(&trouble.message),
        CloudUnavailable::StateNotRemoved(trouble) => cloud::demo_not_removed(&trouble.message),
        CloudUnavailable::NotStarted(problem) => match problem {
            EmulatorProblem::Address { address, cause } => {
                cloud::demo_without_address(address, without_stop(cause))
            }
            EmulatorProblem::State { cause } => cloud::demo_not_understood(without_stop(cause)),
            EmulatorProblem::StateFormat { version } => cloud::demo_unknown_format(*version),
            EmulatorProblem::Keys => cloud::demo_without_keys(),
            EmulatorProblem::Setup => cloud::demo_misconfigured(),
        },
        CloudUnavailable::NotReset(_) => cloud::demo_not_reset(),
    }
}
