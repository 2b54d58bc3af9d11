import { Button, makeStyles, mergeClasses, Text, Tooltip, tokens } from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import { t } from "../words";
import { CellText } from "./CellText";
import { MiddleText } from "./MiddleText";
import { useCopyAction } from "./useCopyAction";

const useStyles = makeStyles({
  root: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, minWidth: 0 },
  text: {
    minWidth: 0,
    overflow: "hidden",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
  whole: { whiteSpace: "normal", overflowWrap: "anywhere" },
});

interface CopyableTextProps {
  /** What it is, at the start of a sentence: "Resource id". */
  name: string;
  value: string;
  /** Shows all of it, broken over lines where it must be. */
  whole?: boolean;
  /** What stands there instead, where a part of it says enough. */
  shown?: string;
}

/** An id or address: cut in the middle where there is no room, copied whole. */
export function CopyableText({ name, value, whole = false, shown }: CopyableTextProps) {
  const styles = useStyles();
  const { copy } = useCopyAction();
  const label = t("action-copy-named", { name });
  return (
    <span className={styles.root}>
      <Text className={mergeClasses(styles.text, whole && styles.whole)}>
        {whole ? (
          value
        ) : shown === undefined ? (
          <MiddleText text={value} />
        ) : (
          <CellText text={shown} hint={value} />
        )}
      </Text>
      <Tooltip content={label} relationship="label">
        <Button
          appearance="subtle"
          size="small"
          icon={<CopyRegular />}
          onClick={() => copy({ what: "text", text: value }, name)}
        />
      </Tooltip>
    </span>
  );
}
