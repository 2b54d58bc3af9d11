// What is filled in for each sign-in method, and what the host is asked for.
import type { CommandError } from "../../ipc/bindings/CommandError";
import type { EnvironmentVariables } from "../../ipc/bindings/EnvironmentVariables";
import type { Field } from "../../ipc/bindings/Field";
import type { MachineIdentity } from "../../ipc/bindings/MachineIdentity";
import type { SignInMethod } from "../../ipc/bindings/SignInMethod";
import type { SignInOptions } from "../../ipc/bindings/SignInOptions";
import { toBase64 } from "./certificateFile";

export type MethodKind = SignInMethod["kind"];
export type IdentityKind = MachineIdentity["kind"];

/** What is no secret: it outlives a failed attempt. */
export interface MethodDraft {
  method: MethodKind;
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
export type MethodHints = Partial<Pick<MethodDraft, "method" | "tenant" | "clientId" | "variables">>;

/** The hints of an address; what does not fit is left out. */
export function methodHintsOf(search: Record<string, unknown>): MethodHints {
  const { method, tenant, clientId, variables } = search;
  const known = Object.keys(fields).find((each) => each === method) as MethodKind | undefined;
  return {
    ...(known ? { method: known } : {}),
    ...(typeof tenant === "string" ? { tenant } : {}),
    ...(typeof clientId === "string" ? { clientId } : {}),
    ...(variables === "aml" || variables === "azure" ? { variables } : {}),
  };
}

/** What is secret: gone as soon as the host has it, or another method is chosen. */
export interface MethodSecrets {
  secret: string;
  certificate: File | null;
  password: string;
  json: string;
}

export const noSecrets: MethodSecrets = { secret: "", certificate: null, password: "", json: "" };

/** The fields, as the host names them in an error. */
export type MethodField = Extract<
  Field,
  "tenant" | "clientId" | "secret" | "certificate" | "password" | "json" | "variables" | "identity"
>;

const fields: Record<MethodKind, readonly MethodField[]> = {
  browser: ["tenant", "clientId"],
  deviceCode: ["tenant", "clientId"],
  clientSecret: ["tenant", "clientId", "secret"],
  clientCertificate: ["tenant", "clientId", "certificate", "password"],
  sdkAuth: ["json"],
  environment: ["variables"],
  azureCli: ["tenant"],
  managedIdentity: ["identity"],
};

/** The fields that a method needs in the cloud that is signed in to. */
export function fieldsOf({
  method,
  hasTenants,
}: Pick<MethodDraft, "method" | "hasTenants">): readonly MethodField[] {
  return fields[method].filter((field) => hasTenants || field !== "tenant");
}

/** What is wrong, and at which field. */
export interface FieldProblem {
  field: MethodField;
  message: string;
}

/** The field of this method that an error is about; null where it is about none of them. */
export function problemOf(error: CommandError | null, draft: MethodDraft): FieldProblem | null {
  const field = fieldsOf(draft).find((known) => known === error?.field);
  return error && field ? { field, message: error.message } : null;
}

/** Whether starting the same once more needs something secret. */
export function needsSecret(method: MethodKind): boolean {
  return method === "clientSecret" || method === "clientCertificate" || method === "sdkAuth";
}

export async function toSignInOptions(draft: MethodDraft, secrets: MethodSecrets): Promise<SignInOptions> {
  const typed = (field: "tenant" | "clientId") =>
    fieldsOf(draft).includes(field) ? draft[field].trim() : "";
  const [tenant, clientId] = [typed("tenant"), typed("clientId")];
  return {
    ...(draft.cloudId ? { cloudId: draft.cloudId } : {}),
    ...(tenant ? { tenant } : {}),
    ...(clientId ? { clientId } : {}),
    method: await toMethod(draft, secrets),
  };
}

async function toMethod(draft: MethodDraft, secrets: MethodSecrets): Promise<SignInMethod> {
  switch (draft.method) {
    case "clientSecret":
      return { kind: draft.method, secret: secrets.secret };
    case "clientCertificate": {
      const file = secrets.certificate ? await toBase64(secrets.certificate) : "";
      return { kind: draft.method, file, password: secrets.password || null };
    }
    case "sdkAuth":
      return { kind: draft.method, json: secrets.json };
    case "environment":
      return { kind: draft.method, variables: draft.variables };
    case "managedIdentity": {
      const kind = draft.identityKind;
      const identity: MachineIdentity =
        kind === "systemAssigned" ? { kind } : { kind, id: draft.identityId.trim() };
      return { kind: draft.method, identity };
    }
    default:
      return { kind: draft.method };
  }
}
