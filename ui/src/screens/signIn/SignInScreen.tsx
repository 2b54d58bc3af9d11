import { Body1, Button, makeStyles, tokens } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { InlineError } from "../../components/InlineError";
import { PageHeader } from "../../components/PageHeader";
import { SignInPageNote } from "../../components/SignInPageNote";
import { useEnter } from "../../components/useEnter";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import {
  type BrowserSignIn,
  useAllowSessionOnly,
  useLastSignIn,
  useStartSignIn,
} from "../../ipc/sessionMutations";
import { t } from "../../words";
import type { MethodHints } from "../addAccount/methodDraft";
import { DemoPersonas } from "./DemoPersonas";
import { SessionOnly } from "./SessionOnly";
import { SignInFailure } from "./SignInFailure";
import { SignInOptionsForm } from "./SignInOptionsForm";
import { SignInPanel } from "./SignInPanel";
import { isClientId, isTenant, type SignInDraft, toOptions } from "./signInOptions";

const useStyles = makeStyles({
  root: {
    maxWidth: "600px",
    marginInline: "auto",
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXL}`,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
  },
  card: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXXL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow4,
  },
  actions: { display: "flex", gap: tokens.spacingHorizontalS, flexWrap: "wrap" },
});

interface SignInScreenProps {
  overview: AppOverview;
  cloud: CloudSummary;
}

function hintsOf({ tenant, clientId, method }: BrowserSignIn): MethodHints {
  return {
    ...(tenant ? { tenant } : {}),
    ...(clientId ? { clientId } : {}),
    method: method?.kind ?? "browser",
  };
}

/** Sign-in to the chosen cloud: before it starts, while it runs, and after a failure. */
export function SignInScreen({ overview, cloud }: SignInScreenProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const { signIn: progress, secretStorage } = overview;
  const [draft, setDraft] = useState<SignInDraft>({ cloudId: cloud.id, tenant: "", clientId: "" });
  const start = useStartSignIn();
  const isRight = !cloud.hasTenants || (isTenant(draft.tenant) && isClientId(draft.clientId));
  const last = useLastSignIn();
  const allow = useAllowSessionOnly();
  const isDemo = cloud.personas.length > 0;
  const begin = async () => {
    // The text of the demo cloud says that its session is in memory then.
    if (isDemo && secretStorage.kind === "unavailable") await allow.mutateAsync().catch(() => undefined);
    start.mutate(toOptions(draft));
  };
  useEnter(() => {
    if (progress || !isRight || start.isPending) return false;
    void begin();
    return true;
  });

  if (progress && progress.step !== "failed")
    return (
      <div className={styles.root}>
        <SignInPanel
          progress={progress}
          className={styles.card}
          onUseCode={() => start.mutate({ ...(last ?? toOptions(draft)), method: { kind: "deviceCode" } })}
        />
      </div>
    );
  if (progress)
    return (
      <div className={styles.root}>
        <SignInFailure
          error={progress.error}
          storage={secretStorage}
          className={styles.card}
          onAgain={() => start.mutate(last ?? toOptions(draft))}
          isStarting={start.isPending}
          onOtherTenant={
            cloud.hasTenants
              ? () => void navigate({ to: "/add-account", search: hintsOf(last ?? toOptions(draft)) })
              : undefined
          }
        />
      </div>
    );
  return (
    <div className={styles.root}>
      <PageHeader
        title={cloud.isEmulated ? t("sign-in-demo-title") : t("sign-in-title", { cloud: cloud.displayName })}
      />
      {!isDemo && <SessionOnly storage={secretStorage} />}
      <div className={styles.card}>
        <Body1>{cloud.isEmulated ? t("sign-in-demo-text") : t("sign-in-text")}</Body1>
        <div className={styles.actions}>
          <Button
            appearance="primary"
            size="large"
            disabledFocusable={start.isPending || !isRight}
            onClick={() => void begin()}
          >
            {t("action-sign-in")}
          </Button>
          <Button appearance="subtle" size="large" onClick={() => void navigate({ to: "/settings" })}>
            {t("sign-in-other-cloud")}
          </Button>
          <Button appearance="subtle" size="large" onClick={() => void navigate({ to: "/add-account" })}>
            {t("sign-in-other-methods")}
          </Button>
        </div>
        <SignInPageNote clientId={draft.clientId.trim()} cloud={cloud} />
        <InlineError error={start.error} />
        {isDemo && <DemoPersonas cloud={cloud} storage={secretStorage} />}
        {!cloud.isEmulated && (
          <SignInOptionsForm draft={draft} onChange={setDraft} hasTenants={cloud.hasTenants} />
        )}
      </div>
    </div>
  );
}
