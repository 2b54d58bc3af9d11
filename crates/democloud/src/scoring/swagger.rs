//! The description of a service that its `swagger.json` gives.

use serde_json::{Value, json};

pub(super) fn document(name: &str) -> Value {
    json!({
        "swagger": "2.0",
        "info": {"title": name, "description": format!("API specification for Azure Machine Learning {name}"), "version": "1.0"},
        "schemes": ["https"],
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "securityDefinitions": {
            "Bearer": {"type": "apiKey", "name": "Authorization", "in": "header", "description": "For example: Bearer abc123"},
        },
        "paths": {
            "/": {"get": {
                "operationId": "ServiceHealthCheck",
                "description": "Simple health check endpoint to ensure the service is up at any given point.",
                "responses": {
                    "200": {"description": "If service is up and running, this response will be returned with the content 'Healthy'", "schema": {"type": "string"}},
                },
            }},
            "/score": {"post": {
                "operationId": "RunMLService",
                "description": "Run web service's model and get the prediction output",
                "security": [{"Bearer": []}],
                "parameters": [{"name": "serviceInputPayload", "in": "body", "description": "The input payload for executing the real-time machine learning service.", "schema": {"type": "object"}}],
                "responses": {"200": {"description": "The service processed the input correctly and provided a result prediction, if applicable.", "schema": {"type": "object"}}},
            }},
        },
    })
}
