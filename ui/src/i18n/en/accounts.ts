export const accounts = {
  list: "Accounts",
  current: "Current",
  kinds: {
    servicePrincipal: "Service principal",
    azureCli: "Azure CLI",
    managedIdentity: "Managed identity",
  },
  tenant: (name: string) => `Tenant ${name}`,
  inTenant: (name: string, tenant: string) => `${name} in ${tenant}`,
  noTenant: "No tenant",
  switchTo: (name: string) => `Switch to ${name}`,
  switchToThis: "Switch to this account",
  switched: (name: string) => `You now work as ${name}.`,
  switchFailed: "The account could not be changed.",
  signOut: "Sign out",
  signingOut: "Signing out…",
  signOutOf: (name: string) => `Sign out ${name}`,
  signOutOfAll: "Sign out of all",
  add: "Add account",
  manage: "Accounts and tenants",
  signedOut: (names: string[]) =>
    names.length === 1
      ? `${names[0]} is signed out, and nothing of the account is left on this machine.`
      : `${names.join(", ")} are signed out, and nothing of these accounts is left on this machine.`,
  signedOutPartly: (names: string[], count: number) =>
    names.length === 1
      ? `${names[0]} is signed out, but the secret store still lists ${count} of its items. Remove them there, or sign in and out once more.`
      : `${names.join(", ")} are signed out, but the secret store still lists ${count} of their items. Remove them there, or sign in and out once more.`,
  signOutFailed: "Signing out did not finish.",
  nobody: "Nobody is signed in to this cloud.",
  signOutHint: "Signing out removes the session and everything of that account from this machine.",
  signInAgain: "Sign in again",
  signInAgainAs: (name: string) => `Sign in again as ${name}`,
  tenants: {
    title: "Other tenants",
    others: "Other tenants…",
    none: "This account is in no other tenant.",
    home: "Home",
    guest: "Guest",
    enter: "Work there",
    enterNamed: (name: string) => `Work in ${name}`,
    entered: (name: string) => `You now work in ${name}.`,
    notEntered: (name: string) => `${name} could not be entered.`,
  },
  inBrowser: {
    title: (tenant: string) => `Sign in to ${tenant}`,
    text: (tenant: string, userName: string) =>
      `Your browser opens the sign-in page of ${tenant} for ${userName}. The sessions that you have stay as they are.`,
    action: "Open the browser",
  },
  credential: {
    ask: "When does its credential end?",
    asking: "Asking…",
    notTold: "When it ends is not known.",
    certificate: (subject: string, thumbprint: string) => `Certificate ${subject} (${thumbprint}) ends`,
    secret: (name: string | null) => (name ? `Client secret “${name}” ends` : "Client secret ends"),
  },
  sources: {
    title: "Credentials on this machine",
    hint: "Where Latchkey, the Azure SDKs and az could get tokens from. Looking signs nobody in.",
    again: "Look again",
    states: { found: "Found", skipped: "Not there", failed: "Not usable" },
    kinds: {
      azureVariables: "AZURE_* variables",
      amlVariables: "AML_* variables",
      managedIdentity: "Managed identity",
      azureCli: "Azure CLI",
      accounts: "Accounts in Latchkey",
    },
    took: (ms: number) => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`),
    signIn: "Sign in…",
    signInWith: (name: string) => `Sign in with ${name}`,
  },
  remaining: "Looked again in the secret store. Items left:",
};
