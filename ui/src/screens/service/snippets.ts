// Code to paste. A credential is never part of it: it comes from an environment variable or from Azure's library.
import type { AuthMode } from "../../ipc/bindings/AuthMode";

export type SnippetLanguage = "curl" | "python";

type Credential = { variable: string } | "entra" | null;

export function credentialOf(mode: AuthMode): Credential {
  switch (mode) {
    case "key":
      return { variable: "SERVICE_KEY" };
    case "amlToken":
      return { variable: "SERVICE_TOKEN" };
    case "aadToken":
      return "entra";
    default:
      return null;
  }
}

export function snippet(language: SnippetLanguage, uri: string, mode: AuthMode): string {
  const credential = credentialOf(mode);
  return language === "curl" ? curl(uri, credential) : python(uri, credential);
}

function curl(uri: string, credential: Credential): string {
  const lines = ["curl --fail-with-body", quote(uri)];
  if (credential === "entra") lines.push(`--header "Authorization: Bearer $(${ENTRA_CLI})"`);
  else if (credential) lines.push(`--header "Authorization: Bearer $${credential.variable}"`);
  lines.push(`--header "Content-Type: application/json"`, "--data '{\"data\": []}'");
  return lines.join(" \\\n  ");
}

function python(uri: string, credential: Credential): string {
  const imports = ["import json", "import os", "import urllib.request"].filter(
    (line) => line !== "import os" || (credential !== null && credential !== "entra"),
  );
  const setup: string[] = [];
  const headers = ['    "Content-Type": "application/json",'];
  if (credential === "entra") {
    imports.push("", "from azure.identity import DefaultAzureCredential");
    setup.push(`token = DefaultAzureCredential().get_token("https://ml.azure.com/.default").token`, "");
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
    `    ${JSON.stringify(uri)},`,
    `    data=json.dumps({"data": []}).encode(),`,
    "    headers={",
    ...headers.map((line) => `    ${line}`),
    "    },",
    ")",
    "with urllib.request.urlopen(request) as response:",
    "    print(json.load(response))",
  ].join("\n");
}

const ENTRA_CLI =
  "az account get-access-token --resource https://ml.azure.com --query accessToken --output tsv";

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
