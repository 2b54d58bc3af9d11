import { Badge } from "@fluentui/react-components";
import { t } from "../words";
import type { AccountKind } from "../ipc/bindings/AccountKind";

/** Marks an account that is not a person's. */
export function AccountKindTag({ kind }: { kind: AccountKind }) {
  if (kind === "user") return null;
  return (
    <Badge appearance="outline" color="informative">
      {t("accounts-kind", { kind })}
    </Badge>
  );
}
