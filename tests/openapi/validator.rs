//! The validator can fail: each sort of fault, in a small document of our own and in Microsoft's.

use std::path::PathBuf;

use latchkey_tests::openapi::{Answer, Catalogue, Document, Finding, Kind, Request, Rigor};
use serde_json::{Value, json};

/// A document with one of everything.
fn small() -> Catalogue {
    let thing = json!({
        "type": "object",
        "required": ["name", "kind", "secret"],
        "discriminator": "kind",
        "properties": {
            "name": {"type": "string", "minLength": 2, "readOnly": true},
            "kind": {"type": "string"},
            "count": {"type": "integer", "format": "int32"},
            "at": {"type": "string", "format": "date-time", "x-nullable": false},
            "size": {"type": "string", "enum": ["Small", "Large"], "x-ms-enum": {"name": "Size", "modelAsString": true}},
            "state": {"$ref": "#/definitions/State"},
            "password": {"type": "string", "x-ms-mutability": ["create"]},
            "secret": {"type": "string", "x-ms-secret": true},
            "tags": {"type": "object", "additionalProperties": {"type": "string"}},
            "anything": {"type": "object"},
            "parts": {"type": "array", "items": {"$ref": "#/definitions/Part"}},
        },
    });
    let get = json!({
        "operationId": "Things_Get",
        "parameters": [
            {"in": "path", "name": "name", "type": "string", "required": true, "pattern": "^[a-z]+$"},
            {"in": "query", "name": "api-version", "type": "string", "required": true},
            {"in": "query", "name": "top", "type": "integer", "minimum": 1, "maximum": 9},
            {"in": "query", "name": "order", "type": "string", "enum": ["up", "down"]},
        ],
        "responses": {
            "200": {"schema": {"$ref": "#/definitions/Thing"}},
            "204": {},
            "default": {"schema": {"$ref": "#/definitions/Error"}},
        },
    });
    let post = json!({
        "operationId": "Things_Change",
        "parameters": [
            {"in": "path", "name": "name", "type": "string", "required": true},
            {"in": "body", "name": "thing", "required": true, "schema": {"$ref": "#/definitions/Thing"}},
        ],
        "responses": {"202": {"headers": {
            "Location": {"type": "string"},
            "Retry-After": {"type": "integer", "minimum": 1},
            "x-ms-async-operation-timeout": {"type": "string", "format": "duration"},
        }}},
    });
    let content = json!({
        "swagger": "2.0",
        "info": {"version": "2024-01-01"},
        "paths": {"/things/{name}": {"get": get, "post": post}},
        "definitions": {
            "Thing": thing,
            "Wheel": {
                "allOf": [{"$ref": "#/definitions/Thing"}],
                "properties": {"radius": {"type": "number"}},
                "required": ["radius"],
                "x-ms-discriminator-value": "wheel",
            },
            "Spoke": {"allOf": [{"$ref": "#/definitions/Wheel"}], "properties": {"bend": {"type": "number"}}},
            "State": {"type": "string", "enum": ["On", "Off"]},
            "Part": {"properties": {"id": {"type": "string", "format": "uuid"}, "parts": {"type": "array", "items": {"$ref": "#/definitions/Part"}}}},
            "Error": {"type": "object", "properties": {"error": {"type": "object", "properties": {"code": {"type": "string"}}}}},
        },
    });
    let mut catalogue = Catalogue::default();
    catalogue.add(Document::new("small/1/small.json", PathBuf::new(), content).unwrap().unwrap());
    catalogue
}

fn places(findings: Vec<Finding>) -> Vec<(Kind, String)> {
    findings.into_iter().map(|finding| (finding.kind, finding.at)).collect()
}

fn owned(places: &[(Kind, &str)]) -> Vec<(Kind, String)> {
    places.iter().map(|(kind, at)| (*kind, (*at).to_owned())).collect()
}

/// A good wheel with some properties replaced.
fn wheel(changes: Value) -> Value {
    let mut wheel = json!({"name": "front", "kind": "wheel", "radius": 0.3, "secret": "s"});
    for (name, value) in changes.as_object().unwrap() {
        wheel[name] = value.clone();
    }
    wheel
}

