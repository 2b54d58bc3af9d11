import { makeStyles, tokens } from "@fluentui/react-components";
import { GlobeRegular, PersonRegular, WalletCreditCardRegular } from "@fluentui/react-icons";
import type { WorkspaceSummary } from "../../ipc/bindings/WorkspaceSummary";
import { t } from "../../words";
import { MyRoles } from "../workspaces/MyRoles";

const useStyles = makeStyles({
  fact: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS, minWidth: 0 },
  icon: { fontSize: "16px", flexShrink: 0 },
});

/** The line under a workspace's name: region, subscription and my role. */
export function WorkspaceFacts({ summary }: { summary: WorkspaceSummary }) {
  const styles = useStyles();
  const { region, subscriptionName, subscriptionId, myRoles, name } = summary;
  return (
    <>
      <span className={styles.fact} title={t("workspaces-region")}>
        <GlobeRegular className={styles.icon} aria-label={t("workspaces-region")} role="img" />
        {region || t("action-not-given")}
      </span>
      <span className={styles.fact} title={t("workspaces-subscription")}>
        <WalletCreditCardRegular
          className={styles.icon}
          aria-label={t("workspaces-subscription")}
          role="img"
        />
        {subscriptionName || subscriptionId}
      </span>
      <span className={styles.fact}>
        <PersonRegular className={styles.icon} aria-label={t("workspaces-my-role")} role="img" />
        <MyRoles workspace={name} roles={myRoles} />
      </span>
    </>
  );
}
