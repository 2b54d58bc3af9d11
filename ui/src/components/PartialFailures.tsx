import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons";
import type { SourceFailure } from "../ipc/bindings/SourceFailure";
import { isWorthRetrying } from "../ipc/errors";
import { rich, t } from "../words";
import { ErrorDetails } from "./ErrorDetails";
import { WhoCanFixLine } from "./WhoCanFixLine";

const useStyles = makeStyles({
  bar: { flexShrink: 0 },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  id: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

interface PartialFailuresProps {
  failures: SourceFailure[];
  onRetry: () => void;
  isRetrying: boolean;
}

/** Names the sources whose rows or names are missing from a list, and why. */
export function PartialFailures({ failures, onRetry, isRetrying }: PartialFailuresProps) {
  const styles = useStyles();
  if (failures.length === 0) return null;
  const lackingRows = failures.filter(({ lacks }) => lacks === "rows").length;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar}>
      <MessageBarBody>
        <MessageBarTitle>
          {lackingRows > 0 ? t("failure-sources", { count: lackingRows }) : t("failure-names")}
        </MessageBarTitle>
        <ul className={styles.list}>
          {failures.map(({ source, error }) => (
            <li key={source}>
              {rich("failure-source", { source: <bdi>{source}</bdi>, reason: <bdi>{error.message}</bdi> })}
              <WhoCanFixLine error={error} />
              {error.correlationId && (
                <span className={styles.id}>
                  {" "}
                  {t("failure-source-correlation-id", { id: error.correlationId })}
                </span>
              )}
              {error.details.length > 0 && <ErrorDetails error={error} />}
            </li>
          ))}
        </ul>
      </MessageBarBody>
      <MessageBarActions>
        {failures.some(({ error }) => isWorthRetrying(error)) && (
          <Button icon={<ArrowClockwiseRegular />} onClick={onRetry} disabledFocusable={isRetrying}>
            {t("action-retry")}
          </Button>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
