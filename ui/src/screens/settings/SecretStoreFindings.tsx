import {
  Body1,
  Caption1,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Moment } from "../../components/Moment";
import type { SecretItem } from "../../ipc/bindings/SecretItem";
import type { SecretStoreReport } from "../../ipc/bindings/SecretStoreReport";
import type { StoreTrouble } from "../../ipc/bindings/StoreTrouble";
import { rich, t } from "../../words";
import { formatList, formatNumber } from "../../words/format";

const useStyles = makeStyles({
  scroll: { overflowX: "auto" },
  table: { minWidth: "600px", tableLayout: "auto" },
  item: { overflowWrap: "anywhere", minWidth: "160px" },
  cell: { overflowWrap: "break-word", paddingBlock: tokens.spacingVerticalXS },
  narrow: { whiteSpace: "nowrap" },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The report on the secret store: its problem, each item, and leftovers. */
export function SecretStoreFindings({ report }: { report: SecretStoreReport }) {
  const styles = useStyles();
  const { trouble, items, orphanedKeys, otherFiles } = report;
  return (
    <>
      {trouble && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{trouble.message}</MessageBarTitle>{" "}
            {trouble.reason
              ? t("secrets-next-reason", { next: trouble.wayOut, reason: trouble.reason })
              : trouble.wayOut}
          </MessageBarBody>
        </MessageBar>
      )}
      {items.length === 0 ? (
        <Body1>{t("secrets-none")}</Body1>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
        <section className={styles.scroll} tabIndex={0} aria-label={t("secrets-items")}>
          <Table size="small" className={styles.table} aria-label={t("secrets-items")}>
            <TableHeader>
              <TableRow>
                {[
                  t("secrets-item"),
                  t("secrets-size"),
                  t("secrets-stored-at"),
                  t("secrets-encryption"),
                  t("secrets-state"),
                ].map((title) => (
                  <TableHeaderCell key={title}>{title}</TableHeaderCell>
                ))}
              </TableRow>
            </TableHeader>
            <TableBody>
              {items.map((item) => (
                <TableRow key={item.file ?? item.account?.userName ?? item.kind}>
                  <TableCell className={mergeClasses(styles.cell, styles.item)}>{nameOf(item)}</TableCell>
                  <TableCell className={styles.narrow}>
                    {t("secrets-bytes", { count: formatNumber(item.sizeBytes) })}
                  </TableCell>
                  <TableCell className={styles.narrow}>
                    {item.sealedAt && <Moment at={item.sealedAt} />}
                  </TableCell>
                  <TableCell className={styles.cell}>
                    {item.encryption
                      ? t("secrets-encrypted-in", { encryption: item.encryption, store: item.backend })
                      : t("secrets-in-memory")}
                  </TableCell>
                  <TableCell className={styles.cell}>
                    {item.trouble ? sentenceOf(item.trouble) : t("secrets-opens")}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </section>
      )}
      {orphanedKeys.kind === "counted" && orphanedKeys.count > 0 && (
        <Body1>{t("secrets-orphaned-keys", { count: orphanedKeys.count })}</Body1>
      )}
      {orphanedKeys.kind === "unlisted" && (
        <Caption1 className={styles.quiet}>{t("secrets-keys-not-listed")}</Caption1>
      )}
      {otherFiles.length > 0 && (
        <Caption1 className={styles.quiet}>
          {rich("secrets-other-files", { names: <bdi>{formatList(otherFiles)}</bdi> })}
        </Caption1>
      )}
    </>
  );
}

function sentenceOf({ message, wayOut, reason }: StoreTrouble): string {
  return reason
    ? t("secrets-trouble-reason", { message, next: wayOut, reason })
    : t("secrets-trouble", { message, next: wayOut });
}

function nameOf({ kind, account, file }: SecretItem): ReactNode {
  const what = t("secrets-kind", { kind });
  if (account) {
    const name = <bdi>{account.userName}</bdi>;
    return rich("secrets-item-of-account", { kind: what, account: name, cloud: account.cloudId });
  }
  return kind === "unknown" && file
    ? rich("secrets-item-file", { kind: what, file: <bdi>{file}</bdi> })
    : what;
}
