import { Button, Caption1, makeStyles, Tooltip, tokens } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { rich, t } from "../words";
import { Moment } from "./Moment";

const useStyles = makeStyles({
  root: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, marginInlineStart: "auto" },
  asOf: { color: tokens.colorNeutralForeground2, whiteSpace: "nowrap" },
});

interface RefreshBarProps {
  asOf: string | undefined;
  isRefreshing: boolean;
  onRefresh: () => void;
  /** More small buttons. */
  children?: ReactNode;
}

/** How old a list is, and the button that reads it again. */
export function RefreshBar({ asOf, isRefreshing, onRefresh, children }: RefreshBarProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      {asOf && (
        <Caption1 className={styles.asOf}>{rich("action-as-of", { moment: <Moment at={asOf} /> })}</Caption1>
      )}
      <Tooltip content={t("action-refresh")} relationship="label">
        <Button
          appearance="subtle"
          icon={<ArrowClockwiseRegular />}
          disabledFocusable={isRefreshing}
          onClick={onRefresh}
        />
      </Tooltip>
      {children}
    </div>
  );
}
