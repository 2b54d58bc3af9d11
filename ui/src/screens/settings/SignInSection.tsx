import { Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { InlineError } from "../../components/InlineError";
import { useNotify } from "../../components/notices";
import { Section } from "../../components/Section";
import { useCommitted } from "../../components/useCommitted";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import type { SettingsUpdate } from "../../ipc/bindings/SettingsUpdate";
import type { SettingsView } from "../../ipc/bindings/SettingsView";
import { useSaveSettings } from "../../ipc/mutations";
import { useChooseCloud } from "../../ipc/sessionMutations";
import { t } from "../../words";
import { ClientIdField } from "../signIn/ClientIdField";
import { CloudField } from "../signIn/CloudField";
import { isClientId, isTenant } from "../signIn/signInOptions";
import { TenantField } from "../signIn/TenantField";

const useStyles = makeStyles({ hint: { color: tokens.colorNeutralForeground2 } });

interface SignInSectionProps {
  settings: SettingsView;
  overview: AppOverview;
}

/** The cloud, and the options of the next sign-in. A text is kept when the person leaves its field. */
export function SignInSection({ settings, overview }: SignInSectionProps) {
  const styles = useStyles();
  const notify = useNotify();
  const chooseCloud = useChooseCloud();
  const save = useSaveSettings();
  const keep = (change: Partial<SettingsUpdate>) =>
    save.mutate(() => change, {
      onSuccess: () => notify({ intent: "success", text: t("settings-saved") }),
    });
  const tenant = useCommitted(settings.tenant ?? "", isTenant, (text) => keep({ tenant: text || null }));
  const clientId = useCommitted(settings.clientId ?? "", isClientId, (text) =>
    keep({ clientId: text || null }),
  );
  return (
    <Section title={t("settings-sign-in")}>
      {overview.cloud && (
        <CloudField
          clouds={overview.clouds}
          value={overview.cloud.id}
          hint={t("settings-cloud-hint")}
          onChange={(cloudId) => chooseCloud.mutate(cloudId)}
        />
      )}
      <InlineError error={chooseCloud.error} title={t("settings-cloud-not-changed")} />
      <TenantField
        value={tenant.text}
        onChange={tenant.setText}
        onBlur={tenant.commit}
        onKeyDown={tenant.onKeyDown}
        hint={t("sign-in-tenant-hint")}
      />
      <ClientIdField
        value={clientId.text}
        onChange={clientId.setText}
        onBlur={clientId.commit}
        onKeyDown={clientId.onKeyDown}
        hint={t("sign-in-client-id-hint-default", { id: settings.defaultClientId })}
      />
      <InlineError error={save.error} title={t("settings-not-saved")} />
      <Caption1 className={styles.hint}>{t("settings-effective")}</Caption1>
    </Section>
  );
}
