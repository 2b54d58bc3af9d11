import { Button, Tooltip } from "@fluentui/react-components";
import { PersonSearchRegular } from "@fluentui/react-icons";
import { useNames } from "../../ipc/accessMutations";
import { t } from "../../words";

/** Turns the lookup of names in Microsoft Graph on or off. */
export function NamesButton({ hasNames }: { hasNames: boolean }) {
  const names = useNames();
  return (
    <Tooltip content={t("roles-names-hint")} relationship="description">
      <Button
        icon={<PersonSearchRegular />}
        disabledFocusable={names.isPending}
        onClick={() => names.mutate(hasNames ? "hidden" : "shown")}
      >
        {hasNames ? t("roles-hide-names") : t("roles-show-names")}
      </Button>
    </Tooltip>
  );
}
