// The commands of the host as typed functions, named like the commands in camel case.
import type { AccessList } from "./bindings/AccessList";
import type { AppOverview } from "./bindings/AppOverview";
import type { CallLanguage } from "./bindings/CallLanguage";
import type { CloudDescription } from "./bindings/CloudDescription";
import type { CloudSummary } from "./bindings/CloudSummary";
import type { Copied } from "./bindings/Copied";
import type { CredentialSource } from "./bindings/CredentialSource";
import type { CredentialSummary } from "./bindings/CredentialSummary";
import { commandNames } from "./bindings/commandNames";
import type { JobView } from "./bindings/JobView";
import type { KeyRegeneration } from "./bindings/KeyRegeneration";
import type { KeySlot } from "./bindings/KeySlot";
import type { Language } from "./bindings/Language";
import type { ListMark } from "./bindings/ListMark";
import type { LockSettings } from "./bindings/LockSettings";
import type { PurgeReport } from "./bindings/PurgeReport";
import type { Refresh } from "./bindings/Refresh";
import type { RevealedKey } from "./bindings/RevealedKey";
import type { RoundTrip } from "./bindings/RoundTrip";
import type { SavedFile } from "./bindings/SavedFile";
import type { SecretStoreReport } from "./bindings/SecretStoreReport";
import type { ServiceChanges } from "./bindings/ServiceChanges";
import type { ServiceDetails } from "./bindings/ServiceDetails";
import type { ServicePins } from "./bindings/ServicePins";
import type { SessionTimer } from "./bindings/SessionTimer";
import type { SettingsUpdate } from "./bindings/SettingsUpdate";
import type { SettingsView } from "./bindings/SettingsView";
import type { SignInOptions } from "./bindings/SignInOptions";
import type { SignOutReport } from "./bindings/SignOutReport";
import type { Site } from "./bindings/Site";
import type { TenantSummary } from "./bindings/TenantSummary";
import type { TokenLife } from "./bindings/TokenLife";
import type { WorkspaceDetails } from "./bindings/WorkspaceDetails";
import type { WorkspaceList } from "./bindings/WorkspaceList";
import type { WorkspaceLocation } from "./bindings/WorkspaceLocation";
import { toCommandError } from "./errors";
import type { Transport } from "./transport";

export type CommandName = (typeof commandNames)[number];
type ServiceKey = { service: string; slot: KeySlot };

interface CommandTable {
  describeApp(): Promise<AppOverview>;
  chooseCloud(args: { cloudId: string }): Promise<AppOverview>;
  chooseAccount(args: { accountId: string }): Promise<AppOverview>;
  /** Resumes a session of an earlier version, after the person has confirmed where its tokens go. */
  confirmDestinations(args: { accountId: string; confirmedHost: string | null }): Promise<AppOverview>;
  startSignIn(args: { options: SignInOptions }): Promise<null>;
  cancelSignIn(): Promise<null>;
  reopenSignInPage(): Promise<null>;
  copySignInLink(): Promise<Copied>;
  dismissSignInFailure(): Promise<null>;
  allowSessionOnly(): Promise<AppOverview>;
  /** Signs out one account, or all accounts of the chosen cloud for null. */
  signOut(args: { accountId: string | null }): Promise<SignOutReport>;
  listTenants(args: { accountId: string }): Promise<TenantSummary[]>;
  enterTenant(args: { accountId: string; tenantId: string }): Promise<AppOverview>;
  describeCredential(args: { accountId: string }): Promise<CredentialSummary>;
  listCredentialSources(): Promise<CredentialSource[]>;
  /** Asks the host to open the workspace of a `config.json`, given as text. */
  requestWorkspace(args: { config: string }): Promise<null>;
  locateRequestedWorkspace(): Promise<WorkspaceLocation | null>;
  dismissRequestedWorkspace(): Promise<null>;
  addCloud(args: { description: CloudDescription }): Promise<CloudSummary>;
  removeCloud(args: { cloudId: string }): Promise<SignOutReport>;
  listWorkspaces(): Promise<WorkspaceList>;
  describeWorkspace(args: { workspace: string }): Promise<WorkspaceDetails>;
  /** What has changed in the services of every workspace (null) or of one. Begins to read them the first time. */
  followServices(args: { workspace: string | null; since: ListMark | null }): Promise<ServiceChanges>;
  refreshServices(args: { workspace: string | null; refresh: Refresh }): Promise<null>;
  /** The pinned and the last opened services of the current account. */
  listPins(): Promise<ServicePins>;
  pinService(args: { service: string }): Promise<ServicePins>;
  unpinService(args: { service: string }): Promise<ServicePins>;
  listAccess(args: { workspace: string }): Promise<AccessList>;
  /** Turns the lookup of principal names in Microsoft Graph on or off. */
  showNames(): Promise<null>;
  hideNames(): Promise<null>;
  describeService(args: { service: string }): Promise<ServiceDetails>;
  revealKey(args: ServiceKey): Promise<RevealedKey>;
  copyKey(args: ServiceKey): Promise<Copied>;
  /** Copies a call with a key in it, or with a fresh token for null. */
  copyCall(args: { service: string; language: CallLanguage; slot: KeySlot | null }): Promise<Copied>;
  /** Copies the command of `latchkey` that prints the key or a token. */
  copyCommandLine(args: { service: string }): Promise<Copied>;
  openServicePage(args: { service: string; site: Site }): Promise<null>;
  openWorkspacePage(args: { workspace: string; site: Site }): Promise<null>;
  saveWorkspaceConfig(args: { workspace: string }): Promise<SavedFile>;
  regenerateKey(args: ServiceKey & { typedName: string }): Promise<KeyRegeneration>;
  describeToken(args: { service: string }): Promise<TokenLife>;
  copyToken(args: { service: string }): Promise<Copied>;
  copyText(args: { text: string }): Promise<Copied>;
  /** Running jobs, and ended ones that are not dismissed. Only counts while the app is locked. */
  listJobs(): Promise<JobView[]>;
  /** Asks a job to stop at the next safe point. */
  stopJob(args: { id: number }): Promise<null>;
  /** Dismisses an ended job. */
  dismissJob(args: { id: number }): Promise<null>;
  describeSettings(): Promise<SettingsView>;
  saveSettings(args: { update: SettingsUpdate }): Promise<SettingsView>;
  setLanguage(args: { language: Language }): Promise<SettingsView>;
  resetDemoCloud(): Promise<AppOverview>;
  lockApp(): Promise<AppOverview>;
  unlockApp(): Promise<AppOverview>;
  /** Reports that a person uses the window. */
  noteActivity(): Promise<null>;
  describeSession(): Promise<SessionTimer>;
  describeLockSettings(): Promise<LockSettings>;
  saveLockSettings(args: { settings: LockSettings }): Promise<LockSettings>;
  checkSecretStore(): Promise<SecretStoreReport>;
  trySecretStore(): Promise<RoundTrip>;
  purgeSecretStore(args: { typedWord: string }): Promise<PurgeReport>;
}

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** The functions. A function without a command, or a command without a function, does not compile. */
export type Commands = {
  [Name in CommandName as CamelCase<Name>]: CommandTable[CamelCase<Name>];
} & CommandTable;

export function createCommands(transport: Transport): Commands {
  const run = (name: CommandName) => async (args?: object) => {
    try {
      return await transport.invoke(name, args);
    } catch (reason) {
      throw toCommandError(reason);
    }
  };
  const table = Object.fromEntries(commandNames.map((name) => [toCamelCase(name), run(name)]));
  return table as unknown as Commands;
}

/** `list_workspaces` → `listWorkspaces`. */
export function toCamelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
