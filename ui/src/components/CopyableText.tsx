import { Button, makeStyles, mergeClasses, Text, Tooltip, tokens } from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import { t } from "../words";
import { shortenMiddle } from "../words/format";
import { useCopyAction } from "./useCopyAction";

const useStyles = makeStyles({
  root: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, minWidth: 0 },
  text: {
    minWidth: 0,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
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

/** An id or address: shortened in the middle, copied whole. */
export function CopyableText({ name, value, whole = false, shown }: CopyableTextProps) {
  const styles = useStyles();
  const { copy } = useCopyAction();
  const label = t("action-copy-named", { name });
  return (
    <span className={styles.root}>
      <Text className={mergeClasses(styles.text, whole && styles.whole)} title={whole ? undefined : value}>
        {whole ? value : (shown ?? shortenMiddle(value))}
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
