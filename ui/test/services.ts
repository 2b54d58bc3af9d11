// The services of the made-up company, and who may do what with them.
import type { AccessRow } from "../src/ipc/bindings/AccessRow";
import type { Permission } from "../src/ipc/bindings/Permission";
import type { ServiceChanges } from "../src/ipc/bindings/ServiceChanges";
import type { ServiceDetails } from "../src/ipc/bindings/ServiceDetails";
import type { ServiceSummary } from "../src/ipc/bindings/ServiceSummary";
import type { Snippet } from "../src/ipc/bindings/Snippet";
import type { SnippetCredential } from "../src/ipc/bindings/SnippetCredential";
import { fingerprints, production } from "./data";

type Row = [
  name: string,
  kind: ServiceSummary["kind"],
  authMode: ServiceSummary["authMode"],
  state?: string,
  region?: string,
];

const rows: Row[] = [
  ["batch-explainer", "managedOnline", "aadToken"],
  ["churn-aks", "aksWebService", "key", "Healthy", "northeurope"],
  ["churn-aks-token", "aksWebService", "amlToken", "Healthy"],
  ["churn-aci", "aciWebService", "key", "Healthy"],
  ["churn-explore", "aciWebService", "none", "Healthy"],
  ["churn-score", "managedOnline", "key"],
  ["churn-score-canary", "managedOnline", "key", "Updating"],
  ["churn-token", "managedOnline", "amlToken"],
  ["churn-entra", "managedOnline", "aadToken"],
  ["edge-scoring", "kubernetesOnline", "key"],
  ["edge-scoring-token", "kubernetesOnline", "amlToken"],
  ["legacy-lookup", "aksWebService", "key", "Unschedulable"],
  ["nightly-quality-gate-for-the-retention-team", "managedOnline", "key", "Failed"],
  ["offers", "managedOnline", "key"],
  ["offers-ab", "managedOnline", "key"],
  ["propensity", "kubernetesOnline", "key"],
  ["quantum", "unknown", "unknown", "Transitioning"],
  ["recommend", "managedOnline", "key"],
  ["segment", "managedOnline", "amlToken"],
  ["winback", "aciWebService", "none", "Healthy"],
];

export const services: ServiceSummary[] = rows.map(([name, kind, authMode, state, region]) => ({
  handle: `svc/${name}?&#%`,
  name,
  workspaceHandle: "ws/churn-prod?&#%",
  workspaceName: "churn-prod",
  kind,
  authMode,
  region: region ?? "westeurope",
  workspaceRegion: region ? "westeurope" : null,
  state: state ?? "Succeeded",
}));

/** What `follow_services` answers when these are all services. */
export function serviceChanges(
  services: ServiceSummary[],
  some: Partial<ServiceChanges> = {},
): ServiceChanges {
  return {
    mark: { list: 1, revision: 1 },
    isWhole: true,
    services,
    removed: [],
    failures: [],
    workspacesRead: 1,
    workspaceCount: 1,
    isReading: false,
    asOf: new Date(Date.now() - 20_000).toISOString(),
    error: null,
    ...some,
  };
}

export const scope = `/subscriptions/${production.subscriptionId}/resourceGroups/rg-churn/providers/Microsoft.MachineLearningServices/workspaces/churn-prod`;

export const allowed: Permission = { state: "allowed" };

export function missing(action: string): Permission {
  return {
    state: "missing",
    action: `Microsoft.MachineLearningServices/workspaces/onlineEndpoints/${action}/action`,
    scope,
  };
}

export function service(name: string): ServiceSummary {
  const found = services.find((each) => each.name === name);
  if (!found) throw new Error(`no service ${name}`);
  return found;
}

