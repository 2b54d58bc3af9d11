import { Button, Caption1, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { ClockRegular } from "@fluentui/react-icons";
import { type ReactNode, useState } from "react";
import { InlineError } from "../../components/InlineError";
import { Moment } from "../../components/Moment";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import type { CredentialSummary } from "../../ipc/bindings/CredentialSummary";
import { useCredential } from "../../ipc/queries";
import { rich, t } from "../../words";
import { shortenMiddle } from "../../words/format";

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
          {t("accounts-credential-unknown", { reason: data.reason })}
        </Caption1>
      )}
      {data && data.kind !== "notTold" && <Caption1 className={styles.quiet}>{expiryOf(data)}</Caption1>}
    </div>
  );
}

function expiryOf(credential: Exclude<CredentialSummary, { kind: "notTold" }>): ReactNode {
  const moment = <Moment at={credential.expiresAt} />;
  if (credential.kind === "certificate") {
    const thumbprint = shortenMiddle(credential.thumbprint, THUMBPRINT_LENGTH);
    const subject = <bdi>{credential.subject}</bdi>;
    return rich("accounts-certificate-expires", { subject, thumbprint, moment });
  }
  if (credential.name === null) return rich("accounts-secret-expires", { moment });
  return rich("accounts-secret-named-expires", { name: <bdi>{credential.name}</bdi>, moment });
}
