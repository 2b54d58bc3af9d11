//! One operation of a document: its request and its answers.

use std::{collections::BTreeMap, sync::Arc};

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use super::{
    document::Document,
    example::{Example, text_of},
    finding::{Finding, Kind},
    schema::{self, Rigor},
    template::Template,
};

/// Documented headers that a client cannot do without.
const NEEDED: [&str; 3] = ["location", "retry-after", "azure-asyncoperation"];

/// Where the paths of the first generation begin, after the address of the region's service.
const MODEL_MANAGEMENT: &str = "/modelmanagement/v1.0/";

/// One operation.
#[derive(Debug)]
pub struct Operation {
    document: Arc<Document>,
    id: String,
    method: String,
    template: Template,
    parameters: Vec<Value>,
    content: Value,
}

/// A request.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    pub path: &'a str,
    /// Names and values, decoded.
    pub query: &'a [(String, String)],
    pub body: Option<&'a Value>,
}

/// What was answered.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: &'a [(String, String)],
    /// `None` if it is empty.
    pub body: Option<&'a Value>,
}

impl Operation {
    pub(super) fn new(
        document: &Arc<Document>,
        method: &str,
        path: &str,
        item: &Value,
        operation: &Value,
    ) -> Self {
        let of_path = item["parameters"].as_array().into_iter().flatten();
        let own = operation["parameters"].as_array().into_iter().flatten();
        let parameters: Vec<Value> =
            own.chain(of_path).map(|parameter| document.resolve(parameter).clone()).collect();
        let is_wide = |name: &str| {
            let mut holes = parameters.iter().filter(|one| one["in"] == "path" && one["name"] == name);
            holes.any(|one| one["x-ms-skip-url-encoding"] == true)
        };
        Self {
            document: Arc::clone(document),
            id: operation["operationId"].as_str().unwrap_or_default().to_owned(),
            method: method.to_uppercase(),
            template: Template::parse(path, is_wide),
            parameters,
            content: operation.clone(),
        }
    }

    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Microsoft's name of it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Service and name, whichever the api-version: `keyvault/GetSecret`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.document.area, self.id)
    }

    /// The HTTP method in capitals.
    pub fn method(&self) -> &str {
        &self.method
    }

    pub fn template(&self) -> &Template {
        &self.template
    }

    /// The values of the path's placeholders, if it fits.
    pub fn captures(&self, path: &str) -> Option<BTreeMap<String, String>> {
        let begins = path.to_lowercase().find(MODEL_MANAGEMENT);
        self.template.captures(begins.map_or(path, |at| &path[at..]))
    }

    /// The parameters in a place: `path`, `query`, `body`.
    pub fn parameters(&self, place: &str) -> impl Iterator<Item = (&str, &Value)> {
        let there = self.parameters.iter().filter(move |parameter| parameter["in"] == place);
        there.map(|parameter| (parameter["name"].as_str().unwrap_or_default(), parameter))
    }

    /// The statuses that it documents, without `default`.
    pub fn statuses(&self) -> Vec<u16> {
        let all = self.content["responses"].as_object().into_iter().flatten();
        all.filter_map(|(status, _)| status.parse().ok()).collect()
    }

    /// Microsoft's examples of it.
    pub fn examples(&self) -> Result<Vec<Example>> {
        let named = self.content["x-ms-examples"].as_object().into_iter().flatten();
        let read = |(_, at): (&String, &Value)| {
            Example::read(&self.document, at["$ref"].as_str().context("an example without a file")?)
        };
        named.map(read).collect()
    }

    /// The faults of a request.
    pub fn check_request(&self, request: &Request<'_>) -> Result<Vec<Finding>> {
        let captures = self.captures(request.path).unwrap_or_default();
        let mut findings = Vec::new();
        for (name, parameter) in self.parameters("path") {
            let text = captures.get(name).map(String::as_str);
            findings.extend(self.check_parameter(name, parameter, text)?);
        }
        for (name, parameter) in self.parameters("query") {
            let mut given = request.query.iter().filter(|(given, _)| given.eq_ignore_ascii_case(name));
            let text = given.next().map(|(_, text)| text.as_str());
            findings.extend(self.check_parameter(name, parameter, text)?);
        }
        for (name, _) in request.query {
            let is_known = self.parameters("query").any(|(known, _)| known.eq_ignore_ascii_case(name));
            // The first generation's documents leave the api-version out; clients may send it all the same.
            if !is_known && !name.eq_ignore_ascii_case("api-version") {
                findings.push(Finding::new(Kind::UnknownParameter, name, "unknown"));
            }
        }
        let described = self.parameters("body").next();
        match (described, request.body) {
            (Some((_, parameter)), Some(body)) => {
                findings.extend(self.check_body(&parameter["schema"], body, Rigor::Request)?);
            }
            (Some((name, parameter)), None) if parameter["required"] == true => {
                findings.push(Finding::new(Kind::Parameter, name, "the body is missing"));
            }
            (None, Some(_)) => findings.push(Finding::new(Kind::UnknownParameter, "body", "unknown")),
            _ => {}
        }
        Ok(findings)
    }

    fn check_parameter(&self, name: &str, parameter: &Value, text: Option<&str>) -> Result<Vec<Finding>> {
        let Some(text) = text else {
            let is_missing = parameter["required"] == true;
            let missing = || Finding::new(Kind::Parameter, name, "missing");
            return Ok(is_missing.then(missing).into_iter().collect());
        };
        let value = match parameter["type"].as_str() {
            Some("integer" | "number" | "boolean") => {
                serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
            }
            _ => Value::from(text),
        };
        let mut schema = parameter.clone();
        // In a parameter `required` is no list of properties.
        schema.as_object_mut().map(|keywords| keywords.remove("required"));
        let mut findings = self.check_body(&schema, &value, Rigor::Request)?;
        for finding in &mut findings {
            (finding.kind, finding.at) = (Kind::Parameter, name.to_owned());
        }
        Ok(findings)
    }

    /// The faults of an answer.
    pub fn check_answer(&self, answer: &Answer<'_>, rigor: Rigor) -> Result<Vec<Finding>> {
        let responses = &self.content["responses"];
        let documented = responses.get(answer.status.to_string());
        let fallback = responses.get("default").filter(|_| answer.status >= 400);
        let Some(response) = documented.or(fallback) else {
            let status = answer.status.to_string();
            return Ok(vec![Finding::new(Kind::Status, status, "the operation does not document it")]);
        };
        let response = self.document.resolve(response);
        let mut findings = self.check_headers(response, answer)?;
        match (response.get("schema"), answer.body) {
            _ if self.method == "HEAD" => {}
            (Some(schema), Some(body)) => findings.extend(self.check_body(schema, body, rigor)?),
            (Some(_), None) => findings.push(Finding::new(Kind::Schema, "", "the body is missing")),
            (None, None | Some(Value::Null)) => {}
            // Some errors are documented by their status alone; what they say is not known then.
            (None, Some(_)) if answer.status >= 400 => {}
            (None, Some(_)) => findings.push(Finding::new(Kind::Schema, "", "there should be no body")),
        }
        Ok(findings)
    }

    fn check_headers(&self, response: &Value, answer: &Answer<'_>) -> Result<Vec<Finding>> {
        let mut findings = Vec::new();
        for (name, header) in response["headers"].as_object().into_iter().flatten() {
            let sent = answer.headers.iter().find(|(sent, _)| sent.eq_ignore_ascii_case(name));
            let name = name.to_lowercase();
            match sent {
                Some((_, text)) => {
                    let mut wrong = self.check_parameter(&name, header, Some(text))?;
                    for finding in &mut wrong {
                        finding.kind = Kind::Header;
                    }
                    findings.extend(wrong);
                }
                None if NEEDED.contains(&name.as_str()) => {
                    findings.push(Finding::new(Kind::Header, name, "missing"));
                }
                None => {}
            }
        }
        Ok(findings)
    }

    fn check_body(&self, schema: &Value, body: &Value, rigor: Rigor) -> Result<Vec<Finding>> {
        let validator = schema::validator(&self.document, schema, rigor)
            .with_context(|| format!("{} {}", self.document.file, self.id))?;
        let mut findings = Vec::new();
        for finding in validator.iter_errors(body).flat_map(|error| Finding::from_validation(&error)) {
            // Every member of a family reports the same fault for a value that fits none.
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        Ok(findings)
    }

    /// The query of an example: its values for the parameters that the operation knows, and the api-version
    /// of the document.
    pub fn query_of(&self, parameters: &Map<String, Value>) -> BTreeMap<String, String> {
        let mut query = BTreeMap::new();
        for (name, _) in self.parameters("query") {
            if name.eq_ignore_ascii_case("api-version") {
                query.insert(name.to_owned(), self.document.version.clone());
            } else if let Some(value) = parameters.get(name).filter(|value| !value.is_null()) {
                query.insert(name.to_owned(), text_of(value));
            }
        }
        query
    }
}
