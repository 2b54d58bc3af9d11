import {
  Button,
  Caption1,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import { t } from "../words";
import { secondsUntil } from "../words/format";
import { ErrorDetails } from "./ErrorDetails";
import type { Notice } from "./notices";
import { useNow } from "./useNow";

const SHOWN_MS = 6000;
const AFTER_CLEARING_MS = 3000;

const useStyles = makeStyles({
  countdown: { display: "block", fontVariantNumeric: "tabular-nums" },
});

interface NoticeBarProps {
  notice: Notice;
  onGone: () => void;
}

/** One notice. After copying a secret it counts down to when the clipboard is cleared; a warning stays. */
export function NoticeBar({ notice, onGone }: NoticeBarProps) {
  const styles = useStyles();
  const now = useNow();
  const { link } = notice;
  const clearsAtMs = notice.clearsAt ? Date.parse(notice.clearsAt) : null;
  const gone = useRef(onGone);
  gone.current = onGone;

  useEffect(() => {
    if (notice.intent !== "success") return;
    const shownMs = clearsAtMs === null ? SHOWN_MS : clearsAtMs - Date.now() + AFTER_CLEARING_MS;
    const timer = setTimeout(() => gone.current(), shownMs);
    return () => clearTimeout(timer);
  }, [notice.intent, clearsAtMs]);

  const left = clearsAtMs === null ? null : secondsUntil(clearsAtMs, now);
  return (
    <MessageBar intent={notice.intent} layout="multiline">
      <MessageBarBody>
        <span dir="auto">{notice.text}</span>
        {left !== null && (
          <Caption1 className={styles.countdown} aria-hidden="true">
            {left > 0 ? t("action-clipboard-countdown", { seconds: left }) : t("action-clipboard-cleared")}
          </Caption1>
        )}
        {link && (
          <>
            {" "}
            <Link
              as="button"
              onClick={() => {
                onGone();
                link.onUse();
              }}
            >
              {link.text}
            </Link>
          </>
        )}
        {notice.error && <ErrorDetails error={notice.error} />}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            aria-label={t("action-close")}
            icon={<DismissRegular />}
            onClick={onGone}
          />
        }
      />
    </MessageBar>
  );
}
