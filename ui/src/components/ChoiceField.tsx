import { Dropdown, Field, makeStyles, Option, OptionGroup } from "@fluentui/react-components";

const useStyles = makeStyles({
  root: { maxWidth: "100%" },
  narrow: { minWidth: "160px", width: "fit-content" },
});

export interface Choice {
  value: string;
  text: string;
}

interface ChoiceFieldProps {
  id?: string;
  label: string;
  hint?: string | undefined;
  value: string;
  choices: readonly Choice[] | readonly { group: string; choices: readonly Choice[] }[];
  /** As wide as its longest choice. */
  isNarrow?: boolean;
  onChoose: (value: string) => void;
}

/** One of several, from a list that opens in the window's own colours. */
export function ChoiceField({
  id,
  label,
  hint,
  value,
  choices,
  isNarrow = false,
  onChoose,
}: ChoiceFieldProps) {
  const styles = useStyles();
  const flat = choices.flatMap((each) => ("group" in each ? each.choices : [each]));
  return (
    <Field label={label} {...(hint ? { hint } : {})}>
      <Dropdown
        {...(id ? { id } : {})}
        className={isNarrow ? styles.narrow : styles.root}
        value={flat.find((each) => each.value === value)?.text ?? value}
        selectedOptions={[value]}
        onOptionSelect={(_, { optionValue }) => optionValue !== undefined && onChoose(optionValue)}
      >
        {choices.map((each) =>
          "group" in each ? (
            <OptionGroup key={each.group} label={each.group}>
              {each.choices.map(optionOf)}
            </OptionGroup>
          ) : (
            optionOf(each)
          ),
        )}
      </Dropdown>
    </Field>
  );
}

const optionOf = ({ value, text }: Choice) => (
  <Option key={value} value={value} text={text}>
    {text}
  </Option>
);
