import { Caption1, makeStyles, tokens } from "@fluentui/react-components";
import type { CloudSummary } from "../ipc/bindings/CloudSummary";
import { useSettings } from "../ipc/queries";
import { t } from "../words";

const useStyles = makeStyles({ root: { color: tokens.colorNeutralForeground2 } });

interface SignInPageNoteProps {
  /** The client id of the sign-in, if one is typed or known. */
  clientId?: string | null;
  /** The cloud, if the client id can come from it. */
  cloud?: CloudSummary | undefined;
}

/** Says that the sign-in page names the Azure CLI, before a browser opens. */
export function SignInPageNote({ clientId, cloud }: SignInPageNoteProps) {
  const styles = useStyles();
  const settings = useSettings().data;
  if (!settings) return null;
  // The description of an added cloud can have a client id of its own.
  if (!clientId && (!cloud || cloud.isAdded || !cloud.hasTenants)) return null;
  const used = clientId || settings.clientId || settings.defaultClientId;
  if (used.toLowerCase() !== settings.defaultClientId.toLowerCase()) return null;
  return (
    <Caption1 className={styles.root} data-testid="sign-in-page-note">
      {t("sign-in-names-azure-cli")}
    </Caption1>
  );
}
