import { Badge, Button, Caption1, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import { BuildingRegular, ChevronDownRegular, ChevronRightRegular } from "@fluentui/react-icons";
import { useId, useState } from "react";
import { InlineError } from "../../components/InlineError";
import { useEnterTenantAction } from "../../components/useEnterTenantAction";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import { useTenants } from "../../ipc/queries";
import { t } from "../../words";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, alignItems: "flex-start" },
  list: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    width: "100%",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
  },
  row: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    paddingInlineStart: tokens.spacingHorizontalS,
  },
  names: { display: "flex", flexDirection: "column", minWidth: 0, flex: "1 1 0" },
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalS },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  icon: { fontSize: "20px", flexShrink: 0, color: tokens.colorNeutralForeground3 },
});

interface OtherTenantsProps {
  account: AccountSummary;
  onEntered?: () => void;
}

/** The person's tenants without a session. Reads them only when it is opened. */
export function OtherTenants({ account, onEntered }: OtherTenantsProps) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const tenants = useTenants(account.id, isOpen);
  const { enter, isPending, dialog } = useEnterTenantAction(onEntered);
  const others = tenants.data?.filter(({ accountId }) => accountId === null);
  return (
    <div className={styles.root}>
      <Button
        appearance="subtle"
        size="small"
        icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {t("tenants-others")}
      </Button>
      <div id={id} hidden={!isOpen} style={{ width: "100%" }}>
        {tenants.isLoading && (
          <Spinner size="tiny" label={t("action-loading", { name: t("tenants-others") })} />
        )}
        <InlineError error={tenants.error} />
        {others?.length === 0 && <Caption1 className={styles.quiet}>{t("tenants-none")}</Caption1>}
        {others && others.length > 0 && (
          <ul className={styles.list} aria-label={t("tenants-others")}>
            {others.map((tenant) => (
              <li key={tenant.id} className={styles.row}>
                <BuildingRegular className={styles.icon} aria-hidden="true" />
                <span className={styles.names}>
                  <span className={styles.line}>
                    <Text className={styles.name} dir="auto">
                      {tenant.name}
                    </Text>
                    {tenant.isHome !== null && (
                      <Badge appearance="outline" color="informative">
                        {t("tenants-membership", { membership: tenant.isHome ? "home" : "guest" })}
                      </Badge>
                    )}
                  </span>
                  <Caption1 className={styles.quiet}>{tenant.domain ?? tenant.id}</Caption1>
                </span>
                <Button
                  size="small"
                  aria-label={t("tenants-switch-to", { name: tenant.name })}
                  disabledFocusable={isPending}
                  onClick={() => void enter({ account, tenant })}
                >
                  {t("tenants-switch")}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {dialog}
    </div>
  );
}
