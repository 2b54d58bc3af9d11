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

const groups = [
  {
    title: "keyboard-anywhere",
    rows: [
      ["?", "keyboard-help"],
      ["/", "keyboard-filter"],
      ["Esc", "keyboard-back"],
      ["l", "keyboard-lock"],
    ],
  },
  {
    title: "keyboard-lists",
    rows: [
      ["↑ ↓", "keyboard-move"],
      ["Home End", "keyboard-ends"],
      ["Enter", "keyboard-open"],
      ["← →", "keyboard-fold"],
    ],
  },
  {
    title: "keyboard-service",
    rows: [
      ["c", "keyboard-copy"],
      ["r", "keyboard-reveal"],
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
                  {t(group.title)}
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
