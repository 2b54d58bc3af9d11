import { makeStyles, tokens } from "@fluentui/react-components";
import { type ReactNode, useCallback, useState } from "react";
import { NoticeBar } from "./NoticeBar";
import { type Notice, NoticesContext } from "./notices";

const useStyles = makeStyles({
  region: {
    position: "fixed",
    insetInlineEnd: tokens.spacingHorizontalXXL,
    bottom: "48px",
    maxWidth: "min(440px, calc(100vw - 48px))",
    zIndex: 1_000_001,
  },
});

/** Holds the newest notice at the lower right, and reads it aloud once. */
export function NoticesProvider({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const [current, setCurrent] = useState<{ id: number; notice: Notice } | null>(null);
  const notify = useCallback((notice: Notice | null) => {
    setCurrent((previous) => notice && { id: (previous?.id ?? 0) + 1, notice });
  }, []);

  return (
    <NoticesContext value={notify}>
      {children}
      <div className={styles.region} role="status" aria-live="polite" data-testid="notices">
        {current && <NoticeBar key={current.id} notice={current.notice} onGone={() => setCurrent(null)} />}
      </div>
    </NoticesContext>
  );
}
