// Code to paste. A credential is never part of it: it comes from an environment variable or from Azure's library.
// Texts from a service (its address, its cloud's resource) are quoted by the rules of each language.
import type { AuthMode } from "../../ipc/bindings/AuthMode";
import type { ServiceSummary } from "../../ipc/bindings/ServiceSummary";

export type SnippetLanguage = "curl" | "powershell" | "python";

type Credential = { variable: string } | { entra: string } | null;

/** The service to call, and its authentication. */
export interface Call {
  uri: string;
  mode: AuthMode;
  /** The resource of an Entra token; null without Entra. */
  entraResource: string | null;
}

/** The resource id in a handle, which is `{cloud}/{account}{id}`. */
export function resourceIdOf(handle: string): string {
  return handle.replace(/^[^/]*\/[^/]*/, "");
}

/** The command that prints the service's key, or a token for it; or what is known of it. */
export function commandLine({ name, workspaceName, authMode }: ServiceSummary): string {
  const [service, workspace] = [inShell(name), inShell(workspaceName)];
  if (authMode === "key") return `latchkey keys ${service} --workspace ${workspace}`;
  if (authMode === "amlToken" || authMode === "aadToken")
    return `latchkey token --endpoint ${service} --workspace ${workspace}`;
  return `latchkey services --workspace ${workspace}`;
}

/** The shells' languages of this system, and Python. */
export function languagesOf(userAgent: string): readonly SnippetLanguage[] {
  return [userAgent.includes("Windows") ? "powershell" : "curl", "python"];
}

export function credentialOf({ mode, entraResource }: Omit<Call, "uri">): Credential {
  switch (mode) {
    case "key":
      return { variable: "SERVICE_KEY" };
    case "amlToken":
      return { variable: "SERVICE_TOKEN" };
    case "aadToken":
      return entraResource === null ? { variable: "SERVICE_TOKEN" } : { entra: entraResource };
    default:
      return null;
  }
}

export function snippet(language: SnippetLanguage, call: Call): string {
  const credential = credentialOf(call);
  switch (language) {
    case "curl":
      return curl(call.uri, credential);
    case "powershell":
      return powershell(call.uri, credential);
    case "python":
      return python(call.uri, credential);
  }
}

function curl(uri: string, credential: Credential): string {
  // Without --globoff, curl expands brackets in an address.
  const lines = ["curl --fail-with-body --globoff", inShell(uri)];
  if (credential && "entra" in credential)
    lines.push(`--header "Authorization: Bearer $(${azure(inShell(credential.entra))})"`);
  else if (credential) lines.push(`--header "Authorization: Bearer $${credential.variable}"`);
  lines.push(`--header "Content-Type: application/json"`, "--data '{\"data\": []}'");
  return lines.join(" \\\n  ");
}

function powershell(uri: string, credential: Credential): string {
  const lines = [`Invoke-RestMethod -Method Post -Uri ${inPowerShell(uri)}`];
  if (credential && "entra" in credential)
    lines.push(`-Headers @{ Authorization = "Bearer $(${azure(inPowerShell(credential.entra))})" }`);
  else if (credential) lines.push(`-Headers @{ Authorization = "Bearer $env:${credential.variable}" }`);
  lines.push("-ContentType 'application/json'", "-Body '{\"data\": []}'");
  return lines.join(" `\n  ");
}

function python(uri: string, credential: Credential): string {
  const imports = ["import json", "import os", "import urllib.request"].filter(
    (line) => line !== "import os" || (credential && "variable" in credential),
  );
  const setup: string[] = [];
  const headers = ['    "Content-Type": "application/json",'];
  if (credential && "entra" in credential) {
    const scope = inPython(`${credential.entra}/.default`);
    imports.push("", "from azure.identity import DefaultAzureCredential");
    setup.push(`token = DefaultAzureCredential().get_token(${scope}).token`, "");
    headers.push(`    "Authorization": f"Bearer {token}",`);
  } else if (credential) {
    setup.push(`credential = os.environ["${credential.variable}"]`, "");
    headers.push(`    "Authorization": f"Bearer {credential}",`);
  }
  return [
    ...imports,
    "",
    ...setup,
    "request = urllib.request.Request(",
    `    ${inPython(uri)},`,
    `    data=json.dumps({"data": []}).encode(),`,
    "    headers={",
    ...headers.map((line) => `    ${line}`),
    "    },",
    ")",
    "with urllib.request.urlopen(request) as response:",
    "    print(json.load(response))",
  ].join("\n");
}

const azure = (resource: string) =>
  `az account get-access-token --resource ${resource} --query accessToken --output tsv`;

/** POSIX: in single quotes every character is literal except a single quote. */
function inShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** PowerShell treats typographic quotes as quotes too. Doubles each one. */
function inPowerShell(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201b]/g, "$&$&")}'`;
}

/** Escapes all but visible ASCII by code point. JSON's surrogate pairs would not work. */
function inPython(text: string): string {
  const characters = Array.from(text, (next) => {
    const code = next.codePointAt(0) ?? 0;
    if (next === '"' || next === "\\") return `\\${next}`;
    if (code >= 0x20 && code < 0x7f) return next;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });
  return `"${characters.join("")}"`;
}

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, "0");
