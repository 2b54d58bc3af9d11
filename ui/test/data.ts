// A made-up company, in the types of the host's answers.
import type { AccountSummary } from "../src/ipc/bindings/AccountSummary";
import type { AppOverview } from "../src/ipc/bindings/AppOverview";
import type { CloudSummary } from "../src/ipc/bindings/CloudSummary";
import type { HeldRole } from "../src/ipc/bindings/HeldRole";
import type { SettingsView } from "../src/ipc/bindings/SettingsView";
import type { SlotFingerprints } from "../src/ipc/bindings/SlotFingerprints";
import type { TenantSummary } from "../src/ipc/bindings/TenantSummary";
import type { WorkspaceDetails } from "../src/ipc/bindings/WorkspaceDetails";
import type { WorkspaceSummary } from "../src/ipc/bindings/WorkspaceSummary";

export { error } from "./errors";

export const clouds: CloudSummary[] = [
  {
    id: "public",
    displayName: "Azure",
    isEmulated: false,
    isAdded: false,
    hasTenants: true,
    hasSites: true,
    authorityHost: "login.microsoftonline.com",
    tokenHosts: ["management.azure.com", "*.api.azureml.ms", "graph.microsoft.com"],
    personas: [],
  },
  {
    id: "usgov",
    displayName: "Azure US Government",
    isEmulated: false,
    isAdded: false,
    hasTenants: true,
    hasSites: true,
    authorityHost: "login.microsoftonline.us",
    tokenHosts: ["management.usgovcloudapi.net", "*.api.ml.azure.us", "graph.microsoft.us"],
    personas: [],
  },
  {
    id: "china",
    displayName: "Azure China",
    isEmulated: false,
    isAdded: false,
    hasTenants: true,
    hasSites: true,
    authorityHost: "login.partner.microsoftonline.cn",
    tokenHosts: ["management.chinacloudapi.cn", "*.api.ml.azure.cn", "microsoftgraph.chinacloudapi.cn"],
    personas: [],
  },
  {
    id: "demo",
    displayName: "Demo cloud",
    isEmulated: true,
    isAdded: false,
    hasTenants: true,
    hasSites: false,
    authorityHost: "localhost:41073",
    tokenHosts: ["localhost:41073"],
    personas: [
      { userName: "ada@contoso.example", displayName: "Ada Lindqvist", role: "owner" },
      { userName: "mei@contoso.example", displayName: "Mei Tanaka", role: "none" },
    ],
  },
];

export const demoCloud = clouds[3] as CloudSummary;
export const publicCloud = clouds[0] as CloudSummary;

export const ada: AccountSummary = {
  id: "0b7c4e5d9a3f4c1e8d2b6a7f90c1d2e3",
  kind: "user",
  userName: "ada@contoso.example",
  displayName: "Ada Lindqvist",
  tenantId: "7d3c1f0a-52b8-4f0e-9a55-2f6f1c9d7e10",
  tenantName: "contoso.example",
  objectId: "b1f6c0de-90a4-4a4e-8f51-64a3a0a5c2d7",
  clientId: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
  binding: "confirmed",
};

/** Accounts of applications and machines, beside Ada's. */
export const portal: AccountSummary = {
  ...ada,
  id: "1c8d5f6e0b4a5d2f9e3c7b8a01d2e3f4",
  kind: "servicePrincipal",
  userName: "3d0f2b61-77c4-4c0d-8a53-90b1f6f5a7de",
  displayName: "quote-portal",
  objectId: "9c1d7a42-0f0e-4d0c-b0a5-5b1c2d3e4f50",
  clientId: "3d0f2b61-77c4-4c0d-8a53-90b1f6f5a7de",
};

export const machine: AccountSummary = {
  ...ada,
  id: "2d9e6a7f1c5b6e3a0f4d8c9b12e3f4a5",
  kind: "managedIdentity",
  userName: "Virtual machine (system-assigned)",
  tenantId: "e1a5c3d2-0b4f-4a6e-8c7d-9f0a1b2c3d4e",
  displayName: "Virtual machine (system-assigned)",
  tenantName: null,
  objectId: null,
  clientId: "",
};

export const stack: CloudSummary = {
  id: "stack",
  displayName: "Our stack",
  isEmulated: false,
  isAdded: true,
  hasTenants: true,
  hasSites: false,
  authorityHost: "login.stack.example",
  tokenHosts: ["management.stack.example", "graph.stack.example"],
  personas: [],
};

