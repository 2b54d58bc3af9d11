import { Body1, Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { LockClosedRegular, SignOutRegular } from "@fluentui/react-icons";
import { type ReactNode, useEffect, useRef } from "react";
import { InlineError } from "../../components/InlineError";
import { Moment } from "../../components/Moment";
import { useNotify } from "../../components/notices";
import { SignInPageNote } from "../../components/SignInPageNote";
import { useEnter } from "../../components/useEnter";
import { useSignOutAction } from "../../components/useSignOutAction";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import type { LockView } from "../../ipc/bindings/LockView";
import type { SecretStorage } from "../../ipc/bindings/SecretStorage";
import { useUnlockApp } from "../../ipc/sessionMutations";
import { rich, t } from "../../words";
import { SignInFailure } from "../signIn/SignInFailure";
import { SignInPanel } from "../signIn/SignInPanel";
import { RunningJobs } from "./RunningJobs";

const useStyles = makeStyles({
  root: {
    height: "100%",
    overflowY: "auto",
    display: "flex",
    justifyContent: "center",
    alignItems: "center",
    backgroundColor: tokens.colorNeutralBackground2,
  },
  card: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    width: "min(520px, 92vw)",
    boxSizing: "border-box",
    padding: tokens.spacingHorizontalXXL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow4,
  },
  head: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM },
  icon: { fontSize: "24px", display: "flex", color: tokens.colorBrandForeground1 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    outlineStyle: "none",
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: "flex", gap: tokens.spacingHorizontalS, flexWrap: "wrap" },
});

interface LockScreenProps {
  overview: AppOverview;
  locked: LockView;
}

/** The only screen while the app is locked: who can unlock it, and signing out. */
export function LockScreen({ overview, locked }: LockScreenProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const unlock = useUnlockApp();
  const { accounts, cloud, signIn, secretStorage } = overview;
  const { signOut, isPending } = useSignOutAction(accounts);
  const notify = useNotify();
  useEffect(() => heading.current?.focus(), []);
  useEnter(() => {
    if (signIn || unlock.isPending) return false;
    unlock.mutate();
    return true;
  });
  // A notice can name things that the lock hides.
  useEffect(() => notify(null), [notify]);
  if (signIn)
    return (
      <main className={styles.root}>
        {signIn.step === "failed" ? (
          <SignInFailure
            error={signIn.error}
            storage={secretStorage}
            className={styles.card}
            onAgain={() => unlock.mutate()}
            isStarting={unlock.isPending}
            backLabel={t("lock-screen-back")}
          />
        ) : (
          <SignInPanel progress={signIn} className={styles.card} />
        )}
        <InlineError error={unlock.error} title={t("lock-screen-not-unlocked")} />
      </main>
    );
  return (
    <main className={styles.root}>
      <section className={styles.card} aria-label={t("lock-screen-title")} data-testid="lock-screen">
        <div className={styles.head}>
          <span className={styles.icon} aria-hidden="true">
            <LockClosedRegular />
          </span>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {t("lock-screen-title")}
          </h1>
        </div>
        <Body1>{wayOut(locked, secretStorage)}</Body1>
        <Caption1 className={styles.quiet}>
          {cloud && (
            <>
              <bdi>{cloud.displayName}</bdi> ·{" "}
            </>
          )}
          {t("lock-screen-reason", { reason: locked.reason })}{" "}
          {rich("lock-screen-since", { moment: <Moment at={locked.since} /> })}
        </Caption1>
        {locked.unlocksBy === "browser" && <SignInPageNote clientId={locked.clientId} />}
        <RunningJobs />
        <InlineError error={unlock.error} title={t("lock-screen-not-unlocked")} />
        <div className={styles.actions}>
          <Button appearance="primary" disabledFocusable={unlock.isPending} onClick={() => unlock.mutate()}>
            {unlock.isPending ? t("lock-screen-unlocking") : t("lock-screen-unlock")}
          </Button>
          <Button
            appearance="subtle"
            icon={<SignOutRegular />}
            disabledFocusable={isPending}
            onClick={() => void signOut(null)}
          >
            {t("accounts-sign-out-all")}
          </Button>
        </div>
      </section>
    </main>
  );
}

function wayOut({ unlocksBy, accountName }: LockView, storage: SecretStorage): ReactNode {
  const isInMemory = storage.kind === "memory";
  if (accountName === null) return t(isInMemory ? "lock-screen-memory" : "lock-screen-store");
  const name = <bdi>{accountName}</bdi>;
  if (unlocksBy === "browser") return rich("lock-screen-browser", { name });
  return rich(isInMemory ? "lock-screen-application-memory" : "lock-screen-application-store", { name });
}
