//! A path with named holes, as OpenAPI writes it, matched the way Azure matches: letter case carries no
//! meaning, and doubled slashes are one. A hole with `x-ms-skip-url-encoding` takes any number of segments.

use std::collections::BTreeMap;

use url::{Url, form_urlencoded};

/// A path with named holes.
#[derive(Debug, Clone)]
pub struct Template {
    text: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
enum Part {
    Word(String),
    One(String),
    Many(String),
}

impl Template {
    /// Reads a path; `is_wide` says which of its holes take more than one segment.
    pub fn parse(text: &str, is_wide: impl Fn(&str) -> bool) -> Self {
        // Microsoft tells two operations of one path apart by a query that no client sends.
        let path = text.split('?').next().unwrap_or_default();
        let part = |segment: &str| match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) if is_wide(name) => Part::Many(name.to_owned()),
            Some(name) => Part::One(name.to_owned()),
            None => Part::Word(segment.to_owned()),
        };
        let parts = path.split('/').filter(|segment| !segment.is_empty()).map(part).collect();
        Self { text: path.to_owned(), parts }
    }

    /// As the document has it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many segments are words; the more, the better it describes a path that fits.
    pub fn words(&self) -> usize {
        self.parts.iter().filter(|part| matches!(part, Part::Word(_))).count()
    }

    /// The decoded values of the placeholders, if the path fits.
    pub fn captures(&self, path: &str) -> Option<BTreeMap<String, String>> {
        let segments: Vec<String> =
            path.split('/').filter(|segment| !segment.is_empty()).map(decode).collect();
        let mut captures = BTreeMap::new();
        fits(&self.parts, &segments, &mut captures).then_some(captures)
    }

    /// The path with its holes filled. The error is the name of a hole that has no value.
    pub fn fill(&self, value: impl Fn(&str) -> Option<String>) -> Result<String, String> {
        let mut segments: Vec<String> = Vec::new();
        for part in &self.parts {
            match part {
                Part::Word(word) => segments.push(word.clone()),
                Part::One(name) => segments.push(value(name).ok_or_else(|| name.clone())?),
                Part::Many(name) => {
                    let text = value(name).ok_or_else(|| name.clone())?;
                    segments.extend(text.trim_matches('/').split('/').map(str::to_owned));
                }
            }
        }
        let mut url = Url::parse("http://localhost").expect("a fixed text");
        url.path_segments_mut().expect("HTTP addresses have paths").clear().extend(segments);
        Ok(url.path().to_owned())
    }
}

fn fits(parts: &[Part], segments: &[String], captures: &mut BTreeMap<String, String>) -> bool {
    match (parts, segments) {
        ([], []) => true,
        ([Part::Word(word), parts @ ..], [segment, rest @ ..]) => {
            segment.to_lowercase() == word.to_lowercase() && fits(parts, rest, captures)
        }
        ([Part::One(name), parts @ ..], [segment, rest @ ..]) => {
            captures.insert(name.clone(), segment.clone());
            fits(parts, rest, captures)
        }
        // A scope or a parent may be empty; the name at the end may not.
        ([Part::Many(name), parts @ ..], segments) => {
            (usize::from(parts.is_empty())..=segments.len()).any(|taken| {
                captures.insert(name.clone(), segments[..taken].join("/"));
                fits(parts, &segments[taken..], captures)
            })
        }
        _ => false,
    }
}

/// Undoes the percent encoding of a segment, in which, other than in a form, `+` is itself.
fn decode(segment: &str) -> String {
    let as_field = segment.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    form_urlencoded::parse(as_field.as_bytes()).next().map(|(text, _)| text.into_owned()).unwrap_or_default()
}
