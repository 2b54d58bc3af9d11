import { Caption1Strong, Field, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import { ChoiceField } from "../../components/ChoiceField";
import { useMediaQuery } from "../../components/useMediaQuery";
import { t } from "../../words";
import type { MethodKind } from "./methodDraft";

const useStyles = makeStyles({
  group: { display: "flex", flexDirection: "column" },
  title: { color: tokens.colorNeutralForeground2, paddingTop: tokens.spacingVerticalS },
});

const groups: readonly { id: "person" | "application" | "machine"; methods: readonly MethodKind[] }[] = [
  { id: "person", methods: ["browser", "deviceCode"] },
  { id: "application", methods: ["clientSecret", "clientCertificate", "sdkAuth", "environment"] },
  { id: "machine", methods: ["azureCli", "managedIdentity"] },
];

/** Methods that every provider has; the others are Entra ID’s own. */
const everywhere: readonly MethodKind[] = ["browser", "deviceCode", "clientSecret", "clientCertificate"];

/** The methods that a cloud offers, by who signs in. */
export function methodGroupsOf(hasTenants: boolean) {
  return groups
    .map(({ id, methods }) => ({
      id,
      methods: methods.filter((each) => hasTenants || everywhere.includes(each)),
    }))
    .filter(({ methods }) => methods.length > 0);
}

interface MethodChoiceProps {
  method: MethodKind;
  /** Whether the cloud’s people sign in with Entra ID. */
  hasTenants: boolean;
  onChange: (method: MethodKind) => void;
}

/** The sign-in methods, grouped by identity. One line in a narrow window, so that the fields stay visible. */
export function MethodChoice({ method, hasTenants, onChange }: MethodChoiceProps) {
  const styles = useStyles();
  const isNarrow = useMediaQuery("(max-width: 760px)");
  const offered = methodGroupsOf(hasTenants);
  const choose = (value: string) => {
    const known = offered.flatMap(({ methods }) => methods).find((each) => each === value);
    if (known) onChange(known);
  };
  if (isNarrow)
    return (
      <ChoiceField
        label={t("add-method-label")}
        value={method}
        choices={offered.map(({ id, methods }) => ({
          group: t("add-group", { group: id }),
          choices: methods.map((each) => ({ value: each, text: t("add-method", { method: each }) })),
        }))}
        onChoose={choose}
      />
    );
  return (
    <Field label={t("add-method-label")}>
      <RadioGroup name="method" value={method} onChange={(_, { value }) => choose(value)}>
        {offered.map(({ id, methods }) => (
          <div key={id} className={styles.group}>
            <Caption1Strong className={styles.title}>{t("add-group", { group: id })}</Caption1Strong>
            {methods.map((each) => (
              <Radio key={each} value={each} label={t("add-method", { method: each })} />
            ))}
          </div>
        ))}
      </RadioGroup>
    </Field>
  );
}
