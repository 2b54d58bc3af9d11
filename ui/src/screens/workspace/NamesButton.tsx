import { Button, Tooltip } from "@fluentui/react-components";
import { PersonSearchRegular } from "@fluentui/react-icons";
import { t } from "../../i18n";
import { useNames } from "../../ipc/accessMutations";

const words = t.workspaces.access;

/** Turns the lookup of names in Microsoft Graph on or off. */
export function NamesButton({ hasNames }: { hasNames: boolean }) {
  const names = useNames();
  return (
    <Tooltip content={words.namesHint} relationship="description">
      <Button
        icon={<PersonSearchRegular />}
        disabledFocusable={names.isPending}
        onClick={() => names.mutate(hasNames ? "hidden" : "shown")}
      >
        {hasNames ? words.hideNames : words.showNames}
      </Button>
    </Tooltip>
  );
}
