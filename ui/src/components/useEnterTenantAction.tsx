import { type ReactNode, useState } from "react";
import type { AccountSummary } from "../ipc/bindings/AccountSummary";
import type { CommandError } from "../ipc/bindings/CommandError";
import { toCommandError } from "../ipc/errors";
import { useEnterTenant } from "../ipc/sessionMutations";
import { t } from "../words";
import { useNotify } from "./notices";
import { TenantSignInDialog } from "./TenantSignInDialog";

interface Target {
  account: AccountSummary;
  tenant: { id: string; name: string };
}

/**
 * Switches to another tenant with the existing session. If that tenant requires a sign-in, `dialog` names it and
 * offers the browser.
 */
export function useEnterTenantAction(onEntered?: () => void) {
  const notify = useNotify();
  const { mutateAsync, isPending } = useEnterTenant();
  const [refused, setRefused] = useState<(Target & { refusal: CommandError }) | null>(null);

  const enter = async (target: Target) => {
    const { account, tenant } = target;
    try {
      await mutateAsync({ accountId: account.id, tenantId: tenant.id });
      notify({ intent: "success", text: t("tenants-switched", { name: tenant.name }) });
      onEntered?.();
    } catch (reason) {
      const error = toCommandError(reason);
      const { code, message } = error;
      const text = t("tenants-not-switched", { name: tenant.name, reason: message });
      if (code === "signInRequired") setRefused({ ...target, refusal: error });
      else notify({ intent: "error", text, error });
    }
  };
  const dialog: ReactNode = refused && <TenantSignInDialog {...refused} onClose={() => setRefused(null)} />;
  return { enter, isPending, dialog };
}