#[test]
fn faults_of_an_answers_body_are_found_where_they_are() {
    let catalogue = small();
    let get = catalogue.operation("small/1/small.json", "Things_Get").unwrap();
    let check = |body: Value, expected: &[(Kind, &str)]| {
        let answer = Answer { status: 200, headers: &[], body: Some(&body) };
        let findings = get.check_answer(&answer, Rigor::OwnAnswer).unwrap();
        assert_eq!(places(findings), owned(expected), "{body}");
    };
    check(wheel(json!({})), &[]);
    check(wheel(json!({"nmae": "x"})), &[(Kind::UnknownProperty, "/nmae")]);
    check(wheel(json!({"count": "3"})), &[(Kind::Schema, "/count")]);
    check(wheel(json!({"count": 3_000_000_000_u64})), &[(Kind::Schema, "/count")]);
    check(wheel(json!({"count": null, "state": null})), &[]);
    check(wheel(json!({"at": null})), &[(Kind::Schema, "/at")]);
    check(wheel(json!({"at": "yesterday"})), &[(Kind::Schema, "/at")]);
    check(wheel(json!({"at": "2024-04-02T06:55:19.2041877Z"})), &[]);
    check(wheel(json!({"name": "x"})), &[(Kind::Schema, "/name")]);
    check(wheel(json!({"name": null})), &[(Kind::Schema, "/name")]);
    check(wheel(json!({"state": "on"})), &[(Kind::Schema, "/state")]);
    check(wheel(json!({"size": "Medium"})), &[(Kind::Schema, "/size")]);
    check(wheel(json!({"password": "p"})), &[(Kind::Schema, "/password")]);
    check(wheel(json!({"password": null})), &[]);
    check(wheel(json!({"tags": {"any": "text"}, "anything": {"a": [1]}})), &[]);
    check(wheel(json!({"tags": {"any": 1}})), &[(Kind::Schema, "/tags/any")]);
    check(wheel(json!({"parts": [{}, {"parts": [{"id": "x"}]}]})), &[(Kind::Schema, "/parts/*/parts/*/id")]);
    check(wheel(json!({"parts": [{"ID": "x"}]})), &[(Kind::UnknownProperty, "/parts/*/ID")]);
    check(json!({"name": "front", "kind": "wheel"}), &[(Kind::Schema, "")]);
    check(json!({"name": "front", "radius": 1}), &[(Kind::Schema, "")]);
    check(json!({"name": "front", "kind": "Thing", "radius": 1}), &[(Kind::UnknownProperty, "/radius")]);
    check(json!({"name": "front", "kind": "other", "radius": 1}), &[(Kind::UnknownProperty, "/radius")]);
    check(json!({"name": "front", "kind": "Spoke", "radius": 1, "bend": 2}), &[]);
    check(json!([]), &[(Kind::Schema, "")]);
}

#[test]
fn an_open_enum_is_open_to_others_and_what_is_read_only_need_not_be_sent() {
    let catalogue = small();
    let get = catalogue.operation("small/1/small.json", "Things_Get").unwrap();
    let body = wheel(json!({"size": "Medium"}));
    let answer = Answer { status: 200, headers: &[], body: Some(&body) };
    assert_eq!(get.check_answer(&answer, Rigor::Answer).unwrap(), []);
    let post = catalogue.operation("small/1/small.json", "Things_Change").unwrap();
    let check = |body: Value, expected: &[(Kind, &str)]| {
        let request = Request { path: "/things/front", query: &[], body: Some(&body) };
        assert_eq!(places(post.check_request(&request).unwrap()), owned(expected), "{body}");
    };
    check(json!({"kind": "wheel", "radius": 1, "secret": "s", "password": "p"}), &[]);
    check(json!({"kind": "wheel", "radius": 1}), &[(Kind::Schema, "")]);
    check(
        json!({"kind": "wheel", "radius": 1, "secret": "s", "colour": 1}),
        &[(Kind::UnknownProperty, "/colour")],
    );
}

#[test]
fn faults_of_status_and_headers_are_found() {
    let catalogue = small();
    let check =
        |id: &str, status: u16, headers: &[(&str, &str)], body: Option<Value>, expected: &[(Kind, &str)]| {
            let operation = catalogue.operation("small/1/small.json", id).unwrap();
            let headers: Vec<_> = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            let answer = Answer { status, headers: &headers, body: body.as_ref() };
            let findings = operation.check_answer(&answer, Rigor::OwnAnswer).unwrap();
            assert_eq!(places(findings), owned(expected), "{id} {status} {headers:?}");
        };
    let (location, wait) = (("location", "http://localhost/1"), ("retry-after", "1"));
    check("Things_Get", 200, &[], None, &[(Kind::Schema, "")]);
    check("Things_Get", 204, &[], None, &[]);
    check("Things_Get", 204, &[], Some(json!({})), &[(Kind::Schema, "")]);
    check("Things_Get", 201, &[], Some(wheel(json!({}))), &[(Kind::Status, "201")]);
    check("Things_Get", 302, &[], None, &[(Kind::Status, "302")]);
    check("Things_Get", 404, &[], Some(json!({"error": {"code": "gone"}})), &[]);
    check("Things_Get", 404, &[], Some(json!({"code": "gone"})), &[(Kind::UnknownProperty, "/code")]);
    check("Things_Change", 404, &[], Some(json!({"error": {}})), &[(Kind::Status, "404")]);
    check("Things_Change", 202, &[location, wait], None, &[]);
    check("Things_Change", 202, &[wait], None, &[(Kind::Header, "location")]);
    check("Things_Change", 202, &[location, ("retry-after", "soon")], None, &[(Kind::Header, "retry-after")]);
    check("Things_Change", 202, &[location, ("retry-after", "0")], None, &[(Kind::Header, "retry-after")]);
}

