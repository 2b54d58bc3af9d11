//! A cloud, its HTTP clients, and the accounts whose sessions it keeps.

use std::{collections::HashMap, sync::Arc, time::Duration};

use async_trait::async_trait;
use latchkey_azure::{Azure, Credential, CredentialError, tenants};
use latchkey_http::Client;
use latchkey_identity::{Account, AccountKey, Accounts, BindingState, KeptAccount};
use latchkey_types::{Audience, BearerToken, Cloud, Reach};
use latchkey_vault::Vault;

use parking_lot::{Mutex, MutexGuard};

use crate::{
    AppError, Ports, Reason,
    account_names::{display_name_of, user_name_of},
    bridge::{AccountKind, AccountSummary},
    inventory::Inventory,
    return_pages::CataloguePages,
    service_tokens::ServiceTokens,
    unlocked::Unlocked,
};

/// Life that a token needs for one request.
const REQUEST_LIFE: Duration = Duration::from_mins(2);

/// A cloud that was opened in this run.
pub(crate) struct Connection {
    cloud: Cloud,
    identity: latchkey_identity::Ports,
    accounts: Arc<Accounts>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Everybody whose session the vault keeps.
    kept: Vec<KeptAccount>,
    current: Option<Account>,
    /// What tenants are called, by their ids, once Azure has said so.
    tenant_names: HashMap<String, String>,
    /// One for each account, so that another account starts with nothing.
    clients: HashMap<AccountKey, AccountClient>,
}

/// Azure as one account sees it, what it has listed, and the tokens of services that it was given.
#[derive(Clone)]
pub(crate) struct AccountClient {
    pub(crate) azure: Azure,
    pub(crate) credential: Arc<dyn Credential>,
    pub(crate) inventory: Arc<Inventory>,
    pub(crate) service_tokens: Arc<ServiceTokens>,
}

impl Connection {
    /// A connection to a cloud, with nobody signed in; nothing is sent.
    pub(crate) fn new(cloud: Cloud, ports: &Ports, vault: &Arc<Vault>) -> Result<Self, AppError> {
        cloud
            .validate()
            .map_err(|problem| Reason::CloudInvalid { cloud: cloud.display_name.clone(), problem })?;
        let client = |reach| {
            Client::new(latchkey_http::Options {
                reach,
                certificate_authority: cloud.certificate_authority.clone(),
                clock: Arc::clone(&ports.clock),
                entropy: Arc::clone(&ports.entropy),
                observer: Arc::clone(&ports.observer),
                transport: ports.transport.clone(),
            })
        };
        // The endpoints of the machine's host are Microsoft's clouds' alone.
        let host_reach = if cloud.is_built_in() { Reach::Host } else { Reach::Loopback };
        let identity = latchkey_identity::Ports {
            http: client(cloud.reach)?,
            host_http: client(host_reach)?,
            clock: Arc::clone(&ports.clock),
            entropy: Arc::clone(&ports.entropy),
            machine: Arc::clone(&ports.machine),
            browser: Arc::clone(&ports.browser),
            peers: Arc::clone(&ports.peers),
            pages: Arc::new(CataloguePages),
        };
        let accounts = Arc::new(Accounts::new(Arc::clone(vault), identity.clone()));
        Ok(Self { cloud, identity, accounts, state: Mutex::default() })
    }

    pub(crate) fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    /// What signing in to this cloud needs.
    pub(crate) fn identity(&self) -> &latchkey_identity::Ports {
        &self.identity
    }

    pub(crate) fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Everybody whose session is kept.
    pub(crate) fn kept(&self) -> Vec<KeptAccount> {
        self.lock().kept.clone()
    }

    /// The account that is worked with.
    pub(crate) fn current(&self) -> Option<Account> {
        self.lock().current.clone()
    }

    /// The kept account of this id.
    ///
    /// # Errors
    /// [`Reason::AccountGone`] if there is none.
    pub(crate) fn kept_account(&self, account_id: &str) -> Result<Account, AppError> {
        let state = self.lock();
        let kept = state.kept.iter().find(|kept| kept.account.key.id() == account_id);
        Ok(kept.map(|kept| kept.account.clone()).ok_or(Reason::AccountGone)?)
    }

    /// Replaces the kept accounts and the current one, and drops what belongs to accounts that are gone.
    pub(crate) fn put_accounts(&self, kept: Vec<KeptAccount>, current: Option<Account>) {
        let mut state = self.lock();
        state.kept = kept;
        state.current = current;
        state.drop_clients_of_others();
    }

    /// Replaces the kept accounts.
    pub(crate) fn set_kept(&self, kept: Vec<KeptAccount>) {
        let mut state = self.lock();
        state.kept = kept;
        state.drop_clients_of_others();
    }

    /// Works with another account.
    pub(crate) fn set_current(&self, account: Account) {
        self.lock().current = Some(account);
    }

    /// Whether an account is still signed in here.
    pub(crate) fn has_account(&self, key: &AccountKey) -> bool {
        self.lock().has_account(key)
    }

