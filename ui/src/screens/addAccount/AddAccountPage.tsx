import { makeStyles, tokens } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { InlineError } from "../../components/InlineError";
import { Page } from "../../components/Page";
import { PageHeader } from "../../components/PageHeader";
import { useShortcut } from "../../components/useShortcut";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import { useSignInStep } from "../../ipc/sessionMutations";
import { t } from "../../words";
import { SessionOnly } from "../signIn/SessionOnly";
import { SignInFailure } from "../signIn/SignInFailure";
import { SignInPanel } from "../signIn/SignInPanel";
import { AddAccountForm } from "./AddAccountForm";
import { type MethodDraft, type MethodHints, needsSecret, noSecrets } from "./methodDraft";
import { useAddAccount } from "./useAddAccount";

const useStyles = makeStyles({
  narrow: {
    maxWidth: "640px",
    marginInline: "auto",
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL}`,
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
});

interface AddAccountPageProps {
  overview: AppOverview;
  /** The prefilled values. */
  hints: MethodHints;
}

/** Sign-in by any method, for the first or a further account. */
export function AddAccountPage({ overview, hints }: AddAccountPageProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const { cloud, clouds, account, signIn: progress, secretStorage } = overview;
  const [typed, setDraft] = useState<MethodDraft>({
    method: "browser",
    cloudId: cloud ? "" : (clouds.find(({ isEmulated }) => !isEmulated)?.id ?? ""),
    hasTenants: true,
    tenant: "",
    clientId: "",
    variables: "aml",
    identityKind: "systemAssigned",
    identityId: "",
    ...hints,
  });
  const settled = cloud ?? clouds.find(({ id }) => id === typed.cloudId);
  const draft = { ...typed, hasTenants: settled?.hasTenants ?? true };
  const dismiss = useSignInStep("dismissSignInFailure");
  const again = useAddAccount();
  const failure = progress?.step === "failed" ? progress.error : null;
  // The form shows the errors of its fields.
  const isAboutField = failure?.code === "invalid" || failure?.field === "tenant";
  const onLeave = () => {
    if (failure) dismiss.mutate();
    void navigate({ to: "/workspaces" });
  };
  useShortcut("leave", onLeave);

  if (progress && progress.step !== "failed")
    return (
      <div className={styles.narrow}>
        <SignInPanel
          progress={progress}
          className={styles.card}
          method={draft.method}
          onUseCode={() => void again.begin({ ...draft, method: "deviceCode" }, noSecrets)}
        />
        <InlineError error={again.error} />
      </div>
    );
  if (failure && !isAboutField)
    return (
      <div className={styles.narrow}>
        <SignInFailure
          error={failure}
          storage={secretStorage}
          className={styles.card}
          onAgain={needsSecret(draft.method) ? null : () => void again.begin(draft, noSecrets)}
          isStarting={again.isPending}
          backLabel={t("add-back")}
        />
        <InlineError error={again.error} />
      </div>
    );
  return (
    <Page>
      <PageHeader
        title={account ? t("add-title") : t("add-title-first")}
        facts={cloud && t("add-cloud", { name: cloud.displayName })}
      />
      <SessionOnly storage={secretStorage} />
      <AddAccountForm
        draft={draft}
        onChange={setDraft}
        clouds={cloud ? undefined : clouds}
        cloud={settled}
        failure={failure}
        onCancel={onLeave}
      />
    </Page>
  );
}
