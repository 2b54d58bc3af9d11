import {
  Body1,
  Caption1,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from "@fluentui/react-components";
import { Moment } from "../../components/Moment";
import { t } from "../../i18n";
import type { SecretItem } from "../../ipc/bindings/SecretItem";
import type { SecretStoreReport } from "../../ipc/bindings/SecretStoreReport";
import type { StoreTrouble } from "../../ipc/bindings/StoreTrouble";

const useStyles = makeStyles({
  scroll: { overflowX: "auto" },
  table: { minWidth: "600px", tableLayout: "auto" },
  cell: { overflowWrap: "anywhere", paddingBlock: tokens.spacingVerticalXS },
  narrow: { whiteSpace: "nowrap" },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const words = t.secretStore;

/** The report on the secret store: its problem, each item, and leftovers. */
export function SecretStoreFindings({ report }: { report: SecretStoreReport }) {
  const styles = useStyles();
  const { trouble, items, orphanedKeys, otherFiles } = report;
  return (
    <>
      {trouble && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{trouble.message}</MessageBarTitle> {trouble.wayOut}
            {trouble.reason && ` ${words.reason(trouble.reason)}`}
          </MessageBarBody>
        </MessageBar>
      )}
      {items.length === 0 ? (
        <Body1>{words.none}</Body1>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
        <section className={styles.scroll} tabIndex={0} aria-label={words.items}>
          <Table size="small" className={styles.table} aria-label={words.items}>
            <TableHeader>
              <TableRow>
                {[words.item, words.size, words.sealed, words.sealing, words.state].map((title) => (
                  <TableHeaderCell key={title}>{title}</TableHeaderCell>
                ))}
              </TableRow>
            </TableHeader>
            <TableBody>
              {items.map((item) => (
                <TableRow key={item.file ?? item.account?.userName ?? item.kind}>
                  <TableCell className={styles.cell}>{nameOf(item)}</TableCell>
                  <TableCell className={styles.narrow}>{words.bytes(item.sizeBytes)}</TableCell>
                  <TableCell className={styles.narrow}>
                    {item.sealedAt && <Moment at={item.sealedAt} />}
                  </TableCell>
                  <TableCell className={styles.cell}>
                    {item.encryption ? `${item.encryption}, ${item.backend}` : words.inMemory}
                  </TableCell>
                  <TableCell className={styles.cell}>
                    {item.trouble ? sentenceOf(item.trouble) : words.opens}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </section>
      )}
      {orphanedKeys.kind === "counted" && orphanedKeys.count > 0 && (
        <Body1>{words.orphans(orphanedKeys.count)}</Body1>
      )}
      {orphanedKeys.kind === "unlisted" && <Caption1 className={styles.quiet}>{words.unlisted}</Caption1>}
      {otherFiles.length > 0 && <Caption1 className={styles.quiet}>{words.otherFiles(otherFiles)}</Caption1>}
    </>
  );
}

function sentenceOf({ message, wayOut, reason }: StoreTrouble): string {
  return [message, wayOut, reason && words.reason(reason)].filter(Boolean).join(" ");
}

function nameOf({ kind, account, file }: SecretItem): string {
  if (account) return `${words.kinds[kind]}: ${account.userName} (${account.cloudId})`;
  return kind === "unknown" && file ? `${words.kinds.unknown}: ${file}` : words.kinds[kind];
}
