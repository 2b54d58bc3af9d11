// The form values of each sign-in method, and the sign-in options made of them.
import type { CommandError } from "../../ipc/bindings/CommandError";
import type { EnvironmentVariables } from "../../ipc/bindings/EnvironmentVariables";
import type { Field } from "../../ipc/bindings/Field";
import type { MachineIdentity } from "../../ipc/bindings/MachineIdentity";
import type { SignInMethod } from "../../ipc/bindings/SignInMethod";
import type { SignInOptions } from "../../ipc/bindings/SignInOptions";
import { toBase64 } from "./certificateFile";

export type MethodKind = SignInMethod["kind"];
export type IdentityKind = MachineIdentity["kind"];

/** The values that are not secret. They survive a failed attempt. */
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

/** Values that a link to the form sets. */
export type MethodHints = Partial<Pick<MethodDraft, "method" | "tenant" | "clientId" | "variables">>;

/** Reads the hints of an address. Ignores invalid ones. */
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

/** The secret values. Cleared when the host has them or another method is chosen. */
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

/** The fields that a method needs in this cloud. */
export function fieldsOf({
  method,
  hasTenants,
}: Pick<MethodDraft, "method" | "hasTenants">): readonly MethodField[] {
  return fields[method].filter((field) => hasTenants || field !== "tenant");
}

/** A problem and its field. */
export interface FieldProblem {
  field: MethodField;
  message: string;
}

/** The field of this method that an error names, or null. */
export function problemOf(error: CommandError | null, draft: MethodDraft): FieldProblem | null {
  const field = fieldsOf(draft).find((known) => known === error?.field);
  return error && field ? { field, message: error.message } : null;
}

/** Whether another attempt needs the secret again. */
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
