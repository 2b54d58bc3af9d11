import { Button } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { t } from "../words";
import { secondsUntil } from "../words/format";
import { useNow } from "./useNow";

interface RetryButtonProps {
  onRetry: () => void;
  isRetrying: boolean;
  /** How long Azure asks to wait, milliseconds from when the button appears. */
  waitMs: number | null;
}

/** Tries again; counts down first where Azure asks to wait. */
export function RetryButton({ onRetry, isRetrying, waitMs }: RetryButtonProps) {
  const now = useNow();
  const [from] = useState(() => Date.now() + (waitMs ?? 0));
  const left = secondsUntil(from, now);
  return (
    <Button
      appearance="primary"
      icon={<ArrowClockwiseRegular />}
      disabledFocusable={left > 0 || isRetrying}
      onClick={onRetry}
    >
      {left > 0 ? t("action-retry-in", { seconds: left }) : t("action-retry")}
    </Button>
  );
}