export const tenants: TenantSummary[] = [
  {
    id: ada.tenantId,
    name: "Contoso",
    domain: "contoso.example",
    isHome: true,
    isCurrent: true,
    accountId: ada.id,
  },
  {
    id: "f2b6d4e3-1c5a-4b7f-9d8e-0a1b2c3d4e5f",
    name: "Fabrikam",
    domain: "fabrikam.example",
    isHome: false,
    isCurrent: false,
    accountId: null,
  },
];

export function overview(changes: Partial<AppOverview> = {}): AppOverview {
  return {
    version: "0.1.0",
    cloud: demoCloud,
    clouds,
    account: ada,
    accounts: [ada],
    signIn: null,
    secretStorage: { kind: "osStore", name: "Secret Service" },
    notices: [],
    requestedWorkspace: null,
    profileFolder: "/home/ada/.local/share/latchkey",
    locked: null,
    ...changes,
  };
}

export function settings(changes: Partial<SettingsView> = {}): SettingsView {
  return {
    zoomPercent: 100,
    singleKeys: true,
    showsNames: false,
    language: "system",
    languages: ["system", "en", "pseudo"],
    textLanguage: "en",
    theme: "light",
    tenant: null,
    clientId: null,
    defaultClientId: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
    ...changes,
  };
}

export const production = {
  subscriptionId: "0a1b2c3d-1111-4a4a-9b9b-000000000001",
  subscriptionName: "Production",
};
export const development = {
  subscriptionId: "0a1b2c3d-2222-4a4a-9b9b-000000000002",
  subscriptionName: "Development",
};

export function workspace(
  name: string,
  region: string,
  resourceGroup: string,
  subscription: typeof production,
  roles: HeldRole[] | null,
  provisioningState = "Succeeded",
): WorkspaceSummary {
  return {
    handle: `ws/${name}?&#%`,
    name,
    region,
    kind: "Default",
    resourceGroup,
    ...subscription,
    provisioningState,
    myRoles: roles
      ? { state: "known", value: roles }
      : {
          state: "refused",
          refusal: {
            message: "Your account may not read the role assignments of this workspace.",
            missingAction: "Microsoft.Authorization/roleAssignments/read",
            correlationId: "5b0e6a5e-7c1e-4b8a-9d5f-0c5f6f1c2b3a",
          },
        },
  };
}

export const workspaces: WorkspaceSummary[] = [
  workspace("churn-dev", "westeurope", "rg-churn-dev", development, [
    { name: "Owner", strength: 9, assignedAt: "subscription" },
  ]),
  workspace("playground", "swedencentral", "rg-playground", development, []),
  workspace("churn-prod", "westeurope", "rg-churn", production, [
    { name: "AzureML Data Scientist", strength: 4, assignedAt: "resource" },
    { name: "Reader", strength: 2, assignedAt: "subscription" },
  ]),
  workspace("fraud-detection-realtime-scoring", "northeurope", "rg-fraud-detection-platform", production, [
    { name: "Endpoint Key Operator (custom)", strength: 3, assignedAt: "resourceGroup" },
  ]),
  workspace("vision", "koreacentral", "rg-vision", production, null, "Failed"),
];

export function workspaceDetails(summary: WorkspaceSummary): WorkspaceDetails {
  const group = `/subscriptions/${summary.subscriptionId}/resourceGroups/${summary.resourceGroup}/providers`;
  return {
    summary,
    resourceId: `${group}/Microsoft.MachineLearningServices/workspaces/${summary.name}`,
    workspaceId: "3f1d7c52-8a0b-4f2e-9c60-1d2e3f4a5b6c",
    friendlyName: null,
    description: "Models that say which customers are about to leave.",
    createdAt: "2025-03-04T09:12:44Z",
    createdBy: "Ada Lindqvist",
    discoveryUrl: `https://${summary.region}.api.azureml.ms/discovery`,
    keyVault: `${group}/Microsoft.KeyVault/vaults/kv-churn-prod`,
    storageAccount: `${group}/Microsoft.Storage/storageAccounts/stchurnprod`,
    containerRegistry: null,
    applicationInsights: `${group}/Microsoft.Insights/components/appi-churn-prod`,
    publicNetworkAccess: "Enabled",
    tags: { team: "retention", "cost-center": "4711", environment: "production" },
  };
}

export const fingerprints: SlotFingerprints = { primary: "3f9a0c51d2e4b687", secondary: "b2107e64c9a8d530" };

/** A key that occurs nowhere else on a page. Tests search for it. */
export const secretKey = "CANARYk9XyT3vQ7mWd2LrB8sHn4JfPz6GcVa1EoUxY0iKtM5";
