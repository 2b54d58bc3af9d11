export const accounts = {
  list: "Accounts",
  current: "Current",
  kinds: {
    servicePrincipal: "Service principal",
    azureCli: "Azure CLI",
    managedIdentity: "Managed identity",
  },
  tenant: (name: string) => `Tenant ${name}`,
  noTenant: "Tenant not known",
  switchTo: (name: string) => `Switch to ${name}`,
  switched: (name: string) => `You now work as ${name}.`,
  switchFailed: "The account could not be changed.",
  signOut: "Sign out",
  signingOut: "Signing out…",
  signOutOf: (name: string) => `Sign out ${name}`,
  signOutOfAll: "Sign out of all",
  add: "Add account",
  signedOut: (names: string[]) =>
    names.length === 1
      ? `${names[0]} is signed out, and nothing of the account is left on this machine.`
      : `${names.join(", ")} are signed out, and nothing of these accounts is left on this machine.`,
  signedOutPartly: (names: string[], count: number) =>
    names.length === 1
      ? `${names[0]} is signed out, but the secret store still lists ${count} of its items. Remove them there, or sign in and out once more.`
      : `${names.join(", ")} are signed out, but the secret store still lists ${count} of their items. Remove them there, or sign in and out once more.`,
  signOutFailed: "Signing out did not finish.",
  remaining: "Looked again in the secret store. Items left:",
};
