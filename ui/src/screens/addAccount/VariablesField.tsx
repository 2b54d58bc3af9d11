import { Caption1, Field, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import type { EnvironmentVariables } from "../../ipc/bindings/EnvironmentVariables";
import { t } from "../../words";

const useStyles = makeStyles({
  names: { display: "block", color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
});

const sets: readonly EnvironmentVariables[] = ["aml", "azure"];

interface VariablesFieldProps {
  value: EnvironmentVariables;
  onChange: (value: EnvironmentVariables) => void;
  problem: string | null;
}

/** Which variables of the environment name the application. */
export function VariablesField({ value, onChange, problem }: VariablesFieldProps) {
  const styles = useStyles();
  return (
    <Field label={t("add-variables")} validationMessage={problem}>
      <RadioGroup
        name="variables"
        value={value}
        onChange={(_, { value: next }) => {
          const known = sets.find((each) => each === next);
          if (known) onChange(known);
        }}
      >
        {sets.map((each) => (
          <Radio
            key={each}
            value={each}
            label={
              <>
                {t("add-variables-set", { variables: each })}
                <Caption1 className={styles.names}>{t("add-variables-names", { variables: each })}</Caption1>
              </>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  );
}
