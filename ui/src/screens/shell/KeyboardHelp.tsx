import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  Subtitle2,
  tokens,
} from "@fluentui/react-components";
import { KeyCaps } from "../../components/KeyCaps";
import {
  capsOf,
  chordsOf,
  listKeys,
  type ShortcutGroup,
  type ShortcutId,
  shortcutGroups,
  shortcutIds,
  shortcuts,
} from "../../components/shortcuts";
import { useSingleKeys } from "../../components/useShortcut";
import { type PlainMessageId, t } from "../../words";

const useStyles = makeStyles({
  surface: { maxWidth: "min(960px, calc(100vw - 48px))" },
  content: {
    columnGap: tokens.spacingHorizontalXXL,
    "@media (min-width: 900px)": { columnCount: 2 },
  },
  group: { breakInside: "avoid", paddingBottom: tokens.spacingVerticalL },
  title: { margin: `0 0 ${tokens.spacingVerticalS}` },
  list: {
    display: "grid",
    gridTemplateColumns: "144px 1fr",
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    alignItems: "baseline",
  },
  keys: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  text: { margin: 0 },
});

interface KeyboardHelpProps {
  isOpen: boolean;
  onClose: () => void;
}

/** Every key that does something. */
export function KeyboardHelp({ isOpen, onClose }: KeyboardHelpProps) {
  const styles = useStyles();
  const hasSingleKeys = useSingleKeys();
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t("keyboard-title")}</DialogTitle>
          <DialogContent className={styles.content}>
            {groupNames.map((group) => (
              <div key={group} className={styles.group}>
                <Subtitle2 as="h3" block className={styles.title}>
                  {t(shortcutGroups[group])}
                </Subtitle2>
                <dl className={styles.list}>
                  {rowsOf(group, hasSingleKeys).map(({ text, chords }) => (
                    <div key={text} style={{ display: "contents" }}>
                      <dt className={styles.keys}>
                        {chords.map((caps) => (
                          <KeyCaps key={caps.join(" ")} caps={caps} />
                        ))}
                      </dt>
                      <dd className={styles.text}>{t(text)}</dd>
                    </div>
                  ))}
                </dl>
              </div>
            ))}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button appearance="primary">{t("action-close")}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

const groupNames = Object.keys(shortcutGroups) as ShortcutGroup[];

interface HelpRow {
  text: PlainMessageId;
  chords: (readonly string[])[];
}

function rowsOf(group: ShortcutGroup, hasSingleKeys: boolean): HelpRow[] {
  if (group === "lists")
    return listKeys.map(({ caps, text }) => ({ text, chords: caps.map((cap) => [cap]) }));
  return shortcutIds
    .filter((id) => shortcuts[id].group === group)
    .map((id) => ({ text: shortcuts[id].text, chords: shownChords(id, hasSingleKeys) }));
}

function shownChords(id: ShortcutId, hasSingleKeys: boolean): string[][] {
  return chordsOf(id, hasSingleKeys)
    .filter(({ isQuiet }) => !isQuiet)
    .map(capsOf);
}
