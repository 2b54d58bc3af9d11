import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { t } from "../../words";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL} 0`,
  },
});

/** Notices about this start. Each can be dismissed. */
export function StartNotices({ notices }: { notices: string[] }) {
  const styles = useStyles();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const left = [...new Set(notices)].filter((notice) => !dismissed.has(notice));
  if (left.length === 0) return null;
  return (
    <div className={styles.root}>
      {left.map((notice) => (
        <MessageBar key={notice} intent="warning" layout="multiline">
          <MessageBarBody dir="auto">{notice}</MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                aria-label={t("action-close")}
                icon={<DismissRegular />}
                onClick={() => setDismissed((before) => new Set(before).add(notice))}
              />
            }
          />
        </MessageBar>
      ))}
    </div>
  );
}
