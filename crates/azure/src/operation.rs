//! Long-running operations: started with 202, followed until they end.
//!
//! <https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations>

use std::time::Duration;

use latchkey_http::{Request, Response, StatusCode};
use latchkey_types::Audience;
use url::Url;

use crate::{Azure, Error, document::Document};

const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(10);
const PATIENCE: Duration = Duration::from_mins(15);

/// How an operation ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OperationOutcome {
    /// The service says that it succeeded.
    Succeeded,
    /// The service says that it failed or was cancelled.
    Failed {
        /// The service's code.
        code: Option<String>,
        /// The service's text.
        message: Option<String>,
    },
    /// The service has forgotten the operation, does not let the caller see it, or it outlasted 15
    /// minutes: only a look at the thing itself can tell.
    Unknown,
}

/// What a single look at an operation says.
#[derive(Debug, PartialEq, Eq)]
enum Status {
    Running,
    Ended(OperationOutcome),
}

/// Follows the operation that `started` announced. `v1_operations` is the address below which the v1
/// API keeps its operations, for answers that only name an id.
pub(crate) async fn follow(
    azure: &Azure,
    started: &Response,
    v1_operations: Option<&Url>,
) -> Result<OperationOutcome, Error> {
    if started.status() != StatusCode::ACCEPTED {
        return Ok(OperationOutcome::Succeeded);
    }
    let Some(url) = address(started, &azure.cloud().arm, v1_operations) else {
        return Ok(OperationOutcome::Unknown);
    };
    let begun_at = azure.clock.now();
    let mut wait = started.retry_after(begun_at).unwrap_or(FIRST_WAIT);
    loop {
        azure.clock.sleep(wait.min(PATIENCE)).await;
        let response = azure.exchange_any(Audience::Arm, Request::get(url.clone())).await?;
        match status(&response) {
            Some(Status::Ended(outcome)) => return Ok(outcome),
            Some(Status::Running) => {}
            None => {
                return Err(Error::Service(crate::ServiceError::read(&response, azure.clock.now())));
            }
        }
        let now = azure.clock.now();
        if now.duration_since(begun_at) > jiff::SignedDuration::try_from(PATIENCE).unwrap_or_default() {
            return Ok(OperationOutcome::Unknown);
        }
        wait = response.retry_after(now).unwrap_or_else(|| (wait.max(FIRST_WAIT) * 3 / 2).min(LONGEST_WAIT));
    }
}

/// Where to look: the status address if there is one, else the result's.
fn address(started: &Response, base: &Url, v1_operations: Option<&Url>) -> Option<Url> {
    let named = |name: &str| started.header(name).and_then(|text| base.join(text.trim()).ok());
    let v1 = || {
        let id = started.header("operation-location")?.trim().trim_end_matches('/').rsplit('/').next()?;
        let id = id.split(['?', '#']).next().filter(|id| !id.is_empty())?;
        Some(crate::azure::append_path(v1_operations?, id))
    };
    named("azure-asyncoperation").or_else(v1).or_else(|| named("location"))
}

/// Reads one look; `None` for an answer that is an error of its own.
fn status(response: &Response) -> Option<Status> {
    if response.status() == StatusCode::ACCEPTED {
        return Some(Status::Running);
    }
    // The operation was accepted; a caller who may not look at it, or comes too late, still has the thing itself.
    if matches!(response.status(), StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::GONE) {
        return Some(Status::Ended(OperationOutcome::Unknown));
    }
    if !response.is_success() {
        return None;
    }
    let Ok(document) = Document::read(response) else {
        return Some(Status::Ended(OperationOutcome::Unknown));
    };
    let root = document.root();
    let word = root.text("status").or_else(|| root.text("state"));
    let Some(word) = word.map(str::to_ascii_lowercase) else {
        return Some(Status::Ended(OperationOutcome::Succeeded));
    };
    Some(match word.as_str() {
        "succeeded" => Status::Ended(OperationOutcome::Succeeded),
        "failed" | "canceled" | "cancelled" | "timedout" => {
            let error = root.child("error");
            let (code, message) = (error.owned_text("code"), error.owned_text("message"));
            Status::Ended(OperationOutcome::Failed { code: code.or(Some(word)), message })
        }
        _ => Status::Running,
    })
}
