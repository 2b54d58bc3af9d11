import { Badge, makeStyles, Text, tokens } from "@fluentui/react-components";
import { t } from "../words";

const useStyles = makeStyles({
  root: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
  tag: {
    height: "auto",
    minHeight: "20px",
    maxWidth: "100%",
    boxSizing: "border-box",
    paddingBlock: "1px",
    justifyContent: "flex-start",
    whiteSpace: "normal",
    overflowWrap: "anywhere",
  },
  none: { color: tokens.colorNeutralForeground2 },
});

/** Azure's tags, by name. */
export function Tags({ tags }: { tags: { [key in string]: string } }) {
  const styles = useStyles();
  const entries = Object.entries(tags).sort(([a], [b]) => a.localeCompare(b));
  if (entries.length === 0) return <Text className={styles.none}>{t("workspace-no-tags")}</Text>;
  return (
    <div className={styles.root}>
      {entries.map(([name, value]) => (
        <Badge
          key={name}
          dir="auto"
          shape="rounded"
          appearance="outline"
          color="informative"
          className={styles.tag}
        >
          {value ? t("workspace-tag", { name, value }) : name}
        </Badge>
      ))}
    </div>
  );
}
