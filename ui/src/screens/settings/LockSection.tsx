import { Caption1, Checkbox, Field, makeStyles, Select, tokens } from "@fluentui/react-components";
import { InlineError } from "../../components/InlineError";
import { PropertySkeleton } from "../../components/PropertySkeleton";
import { Section } from "../../components/Section";
import { t } from "../../i18n";
import type { LockSettings } from "../../ipc/bindings/LockSettings";
import { useSaveLockSettings } from "../../ipc/mutations";
import { useLockSettings } from "../../ipc/queries";
import { SessionTimes } from "./SessionTimes";

const useStyles = makeStyles({
  hint: { color: tokens.colorNeutralForeground2 },
  select: { maxWidth: "240px" },
});

const words = t.lock;
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
      <PropertySkeleton what={words.section} rows={4} />
    );
  const change = (next: Partial<LockSettings>) => save.mutate({ ...data, ...next });
  const known = data.afterMinutes === null || choices.includes(data.afterMinutes);
  const offered = known ? choices : [...choices, data.afterMinutes as number].sort((a, b) => a - b);
  return (
    <Section title={words.section} testId="lock">
      <Caption1 className={styles.hint}>{words.text}</Caption1>
      <Field label={words.after}>
        <Select
          className={styles.select}
          value={data.afterMinutes ?? ""}
          onChange={(_, { value }) => change({ afterMinutes: value === "" ? null : Number(value) })}
        >
          <option value="">{words.never}</option>
          {offered.map((minutes) => (
            <option key={minutes} value={minutes}>
              {words.minutes(minutes)}
            </option>
          ))}
        </Select>
      </Field>
      <Checkbox
        label={words.onSuspend}
        checked={data.onSuspend}
        onChange={(_, { checked }) => change({ onSuspend: checked === true })}
      />
      <InlineError error={save.error} title={words.saveFailed} />
      {isSignedIn && <SessionTimes />}
    </Section>
  );
}
