import { Badge } from "@fluentui/react-components";
import type { AccountKind } from "../ipc/bindings/AccountKind";
import { t } from "../words";

/** Marks an account that is not a person's. */
export function AccountKindTag({ kind }: { kind: AccountKind }) {
  if (kind === "user") return null;
  return (
    <Badge appearance="tint" color="informative">
      {t("accounts-kind", { kind })}
    </Badge>
  );
}
