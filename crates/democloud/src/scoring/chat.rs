//! Serverless endpoints: chat completions in the words that such models answer in.

use serde_json::{Value, json};

use crate::{call::Call, core::Core, error::ScoringError, reply::Reply, state::ServerlessEndpoint};

/// Answers at the paths that such endpoints have, with and without their version.
pub(super) fn answer(core: &Core, call: &Call, endpoint: &ServerlessEndpoint, rest: &[&str]) -> Reply {
    if endpoint.is_suspended {
        return ScoringError::serverless_suspended().into_reply();
    }
    let method = call.method.as_str();
    match (method, rest) {
        ("POST", ["v1", "chat", "completions"] | ["chat", "completions"]) => complete(core, call, endpoint),
        ("GET", ["info"]) => Reply::ok(&json!({
            "model_name": model_name(endpoint),
            "model_type": "chat-completion",
            "model_provider_name": "Larkspur Freight",
        })),
        (_, ["v1", "chat", "completions"] | ["chat", "completions"] | ["info"]) => {
            ScoringError::serverless_method().into_reply()
        }
        _ => ScoringError::serverless_path().into_reply(),
    }
}

fn complete(core: &Core, call: &Call, endpoint: &ServerlessEndpoint) -> Reply {
    let input: Value = serde_json::from_slice(&call.body).unwrap_or_default();
    let messages: Vec<&str> = input["messages"]
        .as_array()
        .map(|messages| messages.iter().filter_map(|one| one["content"].as_str()).collect())
        .unwrap_or_default();
    let Some(last) = messages.last() else {
        return ScoringError::no_messages().into_reply();
    };
    let words = |text: &str| text.split_whitespace().count();
    let answer = format!("You wrote {} words in {} messages.", words(last), messages.len());
    let (asked, answered) = (messages.iter().map(|text| words(text)).sum::<usize>(), words(&answer));
    Reply::ok(&json!({
        "id": call.request_id,
        "object": "chat.completion",
        "created": core.now().as_second(),
        "model": model_name(endpoint),
        "choices": [{
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": answer},
        }],
        "usage": {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered},
    }))
}

fn model_name(endpoint: &ServerlessEndpoint) -> &str {
    endpoint.model.rsplit('/').next().unwrap_or_default()
}
