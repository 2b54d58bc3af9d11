import { t } from "../../words";
import { ClientIdField } from "../signIn/ClientIdField";
import { TenantField } from "../signIn/TenantField";
import { CertificateField } from "./CertificateField";
import { IdentityField } from "./IdentityField";
import { JsonField } from "./JsonField";
import {
  type FieldProblem,
  fieldsOf,
  type MethodDraft,
  type MethodField,
  type MethodSecrets,
} from "./methodDraft";
import { SecretField } from "./SecretField";
import { VariablesField } from "./VariablesField";

interface MethodFieldsProps {
  draft: MethodDraft;
  secrets: MethodSecrets;
  problem: FieldProblem | null;
  onDraft: (change: Partial<MethodDraft>) => void;
  onSecrets: (change: Partial<MethodSecrets>) => void;
  onJsonFile: (file: File) => void;
}

/** The fields that the chosen method needs, and no others. */
export function MethodFields({ draft, secrets, problem, onDraft, onSecrets, onJsonFile }: MethodFieldsProps) {
  const { method } = draft;
  const has = (field: MethodField) => fieldsOf(draft).includes(field);
  const problemAt = (field: MethodField) => (problem?.field === field ? problem.message : null);
  const isApplication = method === "clientSecret" || method === "clientCertificate";
  return (
    <>
      {has("tenant") && (
        <TenantField
          value={draft.tenant}
          onChange={(tenant) => onDraft({ tenant })}
          required={isApplication}
          hint={
            isApplication
              ? t("add-tenant-hint-application")
              : method === "azureCli"
                ? t("add-tenant-hint-azure-cli")
                : t("add-tenant-hint")
          }
          problem={problemAt("tenant")}
        />
      )}
      {has("clientId") && (
        <ClientIdField
          value={draft.clientId}
          onChange={(clientId) => onDraft({ clientId })}
          required={isApplication}
          hint={
            !draft.hasTenants
              ? t("add-client-id-hint-provider")
              : isApplication
                ? t("add-client-id-hint-application")
                : t("add-client-id-hint")
          }
          isGuid={draft.hasTenants}
          problem={problemAt("clientId")}
        />
      )}
      {has("secret") && (
        <SecretField
          name="secret"
          label={t("add-secret")}
          hint={t("add-secret-hint")}
          value={secrets.secret}
          onChange={(secret) => onSecrets({ secret })}
          required
          problem={problemAt("secret")}
        />
      )}
      {has("certificate") && (
        <CertificateField
          file={secrets.certificate}
          onChange={(certificate) => onSecrets({ certificate })}
          problem={problemAt("certificate")}
        />
      )}
      {has("password") && (
        <SecretField
          name="password"
          label={t("add-password")}
          hint={t("add-password-hint")}
          value={secrets.password}
          onChange={(password) => onSecrets({ password })}
          problem={problemAt("password")}
        />
      )}
      {has("json") && (
        <JsonField
          value={secrets.json}
          onChange={(json) => onSecrets({ json })}
          onFile={onJsonFile}
          problem={problemAt("json")}
        />
      )}
      {has("variables") && (
        <VariablesField
          value={draft.variables}
          onChange={(variables) => onDraft({ variables })}
          problem={problemAt("variables")}
        />
      )}
      {has("identity") && (
        <IdentityField
          kind={draft.identityKind}
          id={draft.identityId}
          onChange={(identityKind, identityId) => onDraft({ identityKind, identityId })}
          problem={problemAt("identity")}
        />
      )}
    </>
  );
}
