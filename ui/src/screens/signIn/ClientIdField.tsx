import { Field, Input } from "@fluentui/react-components";
import type { KeyboardEvent } from "react";
import { t } from "../../words";
import { isClientId } from "./signInOptions";

interface ClientIdFieldProps {
  value: string;
  onChange: (value: string) => void;
  hint: string;
  required?: boolean;
  /** Whether it has to be a GUID, as Entra’s are. */
  isGuid?: boolean;
  /** The host's error about it. */
  problem?: string | null;
  onBlur?: (() => void) | undefined;
  onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
}

/** The client id of an app registration, with its error. */
export function ClientIdField(props: ClientIdFieldProps) {
  const { value, onChange, hint, required = false, isGuid = true, problem, onBlur, onKeyDown } = props;
  return (
    <Field
      label={t("sign-in-client-id")}
      hint={hint}
      required={required}
      validationMessage={!isGuid || isClientId(value) ? (problem ?? null) : t("sign-in-client-id-wrong")}
    >
      <Input
        name="clientId"
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
