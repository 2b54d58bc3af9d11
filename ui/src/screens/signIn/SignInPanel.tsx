import { Body1, Button, Caption1, makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import { CopyRegular, DismissRegular, OpenRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import { Countdown } from "../../components/Countdown";
import { InlineError } from "../../components/InlineError";
import { useCopyAction } from "../../components/useCopyAction";
import { t } from "../../i18n";
import type { SignInProgress } from "../../ipc/bindings/SignInProgress";
import { useSignInStep } from "../../ipc/mutations";
import { SignInSteps } from "./SignInSteps";

const useStyles = makeStyles({
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    outlineStyle: "none",
  },
  page: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
  },
  host: {
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: "anywhere",
    fontWeight: tokens.fontWeightSemibold,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  left: { display: "flex", justifyContent: "space-between", gap: tokens.spacingHorizontalM },
  actions: { display: "flex", gap: tokens.spacingHorizontalS, flexWrap: "wrap" },
  cancel: { marginInlineStart: "auto" },
});

interface SignInPanelProps {
  progress: Exclude<SignInProgress, { step: "failed" }>;
  className: string;
}

/** Follows a sign-in from the browser's opening to the session. */
export function SignInPanel({ progress, className }: SignInPanelProps) {
  const styles = useStyles();
  const words = t.signIn.panel;
  const heading = useRef<HTMLHeadingElement>(null);
  const reopen = useSignInStep("reopenSignInPage");
  const cancel = useSignInStep("cancelSignIn");
  const { copy } = useCopyAction();
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={mergeClasses(className)} aria-label={words.title} data-testid="sign-in-panel">
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {words.title}
      </h1>
      <SignInSteps step={progress.step} />
      {progress.step === "waiting" && (
        <div className={styles.page}>
          <Body1>
            {words.waitingFor} <Text className={styles.host}>{progress.authorityHost}</Text>
          </Body1>
          <Caption1 className={styles.quiet}>{words.waitingCheck}</Caption1>
          <Body1 className={styles.left}>
            {words.timeLeft}
            <Countdown until={progress.until} />
          </Body1>
        </div>
      )}
      <InlineError error={reopen.error ?? cancel.error} />
      <div className={styles.actions}>
        {progress.step === "waiting" && (
          <>
            <Button
              icon={<OpenRegular />}
              disabledFocusable={reopen.isPending}
              onClick={() => reopen.mutate()}
            >
              {words.openAgain}
            </Button>
            <Button icon={<CopyRegular />} onClick={() => copy({ what: "signInLink" }, words.link)}>
              {words.copyLink}
            </Button>
          </>
        )}
        <Button
          className={styles.cancel}
          appearance="subtle"
          icon={<DismissRegular />}
          disabledFocusable={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          {t.common.cancel}
        </Button>
      </div>
    </section>
  );
}
