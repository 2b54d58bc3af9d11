import { Field, Input } from "@fluentui/react-components";
import type { KeyboardEvent } from "react";
import { t } from "../../words";
import { isTenant } from "./signInOptions";

interface TenantFieldProps {
  value: string;
  onChange: (value: string) => void;
  hint: string;
  required?: boolean;
  /** The host's error about it. */
  problem?: string | null;
  onBlur?: (() => void) | undefined;
  onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
}

/** A tenant by domain or GUID, with its error. */
export function TenantField({
  value,
  onChange,
  hint,
  required = false,
  problem,
  onBlur,
  onKeyDown,
}: TenantFieldProps) {
  return (
    <Field
      label={t("sign-in-tenant")}
      hint={hint}
      required={required}
      validationMessage={isTenant(value) ? (problem ?? null) : t("sign-in-tenant-wrong")}
    >
      <Input
        name="tenant"
        value={value}
        onChange={(_, { value: next }) => onChange(next)}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
        spellCheck={false}
        autoComplete="off"
      />
    </Field>
  );
}
