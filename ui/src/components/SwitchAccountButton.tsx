import { Button } from "@fluentui/react-components";
import { useOverview } from "../ipc/queries";
import { t } from "../words";
import { distinctNamesOf } from "./accountName";
import { useSwitchAction } from "./useSwitchAction";

/** Switches to the account that a page belongs to. The page then reads again. */
export function SwitchAccountButton({ accountId }: { accountId: string }) {
  const accounts = useOverview().data?.accounts ?? [];
  const account = accounts.find(({ id }) => id === accountId);
  const name = account ? distinctNamesOf(accounts)(account) : null;
  const { switchTo, isPending } = useSwitchAction();
  return (
    <Button appearance="primary" disabledFocusable={isPending} onClick={() => void switchTo(accountId, name)}>
      {name === null ? t("accounts-switch-unnamed") : t("accounts-switch", { name })}
    </Button>
  );
}
