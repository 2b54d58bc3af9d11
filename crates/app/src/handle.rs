//! What the window and the terminal name a workspace or a service by: `{cloud}/{account}{id}`.
//!
//! A handle says which cloud and which account a resource was seen in, so that it works after a restart without
//! listing anything. It is no address: Rust builds every address on that cloud's Resource Manager.

use std::fmt;

use latchkey_azure::services::ServiceId;
use latchkey_types::ResourceId;

use crate::{AppError, Field, Reason};

/// Bytes of the longest handle.
const LONGEST: usize = 2048;

/// A resource as one account sees it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Handle<Id> {
    /// The cloud's id.
    pub(crate) cloud: String,
    /// The account's id.
    pub(crate) account: String,
    /// The resource.
    pub(crate) id: Id,
}

/// A workspace.
pub(crate) type WorkspaceHandle = Handle<ResourceId>;
/// A service, v1 or v2.
pub(crate) type ServiceHandle = Handle<ServiceId>;

impl<Id: fmt::Display> fmt::Display for Handle<Id> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}{}", self.cloud, self.account, self.id)
    }
}

impl WorkspaceHandle {
    /// Reads the handle of a workspace.
    ///
    /// # Errors
    /// [`Reason::HandleInvalid`] if it names anything else.
    pub(crate) fn parse(text: &str) -> Result<Self, AppError> {
        parse(text, |id| id.parse().ok().filter(ResourceId::is_workspace))
            .ok_or_else(|| Reason::HandleInvalid { field: Field::Workspace }.into())
    }
}

impl ServiceHandle {
    /// Reads the handle of a service.
    ///
    /// # Errors
    /// [`Reason::HandleInvalid`] if it names anything else.
    pub(crate) fn parse(text: &str) -> Result<Self, AppError> {
        parse(text, |id| id.parse().ok())
            .ok_or_else(|| Reason::HandleInvalid { field: Field::Service }.into())
    }

    /// The workspace that the service is in.
    pub(crate) fn workspace(&self) -> Result<WorkspaceHandle, AppError> {
        let id = self.id.workspace().ok_or(Reason::HandleInvalid { field: Field::Service })?;
        Ok(Handle { cloud: self.cloud.clone(), account: self.account.clone(), id })
    }
}

fn parse<Id>(text: &str, read: impl FnOnce(&str) -> Option<Id>) -> Option<Handle<Id>> {
    if text.len() > LONGEST {
        return None;
    }
    let (cloud, rest) = text.split_once('/')?;
    let (account, _) = rest.split_once('/')?;
    if !is_word(cloud) || !is_word(account) {
        return None;
    }
    let id = read(&rest[account.len()..])?;
    Some(Handle { cloud: cloud.to_owned(), account: account.to_owned(), id })
}

/// Ids of clouds and accounts are letters, digits and hyphens.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKSPACE: &str =
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";

    #[test]
    fn a_handle_is_read_as_it_was_written() {
        let workspace = format!("demo/3f{WORKSPACE}");
        assert_eq!(WorkspaceHandle::parse(&workspace).unwrap().to_string(), workspace);
        for rest in ["onlineEndpoints/e", "services/s"] {
            let service = format!("usgov/0a{WORKSPACE}/{rest}");
            let handle = ServiceHandle::parse(&service).unwrap();
            assert_eq!(handle.to_string(), service);
            assert_eq!(handle.workspace().unwrap().to_string(), format!("usgov/0a{WORKSPACE}"));
        }
        let one = WorkspaceHandle::parse(&workspace).unwrap();
        let other = WorkspaceHandle::parse(&format!("demo/3f{}", WORKSPACE.to_uppercase())).unwrap();
        assert_eq!(one, other, "letter case does not make another resource");
    }

    #[test]
    fn anything_else_is_no_handle() {
        for text in [
            String::new(),
            "demo".to_owned(),
            format!("demo{WORKSPACE}"),
            format!("/3f{WORKSPACE}"),
            format!("demo/3f{WORKSPACE}?api-version=1"),
            format!("demo/3f{WORKSPACE}/.."),
            format!("https://evil.example/3f{WORKSPACE}"),
            format!("demo/3f@evil{WORKSPACE}"),
            format!("demo/3f/{WORKSPACE}"),
            format!("demo/3f{WORKSPACE}{}", "x".repeat(LONGEST)),
        ] {
            assert!(WorkspaceHandle::parse(&text).is_err(), "{text}");
            assert!(ServiceHandle::parse(&format!("{text}/services/s")).is_err(), "{text}");
        }
        assert!(WorkspaceHandle::parse(&format!("demo/3f{WORKSPACE}/services/s")).is_err());
        assert!(ServiceHandle::parse(&format!("demo/3f{WORKSPACE}")).is_err());
        assert!(ServiceHandle::parse(&format!("demo/3f{WORKSPACE}/computes/c")).is_err());
    }
}
