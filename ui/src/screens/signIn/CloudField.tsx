import { ChoiceField } from "../../components/ChoiceField";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import { t } from "../../words";

interface CloudFieldProps {
  clouds: readonly Pick<CloudSummary, "id" | "displayName">[];
  value: string;
  onChange: (cloudId: string) => void;
  hint?: string;
}

/** Chooses a cloud by name. */
export function CloudField({ clouds, value, onChange, hint }: CloudFieldProps) {
  return (
    <ChoiceField
      label={t("sign-in-cloud")}
      hint={hint}
      value={value}
      choices={clouds.map(({ id, displayName }) => ({ value: id, text: displayName }))}
      onChoose={onChange}
    />
  );
}
