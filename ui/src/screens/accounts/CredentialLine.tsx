import { Button, Caption1, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { ClockRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { InlineError } from "../../components/InlineError";
import { Moment } from "../../components/Moment";
import { t } from "../../words";
import { shortenMiddle } from "../../words/format";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import { useCredential } from "../../ipc/queries";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    minHeight: "24px",
  },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
});

const THUMBPRINT_LENGTH = 20;

/** When an application's secret or certificate ends. Microsoft Graph is asked on a press only. */
export function CredentialLine({ account }: { account: AccountSummary }) {
  const styles = useStyles();
  const [isWanted, setWanted] = useState(false);
  const { data, error, isFetching } = useCredential(account.id, isWanted);
  return (
    <div className={styles.root} data-testid="credential">
      {!isWanted && (
        <Button appearance="subtle" size="small" icon={<ClockRegular />} onClick={() => setWanted(true)}>
          {t("accounts-credential-check")}
        </Button>
      )}
      {isFetching && <Spinner size="tiny" label={t("accounts-credential-checking")} />}
      <InlineError error={error} />
      {data?.kind === "notTold" && (
        <Caption1 className={styles.quiet}>
          {t.accounts.credential.notTold} {data.reason}
        </Caption1>
      )}
      {data && data.kind !== "notTold" && (
        <Caption1 className={styles.quiet}>
          {data.kind === "certificate"
            ? t.accounts.credential.certificate(data.subject, shortenMiddle(data.thumbprint, THUMBPRINT_LENGTH))
            : t.accounts.credential.secret(data.name)}{" "}
          <Moment at={data.expiresAt} />
        </Caption1>
      )}
    </div>
  );
}
