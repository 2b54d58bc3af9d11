//! A cloud and, once somebody is signed in, the account that works with it.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use async_trait::async_trait;
use latchkey_azure::{Azure, Credential, CredentialError, tenants};
use latchkey_http::Client;
use latchkey_identity::{AccessToken, Account, Accounts};
use latchkey_types::{Audience, Cloud, Secret};
use latchkey_vault::Vault;

use crate::{CommandError, ErrorCode, Ports, inventory::Inventory, tokens::TokenShelf, view::AccountSummary};

/// Life that a token needs for one request.
const REQUEST_LIFE: Duration = Duration::from_mins(2);

/// A cloud, its HTTP client and its accounts.
#[derive(Clone)]
pub(crate) struct Connection {
    cloud: Cloud,
    http: Client,
    accounts: Arc<Accounts>,
    account: Option<Account>,
    /// What the account's tenant is called, once Azure has said so.
    tenant_name: Arc<OnceLock<String>>,
    /// What this account has seen; another account starts with nothing.
    inventory: Arc<Inventory>,
    shelf: Arc<TokenShelf>,
    ports: Ports,
}

impl Connection {
    /// A connection to a cloud, with nobody signed in; nothing is sent.
    pub(crate) fn new(cloud: Cloud, ports: &Ports, vault: &Arc<Vault>) -> Result<Self, CommandError> {
        cloud.validate().map_err(|error| {
            CommandError::new(ErrorCode::Invalid, format!("{}: {error}.", cloud.display_name))
        })?;
        let http = Client::new(latchkey_http::Options {
            reach: cloud.reach,
            clock: Arc::clone(&ports.clock),
            entropy: Arc::clone(&ports.entropy),
            observer: Arc::clone(&ports.observer),
        })?;
        let accounts = Arc::new(Accounts::new(Arc::clone(vault), http.clone(), Arc::clone(&ports.clock)));
        Ok(Self {
            cloud,
            http,
            accounts,
            account: None,
            tenant_name: Arc::default(),
            inventory: Arc::default(),
            shelf: Arc::default(),
            ports: ports.clone(),
        })
    }

    pub(crate) fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    pub(crate) fn http(&self) -> &Client {
        &self.http
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

    /// The same cloud with another account, or with none.
    pub(crate) fn with_account(&self, account: Option<Account>) -> Self {
        Self {
            account,
            tenant_name: Arc::default(),
            inventory: Arc::default(),
            shelf: Arc::default(),
            ..self.clone()
        }
    }

    pub(crate) fn account(&self) -> Result<&Account, CommandError> {
        self.account
            .as_ref()
            .ok_or_else(|| CommandError::new(ErrorCode::SignInRequired, "Nobody is signed in.".to_owned()))
    }

    pub(crate) fn account_summary(&self) -> Option<AccountSummary> {
        let account = self.account.as_ref()?;
        Some(AccountSummary {
            user_name: account.user_name.clone(),
            display_name: account.display_name.clone(),
            tenant_id: account.key.tenant_id.to_string(),
            tenant_name: self.tenant_name.get().cloned(),
            object_id: account.key.object_id.to_string(),
            client_id: account.key.client_id.clone(),
        })
    }

    /// Asks Azure once what the account's tenant is called; whether something was learned. The domain of
    /// the user name will not do: a guest's is that of another tenant.
    pub(crate) async fn learn_tenant_name(&self, azure: &Azure) -> bool {
        let Ok(account) = self.account() else { return false };
        if self.tenant_name.get().is_some() {
            return false;
        }
        let tenant_id = account.key.tenant_id.to_string();
        let Ok(tenants) = tenants::list(azure).await else { return false };
        let mine = tenants.into_iter().find(|tenant| tenant.id.eq_ignore_ascii_case(&tenant_id));
        mine.and_then(|tenant| tenant.default_domain.or(tenant.display_name))
            .is_some_and(|name| self.tenant_name.set(name).is_ok())
    }

    /// Azure as the account sees it.
    pub(crate) fn azure(&self) -> Result<Azure, CommandError> {
        let credential = AccountCredential {
            cloud: self.cloud.clone(),
            accounts: Arc::clone(&self.accounts),
            account: self.account()?.clone(),
        };
        let clock = Arc::clone(&self.ports.clock);
        Ok(Azure::new(self.http.clone(), self.cloud.clone(), Arc::new(credential), clock))
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

/// Hands the account's access tokens to the Azure clients.
struct AccountCredential {
    cloud: Cloud,
    accounts: Arc<Accounts>,
    account: Account,
}

#[async_trait]
impl Credential for AccountCredential {
    async fn token(&self, audience: Audience) -> Result<Secret, CredentialError> {
        let token = self.accounts.token(&self.cloud, &self.account.key, audience, REQUEST_LIFE).await;
        token.map(|token| token.value).map_err(|error| CredentialError(Arc::new(error)))
    }
}
