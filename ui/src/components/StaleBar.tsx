import {
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from "@fluentui/react-components";
import type { CommandError } from "../ipc/bindings/CommandError";
import { rich, t } from "../words";
import { ErrorActions } from "./ErrorActions";
import { ErrorDetails } from "./ErrorDetails";
import { Moment } from "./Moment";
import { SignInAgainNote } from "./SignInAgainNote";
import { WhoCanFixLine } from "./WhoCanFixLine";

const useStyles = makeStyles({ bar: { flexShrink: 0 } });

interface StaleBarProps {
  /** Why the page could not be read again; null if it could. */
  error: CommandError | null;
  /** When what the page shows was read. */
  asOf?: string | null | undefined;
  onRetry: () => void;
  isRetrying: boolean;
}

/** Says above what was read before that it could not be read again, why, and what to do. */
export function StaleBar({ error, asOf, onRetry, isRetrying }: StaleBarProps) {
  const styles = useStyles();
  if (!error) return null;
  return (
    <MessageBar intent="error" layout="multiline" className={styles.bar} data-testid="stale">
      <MessageBarBody>
        <MessageBarTitle>
          {asOf
            ? rich("rows-not-refreshed-since", { moment: <Moment at={asOf} /> })
            : t("rows-not-refreshed")}
        </MessageBarTitle>{" "}
        <span dir="auto">{error.message}</span>
        <WhoCanFixLine error={error} />
        {error.code === "signInRequired" && <SignInAgainNote />}
        {error.details.length > 0 && <ErrorDetails error={error} />}
      </MessageBarBody>
      <MessageBarActions>
        <ErrorActions error={error} onRetry={onRetry} isRetrying={isRetrying} />
      </MessageBarActions>
    </MessageBar>
  );
}
