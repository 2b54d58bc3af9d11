import { Button, Field, Input, Tooltip } from "@fluentui/react-components";
import { EyeOffRegular, EyeRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { t } from "../../words";

interface SecretFieldProps {
  name: "secret" | "password";
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  required?: boolean;
  problem: string | null;
}

/** Something secret, shown as dots unless asked. */
export function SecretField({ name, label, hint, value, onChange, required, problem }: SecretFieldProps) {
  const [isShown, setShown] = useState(false);
  const toggle = t(isShown ? "add-hide" : "add-show", { field: name });
  return (
    <Field label={label} hint={hint} required={required ?? false} validationMessage={problem}>
      <Input
        name={name}
        type={isShown ? "text" : "password"}
        value={value}
        onChange={(_, { value: next }) => onChange(next)}
        spellCheck={false}
        autoComplete="off"
        contentAfter={
          <Tooltip content={toggle} relationship="label">
            <Button
              appearance="transparent"
              size="small"
              icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
              onClick={() => setShown(!isShown)}
            />
          </Tooltip>
        }
      />
    </Field>
  );
}
