//! The text of a call in each language. Pure: what is called, and where the credential comes from, is given.

use latchkey_types::Secret;
use zeroize::Zeroizing;

use super::quote::{
    argument, in_powershell, in_python, in_shell, inside_powershell, inside_python, inside_shell,
};
use crate::bridge::CallLanguage;

/// Stands for the credential until it is put in. No address, name or path has it in it.
const MARK: char = '\0';

/// What is called.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    /// The address, which was looked at.
    pub(super) address: &'a str,
    /// The file with the cloud's own certificates.
    pub(super) certificate_file: Option<&'a str>,
}

/// Where a call takes its credential from.
pub(super) enum CallCredential {
    /// Nowhere.
    Nowhere,
    /// An environment variable.
    Variable(&'static str),
    /// What a command prints.
    Command(Vec<String>),
    /// Microsoft Entra, for this resource.
    Entra(String),
    /// The call itself: [`fill`] puts it there.
    Marked,
}

/// The call in one language.
pub(super) fn write(language: CallLanguage, call: Call<'_>, credential: &CallCredential) -> String {
    match language {
        CallLanguage::Curl => curl(call, credential),
        CallLanguage::Powershell => powershell(call, credential),
        CallLanguage::Python => python(call, credential),
    }
}

/// A call that was written with [`CallCredential::Marked`], with the credential in it.
pub(super) fn fill(language: CallLanguage, code: &str, credential: &Secret) -> Secret {
    // EXPOSE: the person asked for a call with the credential in it.
    let credential = credential.expose();
    let quoted = Zeroizing::new(match language {
        CallLanguage::Curl => inside_shell(credential),
        CallLanguage::Powershell => inside_powershell(credential),
        CallLanguage::Python => inside_python(credential),
    });
    let (before, after) = code.split_once(MARK).unwrap_or((code, ""));
    // Large enough from the beginning, so that no copy is left behind.
    let mut filled = String::with_capacity(code.len() + quoted.len());
    filled.extend([before, quoted.as_str(), after]);
    Secret::new(filled)
}

fn curl(call: Call<'_>, credential: &CallCredential) -> String {
    // Without --globoff, curl expands brackets in an address.
    let mut lines = vec!["curl --fail-with-body --globoff".to_owned(), in_shell(call.address)];
    if let Some(file) = call.certificate_file {
        lines.push(format!("--cacert {}", in_shell(file)));
    }
    match credential {
        CallCredential::Nowhere => {}
        CallCredential::Variable(name) => lines.push(format!("--header \"Authorization: Bearer ${name}\"")),
        CallCredential::Command(words) => {
            let command = command_line(words, in_shell);
            lines.push(format!("--header \"Authorization: Bearer $({command})\""));
        }
        CallCredential::Entra(resource) => {
            lines.push(format!("--header \"Authorization: Bearer $({})\"", azure(&in_shell(resource))));
        }
        CallCredential::Marked => lines.push(format!("--header 'Authorization: Bearer {MARK}'")),
    }
    lines.push("--header \"Content-Type: application/json\"".to_owned());
    lines.push("--data '{\"data\": []}'".to_owned());
    lines.join(" \\\n  ")
}

fn powershell(call: Call<'_>, credential: &CallCredential) -> String {
    let mut lines = vec![format!("Invoke-RestMethod -Method Post -Uri {}", in_powershell(call.address))];
    let header = match credential {
        CallCredential::Nowhere => None,
        CallCredential::Variable(name) => Some(format!("\"Bearer $env:{name}\"")),
        CallCredential::Command(words) => {
            Some(format!("\"Bearer $({})\"", command_line(words, in_powershell)))
        }
        CallCredential::Entra(resource) => Some(format!("\"Bearer $({})\"", azure(&in_powershell(resource)))),
        CallCredential::Marked => Some(format!("'Bearer {MARK}'")),
    };
    lines.extend(header.map(|header| format!("-Headers @{{ Authorization = {header} }}")));
    lines.push("-ContentType 'application/json'".to_owned());
    lines.push("-Body '{\"data\": []}'".to_owned());
    lines.join(" `\n  ")
}

fn python(call: Call<'_>, credential: &CallCredential) -> String {
    let mut imports = vec!["import json"];
    let mut setup = Vec::new();
    let mut headers = vec![r#""Content-Type": "application/json","#.to_owned()];
    let from_variable = || r#""Authorization": f"Bearer {credential}","#.to_owned();
    match credential {
        CallCredential::Nowhere => {}
        CallCredential::Variable(name) => {
            imports.push("import os");
            setup.push(format!(r#"credential = os.environ["{name}"]"#));
            headers.push(from_variable());
        }
        CallCredential::Command(words) => {
            imports.push("import subprocess");
            let words: Vec<_> = words.iter().map(|word| in_python(word)).collect();
            setup.push(format!("command = [{}]", words.join(", ")));
            setup.push("credential = subprocess.check_output(command, text=True).strip()".to_owned());
            headers.push(from_variable());
        }
        CallCredential::Entra(resource) => {
            let scope = in_python(&format!("{resource}/.default"));
            setup.push(format!("credential = DefaultAzureCredential().get_token({scope}).token"));
            headers.push(from_variable());
        }
        CallCredential::Marked => headers.push(format!(r#""Authorization": "Bearer {MARK}","#)),
    }
    let mut open = "urllib.request.urlopen(request)";
    if let Some(file) = call.certificate_file {
        imports.push("import ssl");
        // Beside the system's own, which `cafile` alone would leave out.
        setup.push("context = ssl.create_default_context()".to_owned());
        setup.push(format!("context.load_verify_locations({})", in_python(file)));
        open = "urllib.request.urlopen(request, context=context)";
    }
    imports.push("import urllib.request");
    if matches!(credential, CallCredential::Entra(_)) {
        imports.extend(["", "from azure.identity import DefaultAzureCredential"]);
    }
    if !setup.is_empty() {
        setup.push(String::new());
    }
    let mut lines: Vec<String> = imports.into_iter().map(str::to_owned).collect();
    lines.push(String::new());
    lines.extend(setup);
    lines.push("request = urllib.request.Request(".to_owned());
    lines.push(format!("    {},", in_python(call.address)));
    lines.push(r#"    data=json.dumps({"data": []}).encode(),"#.to_owned());
    lines.push("    headers={".to_owned());
    lines.extend(headers.iter().map(|line| format!("        {line}")));
    lines.extend(["    },", ")"].map(str::to_owned));
    lines.push(format!("with {open} as response:"));
    lines.push("    print(json.load(response))".to_owned());
    lines.join("\n")
}

/// A command and its arguments on one line.
pub(super) fn command_line(words: &[String], quote: fn(&str) -> String) -> String {
    let words: Vec<_> = words.iter().map(|word| argument_of(word, quote)).collect();
    words.join(" ")
}

/// Options are ours, and need no quotes.
fn argument_of(word: &str, quote: fn(&str) -> String) -> String {
    const OPTIONS: [&str; 4] = ["--workspace", "--endpoint", "--cloud", "--account"];
    if OPTIONS.contains(&word) { word.to_owned() } else { argument(word, quote) }
}

fn azure(resource: &str) -> String {
    format!("az account get-access-token --resource {resource} --query accessToken --output tsv")
}
