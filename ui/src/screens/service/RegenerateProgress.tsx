import { DialogBody, DialogContent, DialogTitle, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { t } from "../../words";
import { RegenerationWait } from "./RegenerationWait";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

/** The dialog while Azure makes the key. */
export function RegenerateProgress({ slot }: { slot: KeySlot }) {
  const styles = useStyles();
  const [startedAtMs] = useState(() => Date.now());
  return (
    <DialogBody>
      <DialogTitle>{t("regeneration-running", { slot })}</DialogTitle>
      <DialogContent className={styles.content}>
        <RegenerationWait slot={slot} startedAtMs={startedAtMs} />
      </DialogContent>
    </DialogBody>
  );
}
