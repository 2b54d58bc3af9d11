//! Finds the account, workspace or service that a command names. Ignores case; suggests the nearest name if there is no match.

use futures::{StreamExt, stream};
use latchkey_app::{
    CommandError, ErrorCode,
    bridge::{AccountSummary, ServiceList, ServiceSummary, WorkspaceSummary},
};

use latchkey_words::terminal;

use super::CommandContext;
use crate::output::{Failure, print_message};

/// How many workspaces are read at the same time.
const AT_ONCE: usize = 8;
/// The least similarity of a suggested name: 1 means equal.
const LIKENESS: f64 = 0.8;

impl CommandContext {
    /// The selected account.
    pub(crate) async fn current_account(&self) -> Result<AccountSummary, Failure> {
        let account = self.app.describe_app().await.account;
        account.ok_or_else(|| Failure::sign_in(terminal::nobody_signed_in()))
    }

    /// The account of this name or id.
    pub(crate) async fn account(&self, wanted: &str) -> Result<AccountSummary, Failure> {
        let mut accounts = self.app.describe_app().await.accounts;
        if let Some(at) = accounts.iter().position(|account| account.id == wanted) {
            return Ok(accounts.swap_remove(at));
        }
        let (mut named, others): (Vec<_>, Vec<_>) =
            accounts.into_iter().partition(|account| account.user_name.eq_ignore_ascii_case(wanted));
        match (named.pop(), named.is_empty()) {
            (Some(account), true) => Ok(account),
            (Some(_), false) => Err(Failure::plain(terminal::account_ambiguous(wanted))),
            (None, _) => {
                let nearest = nearest(wanted, others.iter().map(|account| account.user_name.as_str()));
                Err(Failure::interaction(match nearest {
                    Some(nearest) => terminal::account_missing_nearest(wanted, nearest),
                    None => terminal::account_missing(wanted),
                }))
            }
        }
    }

    /// The workspace of this name, or of this resource group and name.
    pub(crate) async fn workspace(&self, wanted: &str) -> Result<WorkspaceSummary, Failure> {
        let list = self.app.list_workspaces().await?;
        let is_wanted = |workspace: &WorkspaceSummary| {
            workspace.name.eq_ignore_ascii_case(wanted) || place_of(workspace).eq_ignore_ascii_case(wanted)
        };
        let (mut found, others): (Vec<_>, Vec<_>) = list.workspaces.into_iter().partition(is_wanted);
        match (found.pop(), found.as_slice()) {
            (Some(workspace), []) => Ok(workspace),
            (Some(workspace), more) => {
                let places: Vec<String> = more.iter().chain([&workspace]).map(place_of).collect();
                Err(Failure::plain(terminal::workspace_ambiguous(wanted, places.join(", "))))
            }
            (None, _) => {
                for failure in &list.failures {
                    print_message(&terminal::source_unreadable(&failure.source, &failure.error.message));
                }
                let nearest = nearest(wanted, others.iter().map(|workspace| workspace.name.as_str()));
                Err(Failure::plain(match nearest {
                    Some(nearest) => terminal::workspace_missing_nearest(wanted, nearest),
                    None => terminal::workspace_missing(wanted),
                }))
            }
        }
    }

    /// The service of this name, in the workspace of that name if it is given.
    pub(crate) async fn service(
        &self,
        wanted: &str,
        workspace: Option<&str>,
    ) -> Result<ServiceSummary, Failure> {
        let workspaces = match workspace {
            Some(workspace) => vec![self.workspace(workspace).await?],
            None => self.app.list_workspaces().await?.workspaces,
        };
        let mut found = Vec::new();
        let mut others = Vec::new();
        for (workspace, list) in self.services_of(workspaces).await? {
            for service in list.services {
                if service.name.eq_ignore_ascii_case(wanted) {
                    found.push((place_of(&workspace), service));
                } else {
                    others.push(service.name);
                }
            }
        }
        match (found.pop(), found.as_slice()) {
            (Some((_, service)), []) => Ok(service),
            (Some((place, _)), more) => {
                let places: Vec<&str> = more.iter().map(|(place, _)| &**place).chain([&*place]).collect();
                Err(Failure::plain(terminal::service_ambiguous(wanted, places.join(", "))))
            }
            (None, _) => {
                let nearest = nearest(wanted, others.iter().map(String::as_str));
                Err(Failure::plain(match nearest {
                    Some(nearest) => terminal::service_missing_nearest(wanted, nearest),
                    None => terminal::service_missing(wanted),
                }))
            }
        }
    }

    /// Lists the services of these workspaces: several requests at a time, results in the workspaces' order. Prints the
    /// error of a workspace and goes on with the others; stops if the session has ended.
    pub(crate) async fn services_of(
        &self,
        workspaces: Vec<WorkspaceSummary>,
    ) -> Result<Vec<(WorkspaceSummary, ServiceList)>, Failure> {
        let is_alone = workspaces.len() == 1;
        let asked = workspaces.into_iter().map(async |workspace| {
            let list = self.app.list_services(&workspace.handle).await;
            (workspace, list)
        });
        let answers: Vec<(WorkspaceSummary, Result<ServiceList, CommandError>)> =
            stream::iter(asked).buffered(AT_ONCE).collect().await;
        let mut lists = Vec::new();
        for (workspace, answer) in answers {
            match answer {
                Ok(list) => {
                    for failure in &list.failures {
                        let (source, message) = (&failure.source, &failure.error.message);
                        let name = &workspace.name;
                        print_message(&terminal::source_of_workspace_unreadable(source, name, message));
                    }
                    lists.push((workspace, list));
                }
                Err(error) if is_alone || error.code == ErrorCode::SignInRequired => return Err(error.into()),
                Err(error) => {
                    print_message(&terminal::services_unreadable(&workspace.name, &error.message));
                }
            }
        }
        Ok(lists)
    }
}

/// Resource group and name of a workspace.
fn place_of(workspace: &WorkspaceSummary) -> String {
    format!("{}/{}", workspace.resource_group, workspace.name)
}

/// The most similar name, if one is similar enough.
fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let likeness = |name: &str| strsim::jaro_winkler(&wanted, &name.to_lowercase());
    let rated = names.map(|name| (likeness(name), name)).filter(|(likeness, _)| *likeness >= LIKENESS);
    rated.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered() {
        let names = ["quote-price", "quote-prices-v2", "depot-assign"];
        let check = |wanted: &str, expected: Option<&str>| {
            assert_eq!(nearest(wanted, names.into_iter()), expected, "{wanted}");
        };
        check("qoute-price", Some("quote-price"));
        check("Depot-Asign", Some("depot-assign"));
        check("something else", None);
        check("", None);
    }
}
