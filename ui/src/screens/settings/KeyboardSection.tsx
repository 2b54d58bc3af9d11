import { Caption1, makeStyles, Switch, tokens } from "@fluentui/react-components";
import { InlineError } from "../../components/InlineError";
import { Section } from "../../components/Section";
import type { SettingsView } from "../../ipc/bindings/SettingsView";
import { useSaveSettings } from "../../ipc/mutations";
import { t } from "../../words";

const useStyles = makeStyles({ hint: { color: tokens.colorNeutralForeground2 } });

/** Whether keys without a modifier act. A choice applies at once. */
export function KeyboardSection({ settings: { singleKeys } }: { settings: SettingsView }) {
  const styles = useStyles();
  const save = useSaveSettings();
  return (
    <Section title={t("settings-keyboard")} testId="keyboard">
      <Switch
        checked={singleKeys}
        label={t("settings-single-keys")}
        onChange={(_, { checked }) => save.mutate(() => ({ singleKeys: checked }))}
      />
      <Caption1 className={styles.hint}>{t("settings-single-keys-hint")}</Caption1>
      <InlineError error={save.error} title={t("settings-not-saved")} />
    </Section>
  );
}
