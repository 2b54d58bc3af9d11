import { Body1, Button, makeStyles, Subtitle1, tokens } from "@fluentui/react-components";
import {
  ArrowLeftRegular,
  ClockRegular,
  ErrorCircleRegular,
  LockClosedRegular,
  PersonRegular,
  PlugDisconnectedRegular,
} from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { CommandError } from "../ipc/bindings/CommandError";
import type { ErrorCode } from "../ipc/bindings/ErrorCode";
import { t } from "../words";
import { ErrorActions } from "./ErrorActions";
import { ErrorDetails } from "./ErrorDetails";
import { errorTitle } from "./errorTitle";
import { SignInAgainNote } from "./SignInAgainNote";
import { WhoCanFixLine } from "./WhoCanFixLine";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    textAlign: "center",
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXL}`,
  },
  icon: { fontSize: "32px", color: tokens.colorNeutralForeground3, lineHeight: 1 },
  title: { margin: 0 },
  text: { maxWidth: "560px", color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  actions: { display: "flex", gap: tokens.spacingHorizontalS, flexWrap: "wrap", justifyContent: "center" },
});

interface ErrorPanelProps {
  error: CommandError;
  onRetry: () => void;
  isRetrying?: boolean;
  onBack?: (() => void) | undefined;
}

/** A page or part of it that could not be read: what happened, and the button for it. Decided by code and reason alone. */
export function ErrorPanel({ error, onRetry, isRetrying = false, onBack }: ErrorPanelProps) {
  const styles = useStyles();
  const isBackPrimary = error.code === "notFound" || (error.reason === "otherAccount" && !error.facts.isKept);
  return (
    <div className={styles.root} role="alert">
      <span className={styles.icon} aria-hidden="true">
        {icons[error.code] ?? <ErrorCircleRegular />}
      </span>
      <Subtitle1 as="h2" className={styles.title}>
        {errorTitle(error.code)}
      </Subtitle1>
      <Body1 className={styles.text} dir="auto">
        {error.message}
      </Body1>
      <WhoCanFixLine error={error} />
      {error.code === "signInRequired" && <SignInAgainNote />}
      <div className={styles.actions}>
        <ErrorActions error={error} onRetry={onRetry} isRetrying={isRetrying} />
        {onBack && (
          <Button
            appearance={isBackPrimary ? "primary" : "secondary"}
            icon={<ArrowLeftRegular />}
            onClick={onBack}
          >
            {t("action-back")}
          </Button>
        )}
      </div>
      <ErrorDetails error={error} />
    </div>
  );
}

const icons: Partial<Record<ErrorCode, ReactNode>> = {
  signInRequired: <PersonRegular />,
  otherAccount: <PersonRegular />,
  forbidden: <LockClosedRegular />,
  throttled: <ClockRegular />,
  clockWrong: <ClockRegular />,
  offline: <PlugDisconnectedRegular />,
};