    /// Drops what every account has listed, and the tokens of services: the app is locked.
    pub(crate) fn drop_clients(&self) {
        self.lock().clients.clear();
    }

    /// The current account for people to recognise.
    pub(crate) fn account_summary(&self) -> Option<AccountSummary> {
        self.current().map(|account| self.summary_of(&account))
    }

    /// An account for people to recognise.
    pub(crate) fn summary_of(&self, account: &Account) -> AccountSummary {
        AccountSummary {
            id: account.key.id(),
            kind: kind_of(account),
            user_name: user_name_of(account),
            display_name: display_name_of(account),
            tenant_id: account.key.tenant_id.clone(),
            tenant_name: self.tenant_name(&account.key.tenant_id),
            object_id: account.object_id.clone(),
            client_id: account.key.client_id.clone(),
            binding: self.binding_of(account).into(),
        }
    }

    /// Whether an account's session is bound to the cloud as it is described now.
    pub(crate) fn binding_of(&self, account: &Account) -> BindingState {
        let state = self.lock();
        let kept = state.kept.iter().find(|kept| kept.account.key == account.key);
        kept.map(|kept| kept.binding.clone()).unwrap_or_default()
    }

    /// Asks Azure once what an account's tenants are called; whether something was learned. The domain of
    /// the user name will not do: a guest's is that of another tenant.
    pub(crate) async fn learn_tenant_names(&self, azure: &Azure, account: &Account) -> bool {
        if account.key.tenant_id.is_empty() || self.tenant_name(&account.key.tenant_id).is_some() {
            return false;
        }
        let Ok(tenants) = tenants::list(azure).await else { return false };
        let named = tenants.into_iter().filter_map(|tenant| {
            Some((tenant.id.to_ascii_lowercase(), tenant.default_domain.or(tenant.display_name)?))
        });
        let names = &mut self.lock().tenant_names;
        let before = names.len();
        names.extend(named);
        names.len() > before
    }

    /// What a tenant is called, if it has been learned.
    pub(crate) fn tenant_name(&self, tenant_id: &str) -> Option<String> {
        self.lock().tenant_names.get(tenant_id).cloned()
    }

    /// Azure as an account sees it. Only an unlocked app has one; a session asks for it.
    pub(crate) fn client_of(&self, _: &Unlocked, account: &Account) -> AccountClient {
        let make = || {
            let credential: Arc<dyn Credential> = Arc::new(AccountCredential {
                cloud: self.cloud.clone(),
                accounts: Arc::clone(&self.accounts),
                key: account.key.clone(),
            });
            let (http, clock) = (self.identity.http.clone(), Arc::clone(&self.identity.clock));
            let azure = Azure::new(http, self.cloud.clone(), Arc::clone(&credential), clock);
            let (inventory, service_tokens) = (Arc::default(), Arc::default());
            AccountClient { azure, credential, inventory, service_tokens }
        };
        self.lock().clients.entry(account.key.clone()).or_insert_with(make).clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }
}

impl State {
    fn has_account(&self, key: &AccountKey) -> bool {
        self.kept.iter().any(|kept| kept.account.key == *key)
            || self.current.as_ref().is_some_and(|current| current.key == *key)
    }

    fn drop_clients_of_others(&mut self) {
        let mut clients = std::mem::take(&mut self.clients);
        clients.retain(|key, _| self.has_account(key));
        self.clients = clients;
    }
}

/// What kind of principal an account is, as screens call it.
pub(crate) fn kind_of(account: &Account) -> AccountKind {
    match account.kind {
        latchkey_identity::AccountKind::User => AccountKind::User,
        latchkey_identity::AccountKind::ServicePrincipal => AccountKind::ServicePrincipal,
        latchkey_identity::AccountKind::AzureCli => AccountKind::AzureCli,
        latchkey_identity::AccountKind::ManagedIdentity => AccountKind::ManagedIdentity,
    }
}

/// Hands an account's access tokens to the Azure clients.
struct AccountCredential {
    cloud: Cloud,
    accounts: Arc<Accounts>,
    key: AccountKey,
}

#[async_trait]
impl Credential for AccountCredential {
    async fn token(&self, audience: Audience) -> Result<BearerToken, CredentialError> {
        let token = self.accounts.token(&self.cloud, &self.key, audience, REQUEST_LIFE).await;
        token.map(|token| token.for_request()).map_err(|error| CredentialError(Arc::new(error)))
    }

    async fn token_with_claims(
        &self,
        audience: Audience,
        claims: &str,
        rejected: &BearerToken,
    ) -> Result<BearerToken, CredentialError> {
        let (cloud, key) = (&self.cloud, &self.key);
        let token = self.accounts.token_with_claims(cloud, key, audience, claims, &rejected.value).await;
        token.map(|token| token.for_request()).map_err(|error| CredentialError(Arc::new(error)))
    }

    async fn note_refused(&self, audience: Audience, refused: &BearerToken) {
        let (cloud, key) = (&self.cloud, &self.key);
        self.accounts.drop_refused_token(cloud, key, audience, &refused.value).await;
    }
}
