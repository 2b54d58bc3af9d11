import { Field, Input } from "@fluentui/react-components";
import { t } from "../../i18n";
import { isClientId } from "./signInOptions";

interface ClientIdFieldProps {
  value: string;
  onChange: (value: string) => void;
  hint: string;
  required?: boolean;
  /** What the host found wrong with it. */
  problem?: string | null;
}

/** The client id of an app registration; says at the field what is wrong with it. */
export function ClientIdField({ value, onChange, hint, required = false, problem }: ClientIdFieldProps) {
  return (
    <Field
      label={t.signIn.options.clientId}
      hint={hint}
      required={required}
      validationMessage={isClientId(value) ? (problem ?? null) : t.signIn.options.clientIdWrong}
    >
      <Input
        name="clientId"
        value={value}
        onChange={(_, { value: next }) => onChange(next)}
        spellCheck={false}
        autoComplete="off"
      />
    </Field>
  );
}
