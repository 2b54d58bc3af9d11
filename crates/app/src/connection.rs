//! A cloud and, once somebody is signed in, the account that works with it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use async_trait::async_trait;
use latchkey_azure::{Azure, Credential, CredentialError, tenants};
use latchkey_http::Client;
use latchkey_identity::{AccessToken, Account, Accounts, BindingState, KeptAccount};
use latchkey_types::{Audience, BearerToken, Cloud, Reach};
use latchkey_vault::Vault;

use crate::{
    CommandError, ErrorCode, Ports,
    inventory::Inventory,
    tokens::TokenShelf,
    view::{AccountKind, AccountSummary},
};

/// Life that a token needs for one request.
const REQUEST_LIFE: Duration = Duration::from_mins(2);

/// A cloud, its HTTP client and its accounts.
#[derive(Clone)]
pub(crate) struct Connection {
    cloud: Cloud,
    identity: latchkey_identity::Ports,
    accounts: Arc<Accounts>,
    /// Everybody whose session the vault keeps.
    kept: Vec<KeptAccount>,
    account: Option<Account>,
    /// What tenants are called, by their ids, once Azure has said so.
    tenant_names: Arc<Mutex<HashMap<String, String>>>,
    /// What this account has seen; another account starts with nothing.
    inventory: Arc<Inventory>,
    shelf: Arc<TokenShelf>,
}

impl Connection {
    /// A connection to a cloud, with nobody signed in; nothing is sent.
    pub(crate) fn new(cloud: Cloud, ports: &Ports, vault: &Arc<Vault>) -> Result<Self, CommandError> {
        cloud.validate().map_err(|error| {
            CommandError::new(ErrorCode::Invalid, format!("{}: {error}.", cloud.display_name))
        })?;
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
        };
        let accounts = Arc::new(Accounts::new(Arc::clone(vault), identity.clone()));
        Ok(Self {
            cloud,
            identity,
            accounts,
            kept: Vec::new(),
            account: None,
            tenant_names: Arc::default(),
            inventory: Arc::default(),
            shelf: Arc::default(),
        })
    }

    pub(crate) fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    pub(crate) fn http(&self) -> &Client {
        &self.identity.http
    }

    /// What signing in to this cloud needs.
    pub(crate) fn identity(&self) -> &latchkey_identity::Ports {
        &self.identity
    }

    pub(crate) fn inventory(&self) -> &Inventory {
        &self.inventory
    }

    pub(crate) fn shelf(&self) -> &TokenShelf {
        &self.shelf
    }

    pub(crate) fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Everybody whose session is kept.
    pub(crate) fn kept(&self) -> &[KeptAccount] {
        &self.kept
    }

    /// The same cloud with another account, or with none, of those that are kept now.
    pub(crate) fn with_account(&self, kept: Vec<KeptAccount>, account: Option<Account>) -> Self {
        Self { kept, account, inventory: Arc::default(), shelf: Arc::default(), ..self.clone() }
    }

    pub(crate) fn account(&self) -> Result<&Account, CommandError> {
        self.account
            .as_ref()
            .ok_or_else(|| CommandError::new(ErrorCode::SignInRequired, "Nobody is signed in.".to_owned()))
    }

    pub(crate) fn account_summary(&self) -> Option<AccountSummary> {
        Some(self.summary_of(self.account.as_ref()?))
    }

    /// An account for people to recognise.
    pub(crate) fn summary_of(&self, account: &Account) -> AccountSummary {
        AccountSummary {
            id: account.key.id(),
            kind: kind_of(account),
            user_name: account.user_name.clone(),
            display_name: account.display_name.clone(),
            tenant_id: account.key.tenant_id.clone(),
            tenant_name: self.tenant_name(&account.key.tenant_id),
            object_id: account.object_id.clone(),
            client_id: account.key.client_id.clone(),
            standing: self.standing_of(account).into(),
        }
    }

    /// Whether an account's session goes with the cloud as it is described now.
    pub(crate) fn standing_of(&self, account: &Account) -> BindingState {
        let kept = self.kept.iter().find(|kept| kept.account.key == account.key);
        kept.map(|kept| kept.standing.clone()).unwrap_or_default()
    }

    /// Asks Azure once what the account's tenants are called; whether something was learned. The domain of
    /// the user name will not do: a guest's is that of another tenant.
    pub(crate) async fn learn_tenant_names(&self, azure: &Azure) -> bool {
        let Ok(account) = self.account() else { return false };
        if account.key.tenant_id.is_empty() || self.tenant_names().contains_key(&account.key.tenant_id) {
            return false;
        }
        let Ok(tenants) = tenants::list(azure).await else { return false };
        let named = tenants.into_iter().filter_map(|tenant| {
            Some((tenant.id.to_ascii_lowercase(), tenant.default_domain.or(tenant.display_name)?))
        });
        let mut names = self.tenant_names();
        let before = names.len();
        names.extend(named);
        names.len() > before
    }

    /// What a tenant is called, if it has been learned.
    pub(crate) fn tenant_name(&self, tenant_id: &str) -> Option<String> {
        self.tenant_names().get(tenant_id).cloned()
    }

    fn tenant_names(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.tenant_names.lock().expect("no holder of this lock panics")
    }

    /// Azure as the account sees it.
    pub(crate) fn azure(&self) -> Result<Azure, CommandError> {
        Ok(self.azure_as(self.account()?))
    }

    /// Azure as any account of this cloud sees it.
    pub(crate) fn azure_as(&self, account: &Account) -> Azure {
        let credential = AccountCredential {
            cloud: self.cloud.clone(),
            accounts: Arc::clone(&self.accounts),
            account: account.clone(),
        };
        let clock = Arc::clone(&self.identity.clock);
        Azure::new(self.http().clone(), self.cloud.clone(), Arc::new(credential), clock)
    }

    /// An access token of the account with at least this much life left.
    pub(crate) async fn token(
        &self,
        audience: Audience,
        min_life: Duration,
    ) -> Result<AccessToken, CommandError> {
        Ok(self.accounts.token(&self.cloud, &self.account()?.key, audience, min_life).await?)
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

/// Hands the account's access tokens to the Azure clients.
struct AccountCredential {
    cloud: Cloud,
    accounts: Arc<Accounts>,
    account: Account,
}

#[async_trait]
impl Credential for AccountCredential {
    async fn token(&self, audience: Audience) -> Result<BearerToken, CredentialError> {
        let token = self.accounts.token(&self.cloud, &self.account.key, audience, REQUEST_LIFE).await;
        token.map(|token| token.for_request()).map_err(|error| CredentialError(Arc::new(error)))
    }

    async fn token_with_claims(
        &self,
        audience: Audience,
        claims: &str,
        rejected: &BearerToken,
    ) -> Result<BearerToken, CredentialError> {
        let (cloud, key) = (&self.cloud, &self.account.key);
        let token = self.accounts.token_with_claims(cloud, key, audience, claims, &rejected.value).await;
        token.map(|token| token.for_request()).map_err(|error| CredentialError(Arc::new(error)))
    }

    async fn note_refused(&self, audience: Audience, refused: &BearerToken) {
        let (cloud, key) = (&self.cloud, &self.account.key);
        self.accounts.drop_refused_token(cloud, key, audience, &refused.value).await;
    }
}
