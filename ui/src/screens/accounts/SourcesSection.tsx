import { Badge, Button, Caption1, makeStyles, Text, tokens } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { ErrorDetails } from "../../components/ErrorDetails";
import { InlineError } from "../../components/InlineError";
import { PropertySkeleton } from "../../components/PropertySkeleton";
import { Section } from "../../components/Section";
import type { CredentialSource } from "../../ipc/bindings/CredentialSource";
import type { SourceState } from "../../ipc/bindings/SourceState";
import { useCredentialSources } from "../../ipc/queries";
import { t } from "../../words";
import { formatNumber } from "../../words/format";
import type { MethodHints } from "../addAccount/methodDraft";

const useStyles = makeStyles({
  hint: { color: tokens.colorNeutralForeground2 },
  list: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
  },
  row: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, minHeight: "36px" },
  state: { minWidth: "88px", flexShrink: 0, whiteSpace: "nowrap" },
  what: { display: "flex", flexDirection: "column", minWidth: 0, flex: "1 1 0" },
  name: { fontWeight: tokens.fontWeightSemibold },
  message: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  took: { color: tokens.colorNeutralForeground3, fontVariantNumeric: "tabular-nums", flexShrink: 0 },
});

const colors: Record<SourceState, "success" | "informative" | "danger"> = {
  found: "success",
  skipped: "informative",
  failed: "danger",
};
/** The sign-in method of each source. */
const methods: Record<CredentialSource["kind"], MethodHints | null> = {
  azureVariables: { method: "environment", variables: "azure" },
  amlVariables: { method: "environment", variables: "aml" },
  managedIdentity: { method: "managedIdentity" },
  azureCli: { method: "azureCli" },
  accounts: null,
};

/** Every source of tokens on this machine: found, skipped or failed, why, and how long looking took. */
export function SourcesSection() {
  const styles = useStyles();
  const navigate = useNavigate();
  const sources = useCredentialSources();
  return (
    <Section
      title={t("sources-title")}
      testId="sources"
      actions={
        <Button
          appearance="subtle"
          size="small"
          icon={<ArrowClockwiseRegular />}
          disabledFocusable={sources.isFetching}
          onClick={() => void sources.refetch()}
        >
          {t("sources-check")}
        </Button>
      }
    >
      <Caption1 className={styles.hint}>{t("sources-hint")}</Caption1>
      <InlineError error={sources.error} />
      {sources.isLoading && <PropertySkeleton what={t("sources-title")} rows={5} />}
      {sources.data && (
        <ul className={styles.list}>
          {sources.data.map(({ kind, state, message, details, tookMs }) => {
            const method = state === "found" ? methods[kind] : null;
            return (
              <li key={kind} className={styles.row}>
                <span className={styles.state}>
                  <Badge appearance="tint" color={colors[state]}>
                    {t("sources-state", { state })}
                  </Badge>
                </span>
                <span className={styles.what}>
                  <Text className={styles.name}>{t("sources-kind", { kind })}</Text>
                  <Caption1 className={styles.message} dir="auto">
                    {message}
                  </Caption1>
                  <ErrorDetails error={{ details, correlationId: null }} />
                </span>
                <Caption1 className={styles.took}>{durationOf(tookMs)}</Caption1>
                {method && (
                  <Button
                    size="small"
                    aria-label={t("sources-sign-in-with", { source: t("sources-kind", { kind }) })}
                    onClick={() => void navigate({ to: "/add-account", search: method })}
                  >
                    {t("sources-sign-in")}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}

function durationOf(ms: number): string {
  if (ms === 0) return t("sources-immediate");
  return ms < 1000
    ? t("sources-milliseconds", { count: formatNumber(ms) })
    : t("sources-seconds", { count: formatNumber(Math.round(ms / 100) / 10) });
}
