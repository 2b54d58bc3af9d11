import { Field, Select } from "@fluentui/react-components";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import { t } from "../../words";

interface CloudFieldProps {
  clouds: CloudSummary[];
  value: string;
  onChange: (cloudId: string) => void;
  hint?: string;
}

/** Chooses a cloud by name. */
export function CloudField({ clouds, value, onChange, hint }: CloudFieldProps) {
  return (
    <Field label={t("sign-in-cloud")} {...(hint ? { hint } : {})}>
      <Select value={value} onChange={(_, { value: next }) => onChange(next)}>
        {clouds.map(({ id, displayName }) => (
          <option key={id} value={id}>
            {displayName}
          </option>
        ))}
      </Select>
    </Field>
  );
}
