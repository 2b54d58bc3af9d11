import { Button, makeStyles } from "@fluentui/react-components";
import { TableCopyRegular } from "@fluentui/react-icons";
import { t } from "../../words";
import type { Column } from "../tableModel";
import { useCopyAction } from "../useCopyAction";
import { toCsv } from "./listModel";

const useStyles = makeStyles({ root: { marginInlineStart: "auto" } });

interface CopyCsvButtonProps<Row> {
  rows: Row[];
  columns: Column<Row>[];
}

/** Copies rows for a spreadsheet. */
export function CopyCsvButton<Row>({ rows, columns }: CopyCsvButtonProps<Row>) {
  const styles = useStyles();
  const { copy } = useCopyAction();
  return (
    <Button
      className={styles.root}
      size="small"
      appearance="subtle"
      icon={<TableCopyRegular />}
      onClick={() =>
        copy({ what: "text", text: toCsv(rows, columns) }, t("rows-copied-rows", { count: rows.length }))
      }
    >
      {t("rows-copy-csv")}
    </Button>
  );
}
