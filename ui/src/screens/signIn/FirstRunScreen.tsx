import { Body1, Button, LargeTitle, makeStyles, tokens } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { InlineError } from "../../components/InlineError";
import { Logo } from "../../components/Logo";
import { SignInPageNote } from "../../components/SignInPageNote";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import { useChooseCloud, useStartSignIn } from "../../ipc/sessionMutations";
import { t } from "../../words";
import { DemoPersonas } from "./DemoPersonas";
import { SessionOnly } from "./SessionOnly";
import { SignInOptionsForm } from "./SignInOptionsForm";
import { StartCard } from "./StartCard";
import { isClientId, isTenant, type SignInDraft, toOptions } from "./signInOptions";

const useStyles = makeStyles({
  root: {
    maxWidth: "880px",
    marginInline: "auto",
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXL}`,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXXL,
  },
  head: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXL },
  mark: { color: tokens.colorBrandForeground1, display: "flex", flexShrink: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeHero800, lineHeight: tokens.lineHeightHero800 },
  intro: { color: tokens.colorNeutralForeground2 },
  choices: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(320px, 100%), 1fr))",
    gap: tokens.spacingHorizontalXL,
    alignItems: "stretch",
  },
  action: { alignSelf: "flex-start" },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

/** One page, two ways to start. */
export function FirstRunScreen({ overview }: { overview: AppOverview }) {
  const styles = useStyles();
  const demo = overview.clouds.find(({ isEmulated }) => isEmulated);
  const real = overview.clouds.filter(({ isEmulated }) => !isEmulated);
  const navigate = useNavigate();
  const [draft, setDraft] = useState<SignInDraft>({ cloudId: real[0]?.id ?? "", tenant: "", clientId: "" });
  const chooseDemo = useChooseCloud();
  const signIn = useStartSignIn();
  const isBusy = chooseDemo.isPending || signIn.isPending;
  const isRight = isTenant(draft.tenant) && isClientId(draft.clientId);
  return (
    <div className={styles.root}>
      <header className={styles.head}>
        <span className={styles.mark}>
          <Logo size={64} />
        </span>
        <div>
          <LargeTitle as="h1" className={styles.title}>
            {t("sign-in-welcome")}
          </LargeTitle>
          <Body1 as="p" block className={styles.intro}>
            {t("sign-in-intro")}
          </Body1>
        </div>
      </header>
      <SessionOnly storage={overview.secretStorage} />
      <div className={styles.choices}>
        {demo && (
          <StartCard
            title={t("sign-in-demo")}
            text={t("sign-in-demo-about")}
            points={[t("sign-in-demo-offline"), t("sign-in-demo-not-real"), t("sign-in-demo-no-account")]}
            isDemo
          >
            <Button
              className={styles.action}
              appearance="primary"
              size="large"
              disabledFocusable={isBusy}
              onClick={() => chooseDemo.mutate(demo.id)}
            >
              {t("sign-in-demo")}
            </Button>
            <InlineError error={chooseDemo.error} />
            <DemoPersonas cloud={demo} storage={overview.secretStorage} />
          </StartCard>
        )}
        <StartCard
          title={t("sign-in-azure")}
          text={t("sign-in-azure-about")}
          points={[t("sign-in-azure-reads"), t("sign-in-azure-secrets"), t("sign-in-azure-removes")]}
        >
          <div className={styles.actions}>
            <Button
              appearance="primary"
              size="large"
              disabledFocusable={isBusy || !isRight}
              onClick={() => signIn.mutate({ cloudId: draft.cloudId, ...toOptions(draft) })}
            >
              {t("sign-in-azure")}
            </Button>
            <Button
              appearance="subtle"
              size="large"
              disabledFocusable={isBusy}
              onClick={() => void navigate({ to: "/add-account" })}
            >
              {t("sign-in-other-methods")}
            </Button>
          </div>
          <SignInPageNote
            clientId={draft.clientId.trim()}
            cloud={real.find(({ id }) => id === draft.cloudId)}
          />
          <InlineError error={signIn.error} />
          <SignInOptionsForm draft={draft} onChange={setDraft} clouds={real} />
        </StartCard>
      </div>
    </div>
  );
}
