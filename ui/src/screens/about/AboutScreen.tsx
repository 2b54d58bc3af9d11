import { Body1, makeStyles, tokens } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { CopyableText } from "../../components/CopyableText";
import { Logo } from "../../components/Logo";
import { Page } from "../../components/Page";
import { PageHeader } from "../../components/PageHeader";
import { PropertyList } from "../../components/PropertyList";
import { Section } from "../../components/Section";
import { useShortcut } from "../../components/useShortcut";
import { useOverview } from "../../ipc/queries";
import { t } from "../../words";

const useStyles = makeStyles({
  card: { maxWidth: "720px" },
  what: { display: "flex", gap: tokens.spacingHorizontalXL, alignItems: "flex-start" },
  mark: { color: tokens.colorBrandForeground1, display: "flex", flexShrink: 0 },
  words: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
});

/** About Latchkey. */
export function AboutScreen() {
  const styles = useStyles();
  const navigate = useNavigate();
  const overview = useOverview();
  useShortcut("leave", () => void navigate({ to: "/workspaces" }));
  return (
    <Page>
      <PageHeader title={t("about-title")} />
      <Section title={t("shell-name")} className={styles.card}>
        <div className={styles.what}>
          <span className={styles.mark}>
            <Logo size={48} />
          </span>
          <div className={styles.words}>
            <Body1>{t("about-text")}</Body1>
            <Body1>{t("about-privacy")}</Body1>
          </div>
        </div>
        <PropertyList
          properties={[
            { label: t("about-version"), value: overview.data?.version },
            { label: t("about-licence"), value: t("about-licence-text") },
            {
              label: t("about-profile"),
              value: overview.data && (
                <CopyableText name={t("about-profile")} value={overview.data.profileFolder} whole />
              ),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