#[test]
fn faults_of_a_request_are_found() {
    let catalogue = small();
    let check = |path: &str, query: &[(&str, &str)], body: Option<Value>, expected: &[(Kind, &str)]| {
        let get = catalogue.find("GET", path, None).unwrap();
        let query: Vec<_> = query.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let request = Request { path, query: &query, body: body.as_ref() };
        assert_eq!(places(get.check_request(&request).unwrap()), owned(expected), "{path} {query:?}");
    };
    let version = ("api-version", "2024-01-01");
    check("/things/front", &[version], None, &[]);
    check("/Things//front/", &[("API-Version", "2024-01-01"), ("top", "9"), ("order", "up")], None, &[]);
    check("/things/front", &[], None, &[(Kind::Parameter, "api-version")]);
    check("/things/Front", &[version], None, &[(Kind::Parameter, "name")]);
    check("/things/front", &[version, ("top", "10")], None, &[(Kind::Parameter, "top")]);
    check("/things/front", &[version, ("top", "many")], None, &[(Kind::Parameter, "top")]);
    check("/things/front", &[version, ("order", "UP")], None, &[(Kind::Parameter, "order")]);
    check("/things/front", &[version, ("$top", "1")], None, &[(Kind::UnknownParameter, "$top")]);
    check("/things/front", &[version], Some(json!({})), &[(Kind::UnknownParameter, "body")]);
}

#[test]
fn faults_that_are_put_into_microsofts_examples_are_found() {
    let Some(catalogue) = crate::catalogue("faults_that_are_put_into_microsofts_examples_are_found") else {
        return;
    };
    let check =
        |file: &str, id: &str, status: u16, change: &dyn Fn(&mut Value), expected: &[(Kind, &str)]| {
            let operation = catalogue.operation(file, id).unwrap();
            let example = operation.examples().unwrap().remove(0);
            let mut body = example.answers.into_values().find_map(|answer| answer.body).unwrap();
            change(&mut body);
            let answer = Answer { status, headers: &[], body: Some(&body) };
            let findings = operation.check_answer(&answer, Rigor::Answer).unwrap();
            assert_eq!(places(findings), owned(expected), "{id}");
        };
    let endpoints = "machinelearning/2024-10-01/endpoints.json";
    let online = "OnlineEndpoints_Get";
    check(endpoints, online, 200, &|_| {}, &[]);
    check(endpoints, online, 206, &|_| {}, &[(Kind::Status, "206")]);
    let misspell = |body: &mut Value| body["properties"]["scoringURI"] = json!("https://localhost/score");
    check(endpoints, online, 200, &misspell, &[(Kind::UnknownProperty, "/properties/scoringURI")]);
    let retype = |body: &mut Value| body["properties"]["traffic"] = json!({"blue": "100"});
    check(endpoints, online, 200, &retype, &[(Kind::Schema, "/properties/traffic/blue")]);
    let leave_out = |body: &mut Value| drop(body.as_object_mut().unwrap().remove("location"));
    check(endpoints, online, 200, &leave_out, &[(Kind::Schema, "")]);
    let computes = "machinelearning/2024-10-01/computes.json";
    let misplace = |body: &mut Value| body["properties"]["properties"]["vnetId"] = json!("x");
    check(
        computes,
        "Compute_Get",
        200,
        &misplace,
        &[(Kind::UnknownProperty, "/properties/properties/vnetId")],
    );
    let subscriptions = "resources/2022-12-01/subscriptions.json";
    let disable = |body: &mut Value| body["state"] = json!("disabled");
    check(subscriptions, "Subscriptions_Get", 200, &disable, &[(Kind::Schema, "/state")]);
}
