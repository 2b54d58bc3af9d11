import { Field, Input } from "@fluentui/react-components";
import { t } from "../../i18n";
import { isClientId } from "./signInOptions";

interface ClientIdFieldProps {
  value: string;
  onChange: (value: string) => void;
  hint: string;
}

/** The client id of an app registration; says at the field what is wrong with it. */
export function ClientIdField({ value, onChange, hint }: ClientIdFieldProps) {
  return (
    <Field
      label={t.signIn.options.clientId}
      hint={hint}
      validationMessage={isClientId(value) ? null : t.signIn.options.clientIdWrong}
    >
      <Input
        value={value}
        onChange={(_, { value: next }) => onChange(next)}
        spellCheck={false}
        autoComplete="off"
      />
    </Field>
  );
}
