import { Field, Input } from "@fluentui/react-components";
import { t } from "../../i18n";
import { isTenant } from "./signInOptions";

interface TenantFieldProps {
  value: string;
  onChange: (value: string) => void;
}

/** A tenant by domain or GUID; says at the field what is wrong with it. */
export function TenantField({ value, onChange }: TenantFieldProps) {
  return (
    <Field
      label={t.signIn.options.tenant}
      hint={t.signIn.options.tenantHint}
      validationMessage={isTenant(value) ? null : t.signIn.options.tenantWrong}
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
