import { Field, Radio, RadioGroup } from "@fluentui/react-components";
import { ChoiceField } from "../../components/ChoiceField";
import { InlineError } from "../../components/InlineError";
import { Section } from "../../components/Section";
import type { SettingsView } from "../../ipc/bindings/SettingsView";
import { useSaveSettings } from "../../ipc/mutations";
import { sizesWith } from "../../styles/sizes";
import { themes } from "../../styles/themes";
import { t } from "../../words";
import { LanguageField } from "./LanguageField";

/** The colours, size and language of the window. A choice applies at once. */
export function AppearanceSection({ settings }: { settings: SettingsView }) {
  const save = useSaveSettings();
  const { theme, zoomPercent } = settings;
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
      <InlineError error={save.error} title={t("settings-not-saved")} />
      <ChoiceField
        label={t("settings-size")}
        hint={t("settings-size-hint")}
        isNarrow
        value={String(zoomPercent)}
        choices={sizesWith(zoomPercent).map((percent) => ({
          value: String(percent),
          text: t("settings-size-percent", { percent }),
        }))}
        onChoose={(value) => save.mutate(() => ({ zoomPercent: Number(value) }))}
      />
      <LanguageField settings={settings} />
    </Section>
  );
}
