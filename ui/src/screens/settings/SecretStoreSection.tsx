import {
  Body1,
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
  useRestoreFocusTarget,
} from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { InlineError } from "../../components/InlineError";
import { Section } from "../../components/Section";
import type { PurgeReport } from "../../ipc/bindings/PurgeReport";
import { useTrySecretStore } from "../../ipc/mutations";
import { useSecretStore } from "../../ipc/queries";
import { t } from "../../words";
import { PurgeDialog } from "./PurgeDialog";
import { SecretStoreFindings } from "./SecretStoreFindings";

const useStyles = makeStyles({
  actions: { display: "flex", gap: tokens.spacingHorizontalS, flexWrap: "wrap" },
  proof: { outlineStyle: "none" },
});

/** Checks the secret store, tries it, and removes everything in it. */
export function SecretStoreSection() {
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  const report = useSecretStore();
  const trial = useTrySecretStore();
  const [isAsking, setAsking] = useState(false);
  const [purged, setPurged] = useState<PurgeReport | null>(null);
  const proof = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (purged) proof.current?.focus();
  }, [purged]);
  return (
    <Section title={t("secrets-title")} testId="secret-store">
      <Body1>{t("secrets-text")}</Body1>
      <div className={styles.actions}>
        <Button disabledFocusable={report.isFetching} onClick={() => void report.refetch()}>
          {report.isFetching ? t("secrets-checking") : t("secrets-check")}
        </Button>
        <Button disabledFocusable={trial.isPending} onClick={() => trial.mutate()}>
          {trial.isPending ? t("secrets-testing") : t("secrets-test")}
        </Button>
        <Button {...restoreFocus} appearance="subtle" onClick={() => setAsking(true)}>
          {t("secrets-purge")}
        </Button>
      </div>
      <InlineError error={report.error} title={t("secrets-not-checked")} />
      <InlineError error={trial.error} title={t("secrets-test-failed")} />
      {trial.data && (
        <MessageBar intent="success">
          <MessageBarBody>{t("secrets-tested", { count: trial.data.tookMs })}</MessageBarBody>
        </MessageBar>
      )}
      {purged && (
        <div ref={proof} tabIndex={-1} className={styles.proof}>
          <MessageBar intent={purged.isProven ? "success" : "warning"} layout="multiline">
            <MessageBarBody data-testid="purge-proof">{purgedText(purged)}</MessageBarBody>
          </MessageBar>
        </div>
      )}
      {report.data && <SecretStoreFindings report={report.data} />}
      {isAsking && <PurgeDialog onClose={() => setAsking(false)} onDone={setPurged} />}
    </Section>
  );
}

function purgedText({ items, keys, remaining, failures, hasListedKeys, isProven }: PurgeReport): string {
  if (isProven) return t(hasListedKeys ? "secrets-purged" : "secrets-purged-unlisted", { items, keys });
  return failures.length === 0
    ? t("secrets-purge-unproven", { remaining })
    : t("secrets-purge-failures", { remaining, failures: failures.join(" ") });
}
