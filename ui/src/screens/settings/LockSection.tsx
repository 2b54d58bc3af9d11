import { Caption1, Checkbox, makeStyles, tokens } from "@fluentui/react-components";
import { ChoiceField } from "../../components/ChoiceField";
import { InlineError } from "../../components/InlineError";
import { PropertySkeleton } from "../../components/PropertySkeleton";
import { Section } from "../../components/Section";
import type { LockSettings } from "../../ipc/bindings/LockSettings";
import { useSaveLockSettings } from "../../ipc/mutations";
import { useLockSettings } from "../../ipc/queries";
import { t } from "../../words";
import { lockTime } from "./lockTime";

const useStyles = makeStyles({
  hint: { color: tokens.colorNeutralForeground2 },
});

const NEVER = "never";
const choices = [1, 5, 15, 30, 60, 240];

/** When the app locks. A choice applies at once. */
export function LockSection() {
  const styles = useStyles();
  const settings = useLockSettings();
  const save = useSaveLockSettings();
  const { data } = settings;
  if (!data)
    return settings.error ? (
      <InlineError error={settings.error} />
    ) : (
      <PropertySkeleton what={t("lock-settings-title")} rows={4} />
    );
  const change = (next: Partial<LockSettings>) => save.mutate({ ...data, ...next });
  const known = data.afterMinutes === null || choices.includes(data.afterMinutes);
  const offered = known ? choices : [...choices, data.afterMinutes as number].sort((a, b) => a - b);
  return (
    <Section title={t("lock-settings-title")} testId="lock">
      <Caption1 className={styles.hint}>{t("lock-settings-text")}</Caption1>
      <ChoiceField
        label={t("lock-settings-after")}
        isNarrow
        value={String(data.afterMinutes ?? NEVER)}
        choices={[
          { value: NEVER, text: t("lock-settings-never") },
          ...offered.map((minutes) => ({ value: String(minutes), text: lockTime(minutes) })),
        ]}
        onChoose={(value) => change({ afterMinutes: value === NEVER ? null : Number(value) })}
      />
      <Checkbox
        label={t("lock-settings-on-suspend")}
        checked={data.onSuspend}
        onChange={(_, { checked }) => change({ onSuspend: checked === true })}
      />
      <InlineError error={save.error} title={t("lock-settings-not-saved")} />
    </Section>
  );
}
