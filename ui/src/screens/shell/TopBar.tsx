import { Button, makeStyles, Subtitle2, tokens, useRestoreFocusTarget } from "@fluentui/react-components";
import { KeyboardRegular, SearchRegular } from "@fluentui/react-icons";
import { KeyCaps } from "../../components/KeyCaps";
import { Logo } from "../../components/Logo";
import { ShortcutTooltip } from "../../components/ShortcutTooltip";
import { ariaKeys, capsOf, chordsOf } from "../../components/shortcuts";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import { t } from "../../words";
import { ContextSwitcher } from "./ContextSwitcher";
import { ThemeMenu } from "./ThemeMenu";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    height: "48px",
    flexShrink: 0,
    paddingInline: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  mark: { display: "flex", flexShrink: 0, color: tokens.colorBrandForeground1 },
  name: { "@media (max-width: 1000px)": { display: "none" } },
  search: {
    flex: "0 1 360px",
    minWidth: "40px",
    marginInlineStart: tokens.spacingHorizontalM,
    justifyContent: "flex-start",
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
    overflow: "hidden",
  },
  searchText: {
    flex: "1 1 0",
    minWidth: 0,
    textAlign: "start",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  wide: { "@media (max-width: 860px)": { display: "none" } },
  space: { flex: "1 1 0" },
});

interface TopBarProps {
  overview: AppOverview;
  onPalette: () => void;
  onHelp: () => void;
}

/** Name, palette, cloud with tenant and account, colours and keyboard help. */
export function TopBar({ overview, onPalette, onHelp }: TopBarProps) {
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  const [chord] = chordsOf("palette", false);
  return (
    <div className={styles.root}>
      <span className={styles.mark}>
        <Logo size={24} />
      </span>
      <Subtitle2 className={styles.name}>{t("shell-name")}</Subtitle2>
      <Button
        className={styles.search}
        icon={<SearchRegular />}
        aria-haspopup="dialog"
        aria-keyshortcuts={ariaKeys("palette")}
        onClick={onPalette}
      >
        <span className={styles.searchText}>{t("palette-open")}</span>
        {chord && (
          <span className={styles.wide} aria-hidden="true">
            <KeyCaps caps={capsOf(chord)} />
          </span>
        )}
      </Button>
      <span className={styles.space} />
      <ContextSwitcher overview={overview} />
      <ThemeMenu />
      <ShortcutTooltip shortcut="help" label={t("keyboard-title")}>
        <Button {...restoreFocus} appearance="subtle" icon={<KeyboardRegular />} onClick={onHelp} />
      </ShortcutTooltip>
    </div>
  );
}
