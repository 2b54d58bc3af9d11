import { Caption1, makeStyles, Switch, tokens } from "@fluentui/react-components";
import { InlineError } from "../../components/InlineError";
import { Section } from "../../components/Section";
import { useNames } from "../../ipc/accessMutations";
import type { SettingsView } from "../../ipc/bindings/SettingsView";
import { t } from "../../words";

const useStyles = makeStyles({ hint: { color: tokens.colorNeutralForeground2 } });

/** Whether names of people, groups and applications are read. A choice applies at once, in every cloud. */
export function NamesSection({ settings: { showsNames } }: { settings: SettingsView }) {
  const styles = useStyles();
  const names = useNames();
  return (
    <Section title={t("settings-names")} testId="names">
      <Switch
        checked={showsNames}
        label={t("settings-names-shown")}
        onChange={(_, { checked }) => names.mutate(checked ? "shown" : "hidden")}
      />
      <Caption1 className={styles.hint}>{t("settings-names-hint")}</Caption1>
      <InlineError error={names.error} title={t("settings-not-saved")} />
    </Section>
  );
}
