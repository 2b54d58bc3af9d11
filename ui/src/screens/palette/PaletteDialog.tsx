import { makeStyles, tokens } from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import type { ServicesProgress } from "../../ipc/services";
import { t } from "../../words";
import type { PaletteItem } from "./items";
import { PaletteOption } from "./PaletteOption";
import { rank } from "./ranking";

/** As many as a person looks through. */
const MOST_SHOWN = 50;
const PAGE = 8;

const useStyles = makeStyles({
  ground: {
    position: "fixed",
    inset: 0,
    // Above the notices.
    zIndex: 1_000_002,
    display: "flex",
    justifyContent: "center",
    alignItems: "flex-start",
    padding: "min(10vh, 88px) 16px 16px",
  },
  surface: {
    display: "flex",
    flexDirection: "column",
    width: "min(680px, 100%)",
    maxHeight: "min(560px, 100%)",
    boxSizing: "border-box",
    overflow: "hidden",
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow64,
  },
  field: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    flexShrink: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  icon: { display: "flex", fontSize: "20px", color: tokens.colorNeutralForeground3 },
  input: {
    flex: "1 1 0",
    minWidth: 0,
    border: "none",
    outlineStyle: "none",
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    "::placeholder": { color: tokens.colorNeutralForeground3, opacity: 1 },
  },
  list: {
    padding: tokens.spacingHorizontalXS,
    minHeight: 0,
    overflowY: "auto",
  },
  foot: {
    flexShrink: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** No text stands on it. */
const overlay = { backgroundColor: tokens.colorBackgroundOverlay };

interface PaletteDialogProps {
  items: readonly PaletteItem[];
  /** How far the services are read, while they are. */
  progress?: ServicesProgress | undefined;
  onClose: () => void;
}

/** A field with the best results below it. The field keeps the focus; the arrow keys mark a result, Enter chooses it. */
export function PaletteDialog({ items, progress, onClose }: PaletteDialogProps) {
  const styles = useStyles();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [marked, setMarked] = useState<string | null>(null);
  const shown = useMemo(() => rank(items, typed, MOST_SHOWN), [items, typed]);
  // Rows can come and go while services are read; the mark stays with its row.
  const at = Math.max(
    0,
    shown.findIndex((item) => item.id === marked),
  );
  const optionId = (index: number) => `${id}-${index}`;

  const [before] = useState(() => document.activeElement);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" }), [id, at]);
  const close = () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus();
    onClose();
  };
  const use = (item: PaletteItem | undefined) => {
    if (!item) return;
    // First the focus goes back, as a command can mean what has it.
    close();
    item.onUse();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const last = shown.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at === 0 ? last : at - 1,
      PageDown: Math.min(last, at + PAGE),
      PageUp: Math.max(0, at - PAGE),
      // Nothing else can have the focus.
      Tab: at,
    };
    const to = moves[event.key];
    if (to !== undefined) setMarked(shown[to]?.id ?? null);
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) use(shown[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const count =
    shown.length === 0 && typed.trim() !== ""
      ? t("action-nothing-matches", { text: typed.trim() })
      : t("palette-count", { count: shown.length });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the dialog closes it; Escape does the same.
    <div
      className={styles.ground}
      style={overlay}
      onMouseDown={(event) => event.target === event.currentTarget && close()}
    >
      <div className={styles.surface} role="dialog" aria-modal="true" aria-label={t("palette-title")}>
        <div className={styles.field}>
          <SearchRegular className={styles.icon} aria-hidden="true" />
          <input
            ref={input}
            className={styles.input}
            type="text"
            role="combobox"
            aria-label={t("palette-title")}
            aria-expanded={shown.length > 0}
            aria-controls={id}
            aria-autocomplete="list"
            {...(shown.length > 0 ? { "aria-activedescendant": optionId(at) } : {})}
            placeholder={t("palette-placeholder")}
            spellCheck={false}
            autoComplete="off"
            value={typed}
            onChange={({ target }) => {
              setTyped(target.value);
              setMarked(null);
            }}
            onKeyDown={onKeyDown}
            // Tab goes on at once, whatever the field does with it.
            onBlur={() => setTimeout(() => input.current?.focus())}
          />
        </div>
        <div id={id} className={styles.list} role="listbox" aria-label={t("palette-results")}>
          {shown.map((item, index) => (
            <PaletteOption
              key={item.id}
              id={optionId(index)}
              item={item}
              isMarked={index === at}
              onMark={() => setMarked(item.id)}
              onUse={() => use(item)}
            />
          ))}
        </div>
        <div className={styles.foot}>
          <span role="status">{count}</span>
          {progress && (
            <>
              {" · "}
              {t("services-progress", { read: progress.workspacesRead, total: progress.workspaceCount })}
            </>
          )}
        </div>
      </div>
    </div>
  );
}