/** Code as the host makes it: for two languages, with each source of the credential; and one that needs none. */
function snippetsOf({ name, authMode }: ServiceSummary): Snippet[] {
  const own = { key: "keyVariable", amlToken: "tokenVariable", aadToken: "entra" } as const;
  const mode = authMode === "none" || authMode === "unknown" ? null : authMode;
  const sources: SnippetCredential[] = mode ? [own[mode], "latchkey"] : ["nowhere"];
  const calls = (["curl", "python"] as const).flatMap((language) =>
    sources.map(
      (credential): Snippet => ({
        format: language,
        credential,
        code: `${language} ${name} ${credential}`,
        call: mode && language,
      }),
    ),
  );
  if (!mode) return calls;
  return [...calls, { format: "sdk", credential: "library", code: `sdk ${name}`, call: null }];
}

export function serviceDetails(
  summary: ServiceSummary,
  changes: Partial<ServiceDetails> = {},
): ServiceDetails {
  const { name, region, authMode } = summary;
  return {
    summary,
    resourceId: `${scope}/onlineEndpoints/${name}`,
    address: { state: "sound", uri: `https://${name}.${region}.inference.ml.azure.com/score` },
    snippets: snippetsOf(summary),
    certificateFile: null,
    swaggerUri: `https://${name}.${region}.inference.ml.azure.com/swagger.json`,
    description: "Scores customers one by one.",
    computeName: "managed",
    createdAt: "2025-05-11T10:20:30Z",
    traffic: { blue: 90, green: 10 },
    tags: { team: "retention" },
    keys: authMode === "key" ? { read: allowed, regenerate: allowed, fingerprints } : null,
    token: authMode === "amlToken" || authMode === "aadToken" ? allowed : null,
    ...changes,
  };
}

type Assignment = Partial<AccessRow> & Pick<AccessRow, "principal" | "roleName">;

const assignments: Assignment[] = [
  {
    principal: {
      id: "u1",
      name: "Ada Lindqvist",
      detail: "ada@contoso.example",
      kind: "user",
      isMissing: false,
    },
    roleName: "AzureML Data Scientist",
    isMine: true,
  },
  {
    principal: {
      id: "s1",
      name: "churn-deployer",
      detail: "c0ffee00-1234-4a4a-8b8b-9876543210ab",
      kind: "servicePrincipal",
      isMissing: false,
    },
    roleName: "Endpoint Key Operator",
    roleKind: "custom",
  },
  {
    principal: {
      id: "9e8d7c6b-5a49-4382-b716-05f4e3d2c1b0",
      name: null,
      detail: null,
      kind: "user",
      isMissing: true,
    },
    roleName: "Contributor",
  },
  {
    principal: { id: "g1", name: "Retention team", detail: null, kind: "group", isMissing: false },
    roleName: "Reader",
    scopeKind: "resourceGroup",
    scope: `/subscriptions/${production.subscriptionId}/resourceGroups/rg-churn`,
    isInherited: true,
  },
  {
    principal: {
      id: "u2",
      name: "Grace Okafor",
      detail: "grace@contoso.example",
      kind: "user",
      isMissing: false,
    },
    roleName: "Role Based Access Control Administrator",
    scopeKind: "resourceGroup",
    scope: `/subscriptions/${production.subscriptionId}/resourceGroups/rg-churn`,
    isInherited: true,
    hasCondition: true,
  },
  {
    principal: {
      id: "u3",
      name: "Mei Tanaka",
      detail: "mei@contoso.example",
      kind: "user",
      isMissing: false,
    },
    roleName: "Owner",
    scopeKind: "subscription",
    scope: `/subscriptions/${production.subscriptionId}`,
    isInherited: true,
  },
  {
    principal: {
      id: "4d3c2b1a-0f9e-4d8c-9b7a-6f5e4d3c2b1a",
      name: null,
      detail: null,
      kind: "unknown",
      isMissing: false,
    },
    roleName: "User Access Administrator",
    scopeKind: "root",
    scope: "/",
    isInherited: true,
  },
];

export const access: AccessRow[] = assignments.map((row, index) => ({
  id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${index}`,
  roleKind: "builtIn",
  roleStrength: 1,
  scope,
  scopeName: row.scope?.split("/").pop() || null,
  scopeKind: "resource",
  isInherited: false,
  hasCondition: false,
  isMine: false,
  ...row,
}));
