// What was found on the machine of the made-up company.
import type { CredentialSource } from "../src/ipc/bindings/CredentialSource";

export const sources: CredentialSource[] = [
  {
    kind: "azureVariables",
    state: "failed",
    message: "AZURE_CLIENT_SECRET is not set.",
    details: [],
    tookMs: 0,
  },
  { kind: "amlVariables", state: "skipped", message: "AML_TENANT_ID is not set.", details: [], tookMs: 0 },
  {
    kind: "managedIdentity",
    state: "skipped",
    message: "There is no identity endpoint.",
    details: [],
    tookMs: 612,
  },
  {
    kind: "azureCli",
    state: "found",
    message: "Signed in to 2 of this cloud's tenants.",
    details: [],
    tookMs: 1240,
  },
  { kind: "accounts", state: "found", message: "One account is signed in.", details: [], tookMs: 0 },
];
