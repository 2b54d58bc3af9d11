import {
  Button,
  Caption1,
  makeStyles,
  Subtitle2,
  tokens,
  useRestoreFocusTarget,
} from "@fluentui/react-components";
import { KeyboardRegular } from "@fluentui/react-icons";
import { Logo } from "../../components/Logo";
import { ShortcutTooltip } from "../../components/ShortcutTooltip";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import { t } from "../../words";
import { formatList } from "../../words/format";
import { AccountMenu } from "./AccountMenu";
import { ThemeMenu } from "./ThemeMenu";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    height: "48px",
    flexShrink: 0,
    paddingInline: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  mark: { display: "flex", color: tokens.colorBrandForeground1 },
  name: { marginInlineStart: tokens.spacingHorizontalS },
  cloud: {
    marginInlineStart: tokens.spacingHorizontalM,
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  space: { flex: "1 1 0" },
});

interface TopBarProps {
  overview: AppOverview;
  onHelp: () => void;
}

/** Name, colours, keyboard help and the account. */
export function TopBar({ overview, onHelp }: TopBarProps) {
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  return (
    <div className={styles.root}>
      <span className={styles.mark}>
        <Logo size={24} />
      </span>
      <Subtitle2 className={styles.name}>{t("shell-name")}</Subtitle2>
      {overview.cloud && !overview.cloud.isEmulated && (
        <Caption1
          className={styles.cloud}
          data-hint={formatList(overview.cloud.tokenHosts)}
          data-testid="header-cloud"
        >
          <bdi>{overview.cloud.displayName}</bdi> · <bdi>{overview.cloud.tokenHosts[0]}</bdi>
        </Caption1>
      )}
      <span className={styles.space} />
      {overview.account && overview.cloud && (
        <AccountMenu account={overview.account} accounts={overview.accounts} cloud={overview.cloud} />
      )}
      <ThemeMenu />
      <ShortcutTooltip shortcut="help" label={t("keyboard-title")}>
        <Button {...restoreFocus} appearance="subtle" icon={<KeyboardRegular />} onClick={onHelp} />
      </ShortcutTooltip>
    </div>
  );
}
