//! The settings of a web service that a client may change besides its auth, description and tags: scaling and
//! containers. They are kept as clients see them.

use serde_json::{Map, Value, json};

use crate::state::WebServiceCompute;

/// The settings that a service starts with.
pub(crate) fn defaults(compute: WebServiceCompute) -> Map<String, Value> {
    let mut settings = json!({
        "appInsightsEnabled": false,
        "containerResourceRequirements":
            {"cpu": 0.5, "cpuLimit": 1.0, "memoryInGB": 1.0, "memoryInGBLimit": 2.0, "gpu": 0, "fpga": 0},
        "dataCollection": {"eventHubEnabled": false, "storageEnabled": false},
    });
    let more = match compute {
        WebServiceCompute::Aks => json!({
            "autoScaler": {
                "autoscaleEnabled": true,
                "minReplicas": 1,
                "maxReplicas": 5,
                "targetUtilization": 70,
                "refreshPeriodInSeconds": 1,
            },
            "livenessProbeRequirements": {
                "periodSeconds": 10,
                "initialDelaySeconds": 310,
                "timeoutSeconds": 2,
                "failureThreshold": 3,
                "successThreshold": 1,
            },
            "maxConcurrentRequestsPerContainer": 1,
            "maxQueueWaitMs": 500,
            "numReplicas": 2,
            "scoringTimeoutMs": 60_000,
        }),
        WebServiceCompute::Aci => json!({"sslEnabled": false, "cname": ""}),
    };
    let mut all = object(settings.take());
    all.extend(object(more));
    all
}

/// Whether a changed value has the same fields, each of the same kind, and no number below zero.
pub(super) fn is_like(model: &Value, changed: &Value) -> bool {
    match (model, changed) {
        (Value::Object(model), Value::Object(changed)) => {
            model.len() == changed.len()
                && model.iter().all(|(name, value)| changed.get(name).is_some_and(|new| is_like(value, new)))
        }
        (Value::Number(model), Value::Number(changed)) if model.is_f64() => {
            changed.as_f64().is_some_and(|number| number >= 0.0)
        }
        (Value::Number(_), Value::Number(changed)) => changed.as_i64().is_some_and(|number| number >= 0),
        (Value::Bool(_), Value::Bool(_)) | (Value::String(_), Value::String(_)) => true,
        _ => false,
    }
}

pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_values_of_the_same_shape_are_alike() {
        let check = |model: Value, changed: Value, expected: bool| {
            assert_eq!(is_like(&model, &changed), expected, "{model} {changed}");
        };
        check(json!(true), json!(false), true);
        check(json!(true), json!("false"), false);
        check(json!(2), json!(3), true);
        check(json!(2), json!(-1), false);
        check(json!(2), json!(2.5), false);
        check(json!(0.5), json!(2), true);
        check(json!(0.5), json!(-0.5), false);
        check(json!({"a": 1}), json!({"a": 2}), true);
        check(json!({"a": 1}), json!({}), false);
        check(json!({"a": 1}), json!({"a": 1, "b": 1}), false);
        check(json!("a"), json!(null), false);
    }
}
