import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactNode, useCallback, useState } from "react";
import { createPortal } from "react-dom";
import { NoticeBar } from "./NoticeBar";
import { type Notice, NoticesContext, NoticesPlaceContext } from "./notices";

const useStyles = makeStyles({
  // Above the ground of a dialog, which can have said something too.
  region: { zIndex: 1_000_001 },
  inPlace: {
    position: "relative",
    ":not(:empty)": { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}` },
  },
  inCorner: {
    position: "fixed",
    insetInlineEnd: tokens.spacingHorizontalXXL,
    bottom: "48px",
    maxWidth: "min(440px, calc(100vw - 48px))",
    boxShadow: tokens.shadow16,
  },
});

/** Holds the newest notice in its place on the page, where it covers nothing, and reads it aloud once. */
export function NoticesProvider({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const [current, setCurrent] = useState<{ id: number; notice: Notice } | null>(null);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const notify = useCallback((notice: Notice | null) => {
    setCurrent((previous) => notice && { id: (previous?.id ?? 0) + 1, notice });
  }, []);
  const region = (
    <div
      className={mergeClasses(styles.region, place ? styles.inPlace : styles.inCorner)}
      role="status"
      aria-live="polite"
      data-testid="notices"
    >
      {current && <NoticeBar key={current.id} notice={current.notice} onGone={() => setCurrent(null)} />}
    </div>
  );
  return (
    <NoticesContext value={notify}>
      <NoticesPlaceContext value={setPlace}>{children}</NoticesPlaceContext>
      {place ? createPortal(region, place) : region}
    </NoticesContext>
  );
}
