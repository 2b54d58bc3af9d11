import { makeStyles, tokens } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { ErrorPanel } from "../../components/ErrorPanel";
import { Page } from "../../components/Page";
import { PageHeader } from "../../components/PageHeader";
import { PropertySkeleton } from "../../components/PropertySkeleton";
import { useShortcut } from "../../components/useShortcut";
import { useOverview, useSettings } from "../../ipc/queries";
import { t } from "../../words";
import { AppearanceSection } from "./AppearanceSection";
import { CloudsSection } from "./CloudsSection";
import { DemoSection } from "./DemoSection";
import { KeyboardSection } from "./KeyboardSection";
import { LockSection } from "./LockSection";
import { NamesSection } from "./NamesSection";
import { SecretStoreSection } from "./SecretStoreSection";
import { SessionSection } from "./SessionSection";
import { SignInSection } from "./SignInSection";
import { StorageSection } from "./StorageSection";

const useStyles = makeStyles({
  sections: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, maxWidth: "720px" },
});

/** Everything that a person can set. */
export function SettingsScreen() {
  const styles = useStyles();
  const navigate = useNavigate();
  const settings = useSettings();
  const overview = useOverview();
  useShortcut("leave", () => void navigate({ to: "/workspaces" }));
  return (
    <Page>
      <PageHeader title={t("settings-title")} />
      {settings.data && overview.data ? (
        <div className={styles.sections}>
          <AppearanceSection settings={settings.data} />
          <KeyboardSection settings={settings.data} />
          <SignInSection settings={settings.data} overview={overview.data} />
          <CloudsSection overview={overview.data} />
          <NamesSection settings={settings.data} />
          <LockSection />
          {overview.data.account !== null && <SessionSection />}
          <StorageSection storage={overview.data.secretStorage} />
          <SecretStoreSection />
          {overview.data.clouds.some(({ isEmulated }) => isEmulated) && <DemoSection />}
        </div>
      ) : settings.error ? (
        <ErrorPanel
          error={settings.error}
          onRetry={() => void settings.refetch()}
          isRetrying={settings.isFetching}
        />
      ) : (
        <div className={styles.sections}>
          <PropertySkeleton what={t("settings-appearance")} rows={3} />
          <PropertySkeleton what={t("settings-sign-in")} rows={4} />
        </div>
      )}
    </Page>
  );
}
