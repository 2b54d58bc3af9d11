import { Body1, Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ErrorCircleRegular, InfoRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import { ErrorDetails } from "../../components/ErrorDetails";
import { useEnter } from "../../components/useEnter";
import { useShortcut } from "../../components/useShortcut";
import { WhoCanFixLine } from "../../components/WhoCanFixLine";
import type { CommandError } from "../../ipc/bindings/CommandError";
import type { SecretStorage } from "../../ipc/bindings/SecretStorage";
import { useSignInStep } from "../../ipc/sessionMutations";
import { t } from "../../words";
import { SessionOnly } from "./SessionOnly";

const useStyles = makeStyles({
  head: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM },
  icon: { fontSize: "24px", display: "flex", color: tokens.colorStatusDangerForeground1 },
  calm: { color: tokens.colorNeutralForeground3 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    outlineStyle: "none",
  },
  text: { overflowWrap: "anywhere" },
  actions: { display: "flex", gap: tokens.spacingHorizontalS, flexWrap: "wrap" },
});

interface SignInFailureProps {
  error: CommandError;
  storage: SecretStorage;
  className: string;
  /** Starts the same sign-in again; null if it needs a secret, which is not kept. */
  onAgain: (() => void) | null;
  isStarting: boolean;
  /** Leads to the tenant field, if the tenant is what is wrong: the same sign-in would fail again. */
  onOtherTenant?: (() => void) | undefined;
  /** The target of *back*. */
  backLabel?: string;
}

/** A failed sign-in: a sentence, a button, and the details one click away. */
export function SignInFailure(props: SignInFailureProps) {
  const { error, storage, className, isStarting, backLabel } = props;
  const onOtherTenant = error.field === "tenant" ? props.onOtherTenant : undefined;
  const onAgain = onOtherTenant ?? props.onAgain;
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const dismiss = useSignInStep("dismissSignInFailure");
  useEffect(() => heading.current?.focus(), []);
  useShortcut("leave", () => {
    if (!dismiss.isPending) dismiss.mutate();
  });
  const isCalm = error.code === "cancelled";
  const needsChoice = error.code === "noSecretStore" && storage.kind === "unavailable";
  useEnter(() => {
    if (needsChoice || !onAgain || isStarting) return false;
    onAgain();
    return true;
  });
  const title = isCalm
    ? t("sign-in-cancelled")
    : needsChoice
      ? t("failure-no-secret-store")
      : t("failure-sign-in-failed");
  return (
    <section className={className} aria-label={title} data-testid="sign-in-panel">
      <div className={styles.head}>
        <span className={mergeClasses(styles.icon, isCalm && styles.calm)} aria-hidden="true">
          {isCalm ? <InfoRegular /> : <ErrorCircleRegular />}
        </span>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
      </div>
      <Body1 className={styles.text} dir="auto">
        {error.message}
      </Body1>
      <WhoCanFixLine error={error} />
      {error.code === "noSecretStore" && <SessionOnly storage={storage} hasTitle={false} />}
      <div className={styles.actions}>
        {!needsChoice && onAgain && (
          <Button appearance="primary" disabledFocusable={isStarting} onClick={onAgain}>
            {onOtherTenant ? t("sign-in-other-tenant") : t("sign-in-again")}
          </Button>
        )}
        <Button
          appearance={onAgain ? "secondary" : "primary"}
          disabledFocusable={dismiss.isPending}
          onClick={() => dismiss.mutate()}
        >
          {backLabel ?? t("action-back")}
        </Button>
      </div>
      <ErrorDetails error={error} />
    </section>
  );
}
