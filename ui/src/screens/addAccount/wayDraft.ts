// What is filled in for each way to sign in, and what the host is asked for.
import type { CommandError } from "../../ipc/bindings/CommandError";
import type { EnvironmentVariables } from "../../ipc/bindings/EnvironmentVariables";
import type { MachineIdentity } from "../../ipc/bindings/MachineIdentity";
import type { SignInOptions } from "../../ipc/bindings/SignInOptions";
import type { SignInWay } from "../../ipc/bindings/SignInWay";
import { toBase64 } from "./certificateFile";

export type WayKind = SignInWay["kind"];
export type IdentityKind = MachineIdentity["kind"];

/** What is no secret: it outlives a failed attempt. */
export interface WayDraft {
  way: WayKind;
  cloudId: string;
  /** Whether the cloud’s people sign in with Entra ID; another provider has no tenants. */
  hasTenants: boolean;
  tenant: string;
  clientId: string;
  variables: EnvironmentVariables;
  identityKind: IdentityKind;
  identityId: string;
}

/** What a link to the form fills in beforehand. */
export type WayHints = Partial<Pick<WayDraft, "way" | "tenant" | "clientId" | "variables">>;

/** The hints of an address; what does not fit is left out. */
export function wayHintsOf(search: Record<string, unknown>): WayHints {
  const { way, tenant, clientId, variables } = search;
  const known = Object.keys(fields).find((each) => each === way) as WayKind | undefined;
  return {
    ...(known ? { way: known } : {}),
    ...(typeof tenant === "string" ? { tenant } : {}),
    ...(typeof clientId === "string" ? { clientId } : {}),
    ...(variables === "aml" || variables === "azure" ? { variables } : {}),
  };
}

/** What is secret: gone as soon as the host has it, or another way is chosen. */
export interface WaySecrets {
  secret: string;
  certificate: File | null;
  password: string;
  json: string;
}

export const noSecrets: WaySecrets = { secret: "", certificate: null, password: "", json: "" };

/** The fields, as the host names them in the detail *Field* of an error. */
export type WayField =
  | "tenant"
  | "clientId"
  | "secret"
  | "certificate"
  | "password"
  | "json"
  | "variables"
  | "identity";

const fields: Record<WayKind, readonly WayField[]> = {
  browser: ["tenant", "clientId"],
  deviceCode: ["tenant", "clientId"],
  clientSecret: ["tenant", "clientId", "secret"],
  clientCertificate: ["tenant", "clientId", "certificate", "password"],
  sdkAuth: ["json"],
  environment: ["variables"],
  azureCli: ["tenant"],
  managedIdentity: ["identity"],
};

/** The fields that a way needs in the cloud that is signed in to. */
export function fieldsOf({ way, hasTenants }: Pick<WayDraft, "way" | "hasTenants">): readonly WayField[] {
  return fields[way].filter((field) => hasTenants || field !== "tenant");
}

/** What is wrong, and at which field. */
export interface FieldProblem {
  field: WayField;
  message: string;
}

/** The field of this way that an error is about; null where it is about none of them. */
export function problemOf(error: CommandError | null, draft: WayDraft): FieldProblem | null {
  if (error?.code !== "invalid") return null;
  const named = error.details.find(({ label }) => label === "Field")?.value;
  const field = fieldsOf(draft).find((known) => known === named);
  return field ? { field, message: error.message } : null;
}

/** Whether starting the same once more needs something secret. */
export function needsSecret(way: WayKind): boolean {
  return way === "clientSecret" || way === "clientCertificate" || way === "sdkAuth";
}

export async function toSignInOptions(draft: WayDraft, secrets: WaySecrets): Promise<SignInOptions> {
  const typed = (field: "tenant" | "clientId") =>
    fieldsOf(draft).includes(field) ? draft[field].trim() : "";
  const [tenant, clientId] = [typed("tenant"), typed("clientId")];
  return {
    ...(draft.cloudId ? { cloudId: draft.cloudId } : {}),
    ...(tenant ? { tenant } : {}),
    ...(clientId ? { clientId } : {}),
    way: await toWay(draft, secrets),
  };
}

async function toWay(draft: WayDraft, secrets: WaySecrets): Promise<SignInWay> {
  switch (draft.way) {
    case "clientSecret":
      return { kind: draft.way, secret: secrets.secret };
    case "clientCertificate": {
      const file = secrets.certificate ? await toBase64(secrets.certificate) : "";
      return { kind: draft.way, file, password: secrets.password || null };
    }
    case "sdkAuth":
      return { kind: draft.way, json: secrets.json };
    case "environment":
      return { kind: draft.way, variables: draft.variables };
    case "managedIdentity": {
      const kind = draft.identityKind;
      const identity: MachineIdentity =
        kind === "systemAssigned" ? { kind } : { kind, id: draft.identityId.trim() };
      return { kind: draft.way, identity };
    }
    default:
      return { kind: draft.way };
  }
}
