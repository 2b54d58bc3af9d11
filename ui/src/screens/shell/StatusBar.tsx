import { makeStyles, tokens } from "@fluentui/react-components";
import {
  BuildingRegular,
  CloudFilled,
  CloudRegular,
  KeyMultipleRegular,
  PersonRegular,
} from "@fluentui/react-icons";
import { accountName } from "../../components/accountName";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import type { SecretStorage } from "../../ipc/bindings/SecretStorage";
import { t } from "../../words";
import { StatusItem } from "./StatusItem";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "center",
    height: "28px",
    flexShrink: 0,
    overflow: "hidden",
    paddingInlineEnd: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
});

/** Shows the cloud, tenant, account and the storage of secrets. */
export function StatusBar({ overview }: { overview: AppOverview }) {
  const styles = useStyles();
  const { cloud, account, secretStorage } = overview;
  return (
    <section className={styles.root} aria-label={t("shell-status")} data-testid="status-bar">
      <StatusItem
        label={t("shell-status-cloud")}
        icon={cloud?.isEmulated ? <CloudFilled /> : <CloudRegular />}
        text={cloud?.displayName ?? t("shell-no-cloud")}
        isAccented={cloud !== null}
      />
      {cloud?.hasTenants !== false && (
        <StatusItem
          label={t("shell-status-tenant")}
          icon={<BuildingRegular />}
          text={
            account
              ? account.tenantName || account.tenantId || t("shell-tenant-unknown")
              : t("shell-no-tenant")
          }
          hint={account?.tenantId}
        />
      )}
      <StatusItem
        label={t("shell-status-account")}
        icon={<PersonRegular />}
        text={account ? accountName(account) : t("shell-not-signed-in")}
        hint={account ? hintOf(account) : undefined}
      />
      <StatusItem
        label={t("shell-status-storage")}
        icon={<KeyMultipleRegular />}
        text={storageText(secretStorage)}
        hint={secretStorage.kind === "unavailable" ? secretStorage.reason : undefined}
      />
    </section>
  );
}

function hintOf({ kind, displayName, userName }: AccountSummary): string {
  return kind === "user"
    ? displayName
    : t("shell-status-account-hint", { kind: t("accounts-kind", { kind }), id: userName });
}

function storageText(storage: SecretStorage): string {
  if (storage.kind === "osStore") return storage.name;
  return t(storage.kind === "memory" ? "shell-storage-memory" : "shell-storage-none");
}
