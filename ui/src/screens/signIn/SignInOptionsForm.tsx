import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import { t } from "../../words";
import { ClientIdField } from "./ClientIdField";
import { CloudField } from "./CloudField";
import type { SignInDraft } from "./signInOptions";
import { TenantField } from "./TenantField";

const useStyles = makeStyles({
  root: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalM})` },
  panel: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    paddingTop: tokens.spacingVerticalXS,
  },
});

interface SignInOptionsFormProps {
  draft: SignInDraft;
  onChange: (draft: SignInDraft) => void;
  /** The clouds to choose from. Left out if the cloud is fixed. */
  clouds?: CloudSummary[];
  /** Whether people sign in with Entra ID; another provider has no tenants. */
  hasTenants?: boolean;
}

/** Cloud, tenant and client id, folded away: most people need none of them. */
export function SignInOptionsForm({ draft, onChange, clouds, hasTenants = true }: SignInOptionsFormProps) {
  const styles = useStyles();
  return (
    <Accordion collapsible className={styles.root}>
      <AccordionItem value="options">
        <AccordionHeader>{t("sign-in-options")}</AccordionHeader>
        <AccordionPanel className={styles.panel}>
          {clouds && (
            <CloudField
              clouds={clouds}
              value={draft.cloudId}
              onChange={(cloudId) => onChange({ ...draft, cloudId })}
            />
          )}
          {hasTenants && (
            <TenantField
              value={draft.tenant}
              onChange={(tenant) => onChange({ ...draft, tenant })}
              hint={t("add-tenant-hint")}
            />
          )}
          <ClientIdField
            value={draft.clientId}
            onChange={(clientId) => onChange({ ...draft, clientId })}
            isGuid={hasTenants}
            hint={hasTenants ? t("add-client-id-hint") : t("add-client-id-hint-provider")}
          />
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}
