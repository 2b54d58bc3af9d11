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
import { t } from "../i18n";
import type { SourceFailure } from "../ipc/bindings/SourceFailure";
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

/** Names the sources whose rows are missing from a list, and why. */
export function PartialFailures({ failures, onRetry, isRetrying }: PartialFailuresProps) {
  const styles = useStyles();
  if (failures.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar}>
      <MessageBarBody>
        <MessageBarTitle>{t.common.partial(failures.length)}</MessageBarTitle>
        <ul className={styles.list}>
          {failures.map(({ source, error }) => (
            <li key={source}>
              {source}: {error.message}
              <WhoCanFixLine error={error} />
              {error.correlationId && (
                <span className={styles.id}>
                  {" "}
                  {t.common.correlationId} {error.correlationId}
                </span>
              )}
            </li>
          ))}
        </ul>
      </MessageBarBody>
      <MessageBarActions>
        <Button icon={<ArrowClockwiseRegular />} onClick={onRetry} disabledFocusable={isRetrying}>
          {t.common.retry}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
