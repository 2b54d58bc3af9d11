//! Whose session the lock protects, and so who lifts it: one account of all that are kept, in whichever cloud.
//!
//! Unlocking opens every cloud, so it takes the account with the most to lose: a person of a real cloud before anybody
//! else. A person of an emulator, whose password is no secret, protects nothing but the emulator.

use std::collections::BTreeMap;

use latchkey_identity::{Account, AccountKind, is_session_kept, kept_sessions, remove_sessions};

use super::Lock;
use crate::{
    AppError, Reason,
    account_names::{display_name_of, user_name_of},
    bridge::{LockView, SignOutReport, UnlockMethod},
    profile::Unlocker,
};

/// How much there is to lose; a later one has more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Risk {
    EmulatedProgram,
    EmulatedPerson,
    Program,
    Person,
}

/// What decides between accounts.
struct Choice {
    /// Whether each cloud that can be chosen is emulated, by its id.
    is_emulated: BTreeMap<String, bool>,
    /// The account that was chosen earlier.
    earlier: Option<Unlocker>,
    /// The account that is worked with.
    current: Option<Account>,
    /// The account that was last worked with in each cloud.
    last: BTreeMap<String, String>,
}

impl Choice {
    /// The account that has to unlock, of those whose cloud can be chosen.
    fn make<'a>(&self, accounts: impl IntoIterator<Item = &'a Account>) -> Option<&'a Account> {
        let ranked = accounts.into_iter().filter_map(|account| Some((self.rank(account)?, account)));
        ranked.max_by_key(|(rank, _)| *rank).map(|(_, account)| account)
    }

    fn rank(&self, account: &Account) -> Option<(Risk, bool, bool, bool)> {
        let is_emulated = *self.is_emulated.get(&account.key.cloud_id)?;
        let risk = match (is_emulated, account.kind == AccountKind::User) {
            (false, true) => Risk::Person,
            (false, false) => Risk::Program,
            (true, true) => Risk::EmulatedPerson,
            (true, false) => Risk::EmulatedProgram,
        };
        let id = account.key.id();
        let is_earlier = self.earlier.as_ref().is_some_and(|earlier| earlier.account == id);
        let is_current = self.current.as_ref() == Some(account);
        let is_last = self.last.get(&account.key.cloud_id) == Some(&id);
        Some((risk, is_earlier, is_current, is_last))
    }
}

impl Lock {
    /// The lock as the window shows it.
    pub(crate) fn view(&self) -> Option<LockView> {
        let state = self.state();
        let locked = state.locked.as_ref()?;
        let is_person = locked.by.as_ref().is_some_and(|by| by.is_person);
        Some(LockView {
            since: locked.since,
            reason: locked.reason,
            unlocks_by: if is_person { UnlockMethod::Browser } else { UnlockMethod::Confirmation },
            account_name: state
                .unlocker
                .as_ref()
                .map(|account| if is_person { user_name_of(account) } else { display_name_of(account) }),
            client_id: state
                .unlocker
                .as_ref()
                .filter(|_| is_person)
                .map(|account| account.key.client_id.clone()),
        })
    }

    /// Who has to unlock, as far as the clouds tell that were opened in this run.
    pub(super) fn known_unlocker(&self) -> Option<Account> {
        let connections = self.connections.all();
        let known: Vec<Account> = connections
            .iter()
            .flat_map(|one| one.kept().into_iter().map(|kept| kept.account).chain(one.current()))
            .collect();
        self.choice().make(&known).cloned()
    }

    /// Who has to unlock, of all whose sessions are kept; it is remembered. None if there is nobody.
    ///
    /// # Errors
    /// What keeps the store from giving the keys; [`Reason::UnlockingSessionUnreadable`], so that hiding one key does not let
    /// another account unlock.
    pub(crate) async fn find_unlocker(&self) -> Result<Option<Account>, AppError> {
        let vault = &self.profile.vault;
        let kept = kept_sessions(vault).await?;
        let choice = self.choice();
        if let Some(earlier) = &choice.earlier
            && !kept.iter().any(|one| one.account.key.id() == earlier.account)
            && is_session_kept(vault, &earlier.account).await?
        {
            return Err(Reason::UnlockingSessionUnreadable.into());
        }
        let unlocker = choice.make(kept.iter().map(|one| &one.account)).cloned();
        let changed = {
            let mut state = self.state();
            state.unlocker.clone_from(&unlocker);
            let by = unlocker.as_ref().map(Unlocker::of);
            match &mut state.locked {
                Some(locked) if locked.by != by => {
                    locked.by = by;
                    Some(locked.clone())
                }
                _ => None,
            }
        };
        if changed.is_some() {
            self.remember(changed);
        }
        Ok(unlocker)
    }

    /// Signs everybody out of every cloud, which is the other way out of a lock. No cloud has to be open for it.
    pub(crate) async fn sign_out_everybody(&self) -> Result<SignOutReport, AppError> {
        let vault = &self.profile.vault;
        let kept = kept_sessions(vault).await?;
        // A session that does not open just now is removed by its name.
        let earlier = self.choice().earlier.map(|earlier| earlier.account);
        let last = self.profile.settings.current().accounts.into_values();
        let named: Vec<String> = last.chain(earlier).collect();
        for connection in self.connections.all() {
            connection.accounts().forget_all().await;
        }
        let remaining = remove_sessions(vault, &named).await?;
        self.connections.forget_accounts().await;
        self.unlock().await;
        Ok(SignOutReport {
            user_names: kept.into_iter().map(|one| user_name_of(&one.account)).collect(),
            remaining_items: u32::try_from(remaining).unwrap_or(u32::MAX),
        })
    }

    fn choice(&self) -> Choice {
        let of_catalogue =
            self.ports.clouds.summaries().into_iter().map(|cloud| (cloud.id, cloud.is_emulated));
        let added = self.profile.added_clouds.current();
        let added = added.into_iter().map(|cloud| (cloud.id, cloud.reach == latchkey_types::Reach::Loopback));
        let current = self.connections.current().ok();
        Choice {
            // The catalogue's cloud counts where an added one has its id.
            is_emulated: added.chain(of_catalogue).collect(),
            earlier: self.state().locked.as_ref().and_then(|locked| locked.by.clone()),
            current: current.and_then(|one| one.current()),
            last: self.profile.settings.current().accounts,
        }
    }
}
