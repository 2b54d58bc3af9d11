import { Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { type FormEvent, useState } from "react";
import { InlineError } from "../../components/InlineError";
import { useNotify } from "../../components/notices";
import { Section } from "../../components/Section";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import type { SettingsView } from "../../ipc/bindings/SettingsView";
import { useSaveSettings } from "../../ipc/mutations";
import { useChooseCloud } from "../../ipc/sessionMutations";
import { t } from "../../words";
import { ClientIdField } from "../signIn/ClientIdField";
import { CloudField } from "../signIn/CloudField";
import { isClientId, isTenant } from "../signIn/signInOptions";
import { TenantField } from "../signIn/TenantField";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  actions: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, flexWrap: "wrap" },
  hint: { color: tokens.colorNeutralForeground2 },
});

interface SignInSectionProps {
  settings: SettingsView;
  overview: AppOverview;
}

/** The cloud and the options of the next sign-in. */
export function SignInSection({ settings, overview }: SignInSectionProps) {
  const styles = useStyles();
  const notify = useNotify();
  const chooseCloud = useChooseCloud();
  const save = useSaveSettings();
  const [tenant, setTenant] = useState(settings.tenant ?? "");
  const [clientId, setClientId] = useState(settings.clientId ?? "");
  const isChanged =
    tenant.trim() !== (settings.tenant ?? "") || clientId.trim() !== (settings.clientId ?? "");
  const isRight = isTenant(tenant) && isClientId(clientId);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isChanged || !isRight) return;
    save.mutate(() => ({ tenant: tenant.trim() || null, clientId: clientId.trim() || null }), {
      onSuccess: () => notify({ intent: "success", text: t("settings-saved") }),
    });
  };
  const undo = () => {
    setTenant(settings.tenant ?? "");
    setClientId(settings.clientId ?? "");
    save.reset();
  };
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
      <form className={styles.form} onSubmit={onSubmit}>
        <TenantField value={tenant} onChange={setTenant} hint={t("sign-in-tenant-hint")} />
        <ClientIdField
          value={clientId}
          onChange={setClientId}
          hint={t("sign-in-client-id-hint-default", { id: settings.defaultClientId })}
        />
        <InlineError error={save.error} />
        <div className={styles.actions}>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={!isChanged || !isRight || save.isPending}
          >
            {t("settings-save")}
          </Button>
          {isChanged && <Button onClick={undo}>{t("settings-revert")}</Button>}
          <Caption1 className={styles.hint}>
            {isChanged ? t("settings-unsaved") : t("settings-effective")}
          </Caption1>
        </div>
      </form>
    </Section>
  );
}
