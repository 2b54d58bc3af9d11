//! Whose session the lock protects, and so who lifts it: one account of all that are kept, in whichever cloud.
//!
//! Opening up opens every cloud, so it takes the one with the most to lose: a person of a real cloud before anybody
//! else. A person of an emulator, whose password is no secret, protects nothing but the emulator.

use std::collections::BTreeMap;

use latchkey_identity::{Account, AccountKind, is_session_kept, kept_sessions, remove_sessions};
use serde::{Deserialize, Serialize};

use crate::{
    App, CommandError, ErrorCode,
    bridge::{CloudSummary, LockView, SignOutReport, UnlockWay},
};

/// The account that has to unlock, as the settings keep it: nothing of it tells who that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Keeper {
    cloud: String,
    account: String,
    is_person: bool,
}

/// How much there is to lose; a later one has more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stake {
    EmulatedProgram,
    EmulatedPerson,
    Program,
    Person,
}

/// What decides between accounts.
struct Choice {
    clouds: Vec<CloudSummary>,
    /// The account that was chosen earlier.
    earlier: Option<Keeper>,
    /// The account that is worked with.
    current: Option<Account>,
    /// The account that was last worked with in each cloud.
    last: BTreeMap<String, String>,
}

impl Keeper {
    fn of(account: &Account) -> Self {
        Self {
            cloud: account.key.cloud_id.clone(),
            account: account.key.id(),
            is_person: account.kind == AccountKind::User,
        }
    }
}

impl Choice {
    /// The account that has to unlock, of those whose cloud can be chosen.
    fn make<'a>(&self, accounts: impl IntoIterator<Item = &'a Account>) -> Option<&'a Account> {
        let ranked = accounts.into_iter().filter_map(|account| Some((self.rank(account)?, account)));
        ranked.max_by_key(|(rank, _)| *rank).map(|(_, account)| account)
    }

    fn rank(&self, account: &Account) -> Option<(Stake, bool, bool, bool)> {
        let cloud = self.clouds.iter().find(|cloud| cloud.id == account.key.cloud_id)?;
        let stake = match (cloud.is_emulated, account.kind == AccountKind::User) {
            (false, true) => Stake::Person,
            (false, false) => Stake::Program,
            (true, true) => Stake::EmulatedPerson,
            (true, false) => Stake::EmulatedProgram,
        };
        let id = account.key.id();
        let is_earlier = self.earlier.as_ref().is_some_and(|earlier| earlier.account == id);
        let is_current = self.current.as_ref() == Some(account);
        let is_last = self.last.get(&account.key.cloud_id) == Some(&id);
        Some((stake, is_earlier, is_current, is_last))
    }
}

impl App {
    /// The lock as the window shows it.
    pub(crate) fn locked_view(&self) -> Option<LockView> {
        let state = self.lock.state();
        let locked = state.locked.as_ref()?;
        let is_person = locked.by.as_ref().is_some_and(|keeper| keeper.is_person);
        Some(LockView {
            since: locked.since,
            reason: locked.reason,
            unlocks_by: if is_person { UnlockWay::Browser } else { UnlockWay::Confirmation },
            account_name: state.unlocker.as_ref().map(|account| {
                if is_person { account.user_name.clone() } else { account.display_name.clone() }
            }),
        })
    }

    /// Who has to unlock, as far as the clouds tell that were opened in this run.
    pub(super) fn known_unlocker(&self) -> Option<Account> {
        let connections = self.connections();
        let known = connections
            .iter()
            .flat_map(|one| one.kept().iter().map(|kept| &kept.account).chain(one.account().ok()));
        self.choice().make(known).cloned()
    }

    /// Who has to unlock, of all whose sessions are kept; it is remembered. None if there is nobody.
    ///
    /// # Errors
    /// What keeps the store from giving the keys, and a session that has to unlock and does not open: then whoever
    /// keeps the store from giving that one key is not let in by another's.
    pub(crate) async fn unlocker(&self) -> Result<Option<Account>, CommandError> {
        let kept = kept_sessions(&self.vault).await?;
        let choice = self.choice();
        if let Some(earlier) = &choice.earlier
            && !kept.iter().any(|one| one.account.key.id() == earlier.account)
            && is_session_kept(&self.vault, &earlier.account).await?
        {
            let message =
                "The session that has to unlock Latchkey cannot be opened. Sign out of everything to go on.";
            return Err(CommandError::new(ErrorCode::Locked, message.to_owned()));
        }
        let unlocker = choice.make(kept.iter().map(|one| &one.account)).cloned();
        let changed = {
            let mut state = self.lock.state();
            state.unlocker.clone_from(&unlocker);
            let by = unlocker.as_ref().map(Keeper::of);
            match &mut state.locked {
                Some(locked) if locked.by != by => {
                    locked.by = by;
                    Some(locked.clone())
                }
                _ => None,
            }
        };
        if changed.is_some() {
            self.remember_lock(changed);
        }
        Ok(unlocker)
    }

    /// Whether anybody's session is kept: in a cloud that was opened in this run, or as the settings tell of the
    /// others.
    pub(crate) fn has_accounts(&self) -> bool {
        let connections = self.connections();
        let is_open = |cloud: &String| connections.iter().any(|one| one.cloud().id == *cloud);
        connections.iter().any(|one| one.account().is_ok())
            || self.settings.current().accounts.keys().any(|cloud| !is_open(cloud))
    }

    /// Signs everybody out of every cloud, which is the other way out of a lock. No cloud has to be open for it.
    pub(crate) async fn sign_out_of_lock(&self) -> Result<SignOutReport, CommandError> {
        self.resume().await;
        let kept = kept_sessions(&self.vault).await?;
        // A session that does not open just now is removed by its name.
        let earlier = self.choice().earlier.map(|keeper| keeper.account);
        let last = self.settings.current().accounts.into_values();
        let named: Vec<String> = last.chain(earlier).collect();
        self.end_all_in_memory().await;
        let remaining = remove_sessions(&self.vault, &named).await?;
        self.forget_accounts().await;
        self.open_up().await;
        Ok(SignOutReport {
            user_names: kept.into_iter().map(|one| one.account.user_name).collect(),
            remaining_items: u32::try_from(remaining).unwrap_or(u32::MAX),
        })
    }

    /// Nobody is signed in in any cloud any more, after their sessions were removed.
    pub(crate) async fn forget_accounts(&self) {
        self.end_all_in_memory().await;
        for connection in self.connections() {
            self.put_connection(connection.with_account(Vec::new(), None));
        }
        if let Err(error) = self.settings.change(|settings| settings.accounts.clear()) {
            tracing::warn!(error = error.message, "the accounts that were chosen could not be forgotten");
        }
    }

    async fn end_all_in_memory(&self) {
        for connection in self.connections() {
            connection.accounts().forget_all().await;
        }
    }

    fn choice(&self) -> Choice {
        let current = self.connection_even_if_locked().ok();
        Choice {
            clouds: self.list_clouds(),
            earlier: self.lock.state().locked.as_ref().and_then(|locked| locked.by.clone()),
            current: current.and_then(|one| one.account().ok().cloned()),
            last: self.settings.current().accounts,
        }
    }
}

pub(super) fn keeper_of(account: Option<&Account>) -> Option<Keeper> {
    account.map(Keeper::of)
}
