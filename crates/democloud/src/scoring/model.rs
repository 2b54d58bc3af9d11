//! The "model": counts and adds what it is given, so that an answer proves that the input arrived.

use serde_json::{Value, json};

use crate::{error::ScoringError, reply::Reply};

/// What a walk through the input found.
#[derive(Debug, Default, PartialEq)]
struct Found {
    numbers: u64,
    texts: u64,
    sum: f64,
}

/// Computes an answer from a JSON body.
pub(super) fn run(body: &[u8], deployment: &str) -> Reply {
    let Ok(input) = serde_json::from_slice::<Value>(body) else {
        return ScoringError::input_not_json().into_reply();
    };
    let mut found = Found::default();
    found.walk(&input);
    Reply::ok(&json!({
        "deployment": deployment,
        "result": {"sum": found.sum, "numbers": found.numbers, "texts": found.texts},
        "inputBytes": body.len(),
    }))
    .with("azureml-model-deployment", deployment)
}

impl Found {
    fn walk(&mut self, value: &Value) {
        match value {
            Value::Number(number) => {
                self.numbers += 1;
                self.sum += number.as_f64().unwrap_or_default();
            }
            Value::String(_) => self.texts += 1,
            Value::Array(items) => items.iter().for_each(|item| self.walk(item)),
            Value::Object(fields) => fields.values().for_each(|field| self.walk(field)),
            Value::Null | Value::Bool(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_in_the_input_counts() {
        let mut found = Found::default();
        found.walk(&json!({"data": [[1, 2.5], [3, "x"]], "more": {"y": null, "z": -1}}));
        assert_eq!(found, Found { numbers: 4, texts: 1, sum: 5.5 });
    }
}
