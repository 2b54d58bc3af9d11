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
import { t } from "../../words";

const useStyles = makeStyles({
  surface: { maxWidth: "520px" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  title: { margin: `0 0 ${tokens.spacingVerticalS}` },
  list: {
    display: "grid",
    gridTemplateColumns: "96px 1fr",
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    alignItems: "baseline",
  },
  keys: { display: "flex", gap: tokens.spacingHorizontalXS },
  key: {
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    minWidth: "12px",
    textAlign: "center",
    padding: `1px ${tokens.spacingHorizontalSNudge}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  text: { margin: 0 },
});

const { rows, anywhere, lists, servicePage } = t.shell.help;
const groups = [
  {
    title: anywhere,
    rows: [
      ["?", rows.help],
      ["/", rows.filter],
      ["Esc", rows.back],
      ["l", t("keyboard-lock")],
    ],
  },
  {
    title: lists,
    rows: [
      ["↑ ↓", rows.move],
      ["Home End", rows.ends],
      ["Enter", rows.open],
      ["← →", rows.fold],
    ],
  },
  {
    title: servicePage,
    rows: [
      ["c", rows.copy],
      ["r", rows.reveal],
    ],
  },
] as const;

interface KeyboardHelpProps {
  isOpen: boolean;
  onClose: () => void;
}

/** Every key that does something. */
export function KeyboardHelp({ isOpen, onClose }: KeyboardHelpProps) {
  const styles = useStyles();
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t("keyboard-title")}</DialogTitle>
          <DialogContent className={styles.content}>
            {groups.map((group) => (
              <div key={group.title}>
                <Subtitle2 as="h3" block className={styles.title}>
                  {group.title}
                </Subtitle2>
                <dl className={styles.list}>
                  {group.rows.map(([keyNames, text]) => (
                    <div key={keyNames} style={{ display: "contents" }}>
                      <dt className={styles.keys}>
                        {keyNames.split(" ").map((name) => (
                          <kbd key={name} className={styles.key}>
                            {name}
                          </kbd>
                        ))}
                      </dt>
                      <dd className={styles.text}>{text}</dd>
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
