import {
  Caption1Strong,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  tokens,
} from "@fluentui/react-components";
import { useMediaQuery } from "../../components/useMediaQuery";
import { t } from "../../i18n";
import type { WayKind } from "./wayDraft";

const useStyles = makeStyles({
  group: { display: "flex", flexDirection: "column" },
  title: { color: tokens.colorNeutralForeground2, paddingTop: tokens.spacingVerticalS },
});

const words = t.addAccount;

const groups: readonly { id: keyof typeof words.groups; ways: readonly WayKind[] }[] = [
  { id: "person", ways: ["browser", "deviceCode"] },
  { id: "application", ways: ["clientSecret", "clientCertificate", "sdkAuth", "environment"] },
  { id: "machine", ways: ["azureCli", "managedIdentity"] },
];

/** Ways that every provider has; the others are Entra ID’s own. */
const everywhere: readonly WayKind[] = ["browser", "deviceCode", "clientSecret", "clientCertificate"];

interface WayChoiceProps {
  way: WayKind;
  /** Whether the cloud’s people sign in with Entra ID. */
  hasTenants: boolean;
  onChange: (way: WayKind) => void;
}

/** The ways to sign in, by what one signs in as; in a narrow window as one line, so that the fields stay in sight. */
export function WayChoice({ way, hasTenants, onChange }: WayChoiceProps) {
  const styles = useStyles();
  const isNarrow = useMediaQuery("(max-width: 760px)");
  const offered = groups
    .map(({ id, ways }) => ({ id, ways: ways.filter((each) => hasTenants || everywhere.includes(each)) }))
    .filter(({ ways }) => ways.length > 0);
  const choose = (value: string) => {
    const known = offered.flatMap(({ ways }) => ways).find((each) => each === value);
    if (known) onChange(known);
  };
  if (isNarrow)
    return (
      <Field label={words.choice}>
        <Select value={way} onChange={(_, { value }) => choose(value)}>
          {offered.map(({ id, ways }) => (
            <optgroup key={id} label={words.groups[id]}>
              {ways.map((each) => (
                <option key={each} value={each}>
                  {words.ways[each].name}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Field>
    );
  return (
    <Field label={words.choice}>
      <RadioGroup name="way" value={way} onChange={(_, { value }) => choose(value)}>
        {offered.map(({ id, ways }) => (
          <div key={id} className={styles.group}>
            <Caption1Strong className={styles.title}>{words.groups[id]}</Caption1Strong>
            {ways.map((each) => (
              <Radio key={each} value={each} label={words.ways[each].name} />
            ))}
          </div>
        ))}
      </RadioGroup>
    </Field>
  );
}
