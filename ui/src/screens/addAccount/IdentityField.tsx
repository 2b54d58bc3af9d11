import { Field, Input, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import { t } from "../../words";
import type { IdentityKind } from "./methodDraft";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

const kinds: readonly IdentityKind[] = ["systemAssigned", "clientId", "objectId", "resourceId"];

interface IdentityFieldProps {
  kind: IdentityKind;
  id: string;
  onChange: (kind: IdentityKind, id: string) => void;
  problem: string | null;
}

/** Which of this machine's identities. */
export function IdentityField({ kind, id, onChange, problem }: IdentityFieldProps) {
  const styles = useStyles();
  const isNamed = kind !== "systemAssigned";
  return (
    <div className={styles.root}>
      <Field label={t("add-identity")} validationMessage={isNamed ? null : problem}>
        <RadioGroup
          name="identityKind"
          value={kind}
          onChange={(_, { value }) => {
            const known = kinds.find((each) => each === value);
            if (known) onChange(known, "");
          }}
        >
          {kinds.map((each) => (
            <Radio key={each} value={each} label={t("add-identity-kind", { kind: each })} />
          ))}
        </RadioGroup>
      </Field>
      {isNamed && (
        <Field
          label={t("add-identity-id", { kind })}
          hint={t("add-identity-hint", { kind })}
          required
          validationMessage={problem}
        >
          <Input
            name="identity"
            value={id}
            onChange={(_, { value }) => onChange(kind, value)}
            spellCheck={false}
            autoComplete="off"
          />
        </Field>
      )}
    </div>
  );
}
