import { Caption1, Checkbox, Field, makeStyles, Select, tokens } from "@fluentui/react-components";
import { InlineError } from "../../components/InlineError";
import { PropertySkeleton } from "../../components/PropertySkeleton";
import { Section } from "../../components/Section";
import type { LockSettings } from "../../ipc/bindings/LockSettings";
import { useSaveLockSettings } from "../../ipc/mutations";
import { useLockSettings } from "../../ipc/queries";
import { t } from "../../words";
import { lockTime } from "./lockTime";
import { SessionTimes } from "./SessionTimes";

const useStyles = makeStyles({
  hint: { color: tokens.colorNeutralForeground2 },
  select: { maxWidth: "240px" },
});

const choices = [1, 5, 15, 30, 60, 240];

/** When the app locks, and the timers of the session. A choice applies at once. */
export function LockSection({ isSignedIn }: { isSignedIn: boolean }) {
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
      <Field label={t("lock-settings-after")}>
        <Select
          className={styles.select}
          value={data.afterMinutes ?? ""}
          onChange={(_, { value }) => change({ afterMinutes: value === "" ? null : Number(value) })}
        >
          <option value="">{t("lock-settings-never")}</option>
          {offered.map((minutes) => (
            <option key={minutes} value={minutes}>
              {lockTime(minutes)}
            </option>
          ))}
        </Select>
      </Field>
      <Checkbox
        label={t("lock-settings-on-suspend")}
        checked={data.onSuspend}
        onChange={(_, { checked }) => change({ onSuspend: checked === true })}
      />
      <InlineError error={save.error} title={t("lock-settings-not-saved")} />
      {isSignedIn && <SessionTimes />}
    </Section>
  );
}
