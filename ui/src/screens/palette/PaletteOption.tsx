import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import {
  DocumentRegular,
  FlashRegular,
  PeopleRegular,
  PersonRegular,
  ServerRegular,
  StarFilled,
  TableRegular,
} from "@fluentui/react-icons";
import type { ReactElement } from "react";
import { KeyCaps } from "../../components/KeyCaps";
import { capsOf, chordsOf } from "../../components/shortcuts";
import { rowTokens } from "../../styles/rowTokens";
import { t } from "../../words";
import type { PaletteItem, PaletteKind } from "./items";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    minHeight: "36px",
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: "pointer",
  },
  marked: {
    backgroundColor: rowTokens.colorRowSelected,
    boxShadow: `inset 3px 0 0 0 ${tokens.colorCompoundBrandStroke}, inset 0 0 0 1px ${rowTokens.colorRowRing}`,
  },
  icon: { display: "flex", flexShrink: 0, fontSize: "20px", color: tokens.colorNeutralForeground2 },
  texts: { flex: "1 1 0", minWidth: 0, display: "flex", flexDirection: "column" },
  // Names that differ at their end are whole.
  title: { overflowWrap: "anywhere" },
  detail: {
    overflowWrap: "anywhere",
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  pinIcon: { flexShrink: 0, color: tokens.colorBrandForeground1 },
  kind: {
    flexShrink: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

const icons: Record<PaletteKind, ReactElement> = {
  service: <ServerRegular />,
  workspace: <TableRegular />,
  account: <PersonRegular />,
  principal: <PeopleRegular />,
  page: <DocumentRegular />,
  command: <FlashRegular />,
};

interface PaletteOptionProps {
  id: string;
  item: PaletteItem;
  isMarked: boolean;
  onMark: () => void;
  onUse: () => void;
}

/** One result: what it is, its name, where it is, and its keys. */
export function PaletteOption({ id, item, isMarked, onMark, onUse }: PaletteOptionProps) {
  const styles = useStyles();
  const { kind, title, detail, isPinned, shortcut } = item;
  const chord = shortcut && chordsOf(shortcut, false)[0];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys, as in every combobox.
    <div
      id={id}
      role="option"
      aria-selected={isMarked}
      className={mergeClasses(styles.root, isMarked && styles.marked)}
      // Only a movement marks: the list can also scroll below a mouse that rests.
      onMouseMove={isMarked ? undefined : onMark}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onUse}
    >
      <span className={styles.icon} aria-hidden="true">
        {icons[kind]}
      </span>
      <span className={styles.texts}>
        <bdi className={styles.title}>{title}</bdi>
        {detail && <bdi className={styles.detail}>{detail}</bdi>}
      </span>
      {isPinned && <StarFilled className={styles.pinIcon} aria-label={t("services-pinned")} />}
      {chord ? (
        <KeyCaps caps={capsOf(chord)} />
      ) : (
        <span className={styles.kind}>{t("palette-kind", { kind })}</span>
      )}
    </div>
  );
}
