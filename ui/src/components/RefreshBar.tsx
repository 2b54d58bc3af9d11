import { Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { rich, t } from "../words";
import { Moment } from "./Moment";
import { ShortcutTooltip } from "./ShortcutTooltip";
import { useShortcut } from "./useShortcut";

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
  useShortcut("refresh", () => {
    if (!isRefreshing) onRefresh();
  });
  return (
    <div className={styles.root}>
      {asOf && (
        <Caption1 className={styles.asOf}>{rich("action-as-of", { moment: <Moment at={asOf} /> })}</Caption1>
      )}
      <ShortcutTooltip shortcut="refresh" label={t("action-refresh")}>
        <Button
          appearance="subtle"
          icon={<ArrowClockwiseRegular />}
          disabledFocusable={isRefreshing}
          onClick={onRefresh}
        />
      </ShortcutTooltip>
      {children}
    </div>
  );
}
