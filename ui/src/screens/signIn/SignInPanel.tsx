import { Body1, Button, Caption1, makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import { CopyRegular, DismissRegular, OpenRegular } from "@fluentui/react-icons";
import { useEffect, useRef, useState } from "react";
import { Countdown } from "../../components/Countdown";
import { InlineError } from "../../components/InlineError";
import { useCopyAction } from "../../components/useCopyAction";
import { useShortcut } from "../../components/useShortcut";
import type { SignInMethod } from "../../ipc/bindings/SignInMethod";
import type { SignInProgress } from "../../ipc/bindings/SignInProgress";
import { useSignInStep } from "../../ipc/sessionMutations";
import { rich, t } from "../../words";
import { DeviceCodeCard } from "./DeviceCodeCard";
import { RefusedPeer } from "./RefusedPeer";
import { SignInSteps } from "./SignInSteps";
import { flowOf, type SignInStep } from "./signInFlow";

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
});

interface SignInPanelProps {
  progress: Exclude<SignInProgress, { step: "failed" }>;
  className: string;
  /** The method, if it is known. */
  method?: SignInMethod["kind"] | undefined;
  /** Starts the same sign-in with a code; none if a code is not possible. */
  onUseCode?: (() => void) | undefined;
}

/** Follows a sign-in from its first request to the session. */
export function SignInPanel({ progress, className, method, onUseCode }: SignInPanelProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const reopen = useSignInStep("reopenSignInPage");
  const cancel = useSignInStep("cancelSignIn");
  const { copy } = useCopyAction();
  const [seen, setSeen] = useState<readonly SignInStep[]>([progress.step]);
  if (!seen.includes(progress.step)) setSeen([...seen, progress.step]);
  useEffect(() => heading.current?.focus(), []);
  useShortcut("leave", () => {
    if (!cancel.isPending) cancel.mutate();
  });
  return (
    <section className={mergeClasses(className)} aria-label={t("sign-in-panel")} data-testid="sign-in-panel">
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {t("sign-in-panel")}
      </h1>
      <SignInSteps step={progress.step} flow={flowOf([...seen, progress.step], method)} />
      {progress.step === "waiting" && (
        <div className={styles.page}>
          <Body1>
            {rich("sign-in-host", {
              host: (
                <Text as="span" className={styles.host}>
                  {progress.authorityHost}
                </Text>
              ),
            })}
          </Body1>
          <Caption1 className={styles.quiet}>{t("sign-in-host-check")}</Caption1>
          <Caption1 className={styles.quiet}>{t("sign-in-link-once")}</Caption1>
          <Body1 className={styles.left}>
            {t("sign-in-time-left")}
            <Countdown until={progress.until} />
          </Body1>
        </div>
      )}
      {progress.step === "showingCode" && (
        <DeviceCodeCard
          userCode={progress.userCode}
          page={progress.page}
          until={progress.until}
          onOpen={() => reopen.mutate()}
          isOpening={reopen.isPending}
        />
      )}
      {progress.step === "waiting" && progress.hasRefusedPeer && <RefusedPeer onUseCode={onUseCode} />}
      <InlineError error={reopen.error ?? cancel.error} />
      <div className={styles.actions}>
        {progress.step === "waiting" && (
          <>
            <Button
              icon={<OpenRegular />}
              disabledFocusable={reopen.isPending}
              onClick={() => reopen.mutate()}
            >
              {t("sign-in-open-again")}
            </Button>
            <Button icon={<CopyRegular />} onClick={() => copy({ what: "signInLink" }, t("sign-in-link"))}>
              {t("sign-in-copy-link")}
            </Button>
          </>
        )}
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          disabledFocusable={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          {t("action-cancel")}
        </Button>
      </div>
    </section>
  );
}
