//! Finds the account, workspace or service that a command names. Ignores case; suggests the nearest name if there is no match.

use futures::{StreamExt, stream};
use latchkey_app::{
    CommandError, ErrorCode,
    bridge::{AccountSummary, ServiceList, ServiceSummary, WorkspaceSummary},
};

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
        account.ok_or_else(|| Failure::interaction("Nobody is signed in."))
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
            (Some(_), false) => Err(Failure::plain(format!(
                "Several accounts are named {wanted}. Use the id of one; see: latchkey accounts"
            ))),
            (None, _) => {
                let hint = nearest(wanted, others.iter().map(|account| account.user_name.as_str()));
                Err(Failure::interaction(&format!("Nobody named {wanted} is signed in.{hint}")))
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
                Err(Failure::plain(format!(
                    "Several workspaces are named {wanted}. Say which: {}",
                    places.join(", ")
                )))
            }
            (None, _) => {
                for failure in &list.failures {
                    print_message(&format!(
                        "{} could not be read: {}",
                        failure.source, failure.error.message
                    ));
                }
                let hint = nearest(wanted, others.iter().map(|workspace| workspace.name.as_str()));
                Err(missing("workspace", wanted, &hint))
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
                Err(Failure::plain(format!(
                    "Several services are named {wanted}. Say which with --workspace: {}",
                    places.join(", ")
                )))
            }
            (None, _) => {
                let hint = nearest(wanted, others.iter().map(String::as_str));
                Err(missing("service", wanted, &hint))
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
                        print_message(&format!(
                            "{source} of {} could not be read: {message}",
                            workspace.name
                        ));
                    }
                    lists.push((workspace, list));
                }
                Err(error) if is_alone || error.code == ErrorCode::SignInRequired => return Err(error.into()),
                Err(error) => {
                    print_message(&format!(
                        "Services of {} could not be read: {}",
                        workspace.name, error.message
                    ));
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

fn missing(kind: &str, wanted: &str, hint: &str) -> Failure {
    Failure::plain(format!(
        "There is no {kind} named {wanted} that this account can see.{hint} See: latchkey {kind}s"
    ))
}

/// Suggests the most similar name, if one is similar enough.
fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> String {
    let wanted = wanted.to_lowercase();
    let likeness = |name: &str| strsim::jaro_winkler(&wanted, &name.to_lowercase());
    let rated = names.map(|name| (likeness(name), name)).filter(|(likeness, _)| *likeness >= LIKENESS);
    let best = rated.max_by(|one, other| one.0.total_cmp(&other.0));
    best.map_or_else(String::new, |(_, name)| format!(" Is {name} meant?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered() {
        let names = ["quote-price", "quote-prices-v2", "depot-assign"];
        let check = |wanted: &str, expected: &str| {
            assert_eq!(nearest(wanted, names.into_iter()), expected, "{wanted}");
        };
        check("qoute-price", " Is quote-price meant?");
        check("Depot-Asign", " Is depot-assign meant?");
        check("something else", "");
        check("", "");
    }
}
