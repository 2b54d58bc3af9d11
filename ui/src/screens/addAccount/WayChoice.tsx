import { Caption1Strong, Field, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
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

interface WayChoiceProps {
  way: WayKind;
  onChange: (way: WayKind) => void;
}

/** The ways to sign in, by what one signs in as. */
export function WayChoice({ way, onChange }: WayChoiceProps) {
  const styles = useStyles();
  return (
    <Field label={words.choice}>
      <RadioGroup
        name="way"
        value={way}
        onChange={(_, { value }) => {
          const known = groups.flatMap(({ ways }) => ways).find((each) => each === value);
          if (known) onChange(known);
        }}
      >
        {groups.map(({ id, ways }) => (
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
