import { Field, Radio, RadioGroup } from "@fluentui/react-components";
import { InlineError } from "../../components/InlineError";
import { Section } from "../../components/Section";
import type { SettingsView } from "../../ipc/bindings/SettingsView";
import { useSaveSettings } from "../../ipc/mutations";
import { themes } from "../../styles/themes";
import { t } from "../../words";
import { LanguageField } from "./LanguageField";

/** The colours of the window. A choice applies at once. */
export function AppearanceSection({ settings }: { settings: SettingsView }) {
  const save = useSaveSettings();
  const { theme } = settings;
  return (
    <Section title={t("settings-appearance")}>
      <Field label={t("shell-theme")}>
        <RadioGroup
          layout="horizontal"
          value={theme}
          onChange={(_, { value }) => {
            const next = themes.find((known) => known === value);
            if (next) save.mutate(() => ({ theme: next }));
          }}
        >
          {themes.map((each) => (
            <Radio key={each} value={each} label={t("shell-theme-name", { theme: each })} />
          ))}
        </RadioGroup>
      </Field>
      <InlineError error={save.error} title={t("shell-theme-not-saved-title")} />
      <LanguageField settings={settings} />
    </Section>
  );
}
