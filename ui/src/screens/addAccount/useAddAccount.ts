import { useState } from "react";
import type { CommandError } from "../../ipc/bindings/CommandError";
import { toCommandError } from "../../ipc/errors";
import { useStartSignInBy } from "../../ipc/sessionMutations";
import { t } from "../../words";
import { isClientId, isTenant } from "../signIn/signInOptions";
import { LONGEST_CERTIFICATE, LONGEST_JSON } from "./certificateFile";
import {
  type FieldProblem,
  fieldsOf,
  type MethodDraft,
  type MethodSecrets,
  toSignInOptions,
} from "./methodDraft";

/** Starts the sign-in of the form. Reports missing fields without asking the host. */
export function useAddAccount() {
  const start = useStartSignInBy();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<CommandError | null>(null);
  const [problem, setProblem] = useState<FieldProblem | null>(null);

  const clear = () => {
    setError(null);
    setProblem(null);
  };
  /** Returns whether the host accepted it. */
  const begin = async (draft: MethodDraft, secrets: MethodSecrets): Promise<boolean> => {
    if (isPending) return false;
    const missing = problemBefore(draft, secrets);
    setError(null);
    setProblem(missing);
    if (missing) return false;
    setPending(true);
    try {
      await start(await toSignInOptions(draft, secrets));
      return true;
    } catch (reason) {
      setError(toCommandError(reason));
      return false;
    } finally {
      setPending(false);
    }
  };
  return { begin, clear, isPending, error, problem, setProblem };
}

/** Problems that need no request to the host, and those that the host describes badly. */
function problemBefore(draft: MethodDraft, { certificate, json }: MethodSecrets): FieldProblem | null {
  const fields = fieldsOf(draft);
  if (fields.includes("tenant") && !isTenant(draft.tenant))
    return { field: "tenant", message: t("sign-in-tenant-wrong") };
  if (fields.includes("clientId") && draft.hasTenants && !isClientId(draft.clientId))
    return { field: "clientId", message: t("sign-in-client-id-wrong") };
  if (draft.method === "clientCertificate") {
    if (!certificate) return { field: "certificate", message: t("add-certificate-missing") };
    if (certificate.size > LONGEST_CERTIFICATE)
      return { field: "certificate", message: t("add-certificate-long") };
  }
  if (draft.method === "sdkAuth") {
    if (!json.trim()) return { field: "json", message: t("add-json-missing") };
    if (json.length > LONGEST_JSON) return { field: "json", message: t("add-json-long") };
  }
  return null;
}
