import {
  Button,
  Caption1,
  makeStyles,
  Text,
  tokens,
  useRestoreFocusTarget,
} from "@fluentui/react-components";
import { AddRegular, CloudRegular, DeleteRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { Section } from "../../components/Section";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import { rich, t } from "../../words";
import { formatList } from "../../words/format";
import { AddCloudDialog } from "./AddCloudDialog";
import { AddedCloudDialog } from "./AddedCloudDialog";
import { RemoveCloudDialog } from "./RemoveCloudDialog";

const useStyles = makeStyles({
  hint: { color: tokens.colorNeutralForeground2 },
  list: { listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column" },
  row: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, minHeight: "44px" },
  icon: { fontSize: "20px", flexShrink: 0, color: tokens.colorNeutralForeground3 },
  names: { display: "flex", flexDirection: "column", minWidth: 0, flex: "1 1 0" },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
  host: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  add: { alignSelf: "flex-start" },
});

/** The clouds that were added, and adding one. */
export function CloudsSection({ overview }: { overview: AppOverview }) {
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  const [isAdding, setAdding] = useState(false);
  const [justAdded, setJustAdded] = useState<CloudSummary | null>(null);
  const [removing, setRemoving] = useState<CloudSummary | null>(null);
  const added = overview.clouds.filter(({ isAdded }) => isAdded);
  return (
    <Section title={t("added-clouds-title")} testId="clouds">
      <Caption1 className={styles.hint}>{t("added-clouds-hint")}</Caption1>
      {added.length > 0 && (
        <ul className={styles.list} aria-label={t("added-clouds-title")}>
          {added.map((cloud) => {
            const isCurrent = cloud.id === overview.cloud?.id;
            return (
              <li key={cloud.id} className={styles.row}>
                <CloudRegular className={styles.icon} aria-hidden="true" />
                <span className={styles.names}>
                  <Text className={styles.name} dir="auto">
                    {cloud.displayName}
                  </Text>
                  <Caption1 className={styles.host}>
                    {rich("added-clouds-signs-in-at", { host: <bdi>{cloud.authorityHost}</bdi> })}
                  </Caption1>
                  <Caption1 className={styles.host}>
                    {rich("added-clouds-tokens-go-to", { hosts: <bdi>{formatList(cloud.tokenHosts)}</bdi> })}
                  </Caption1>
                  {isCurrent && <Caption1 className={styles.host}>{t("added-clouds-current")}</Caption1>}
                </span>
                <Button
                  appearance="subtle"
                  size="small"
                  icon={<DeleteRegular />}
                  aria-label={t("added-clouds-remove-named", { name: cloud.displayName })}
                  disabledFocusable={isCurrent}
                  onClick={() => setRemoving(cloud)}
                >
                  {t("added-clouds-remove")}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <Button {...restoreFocus} className={styles.add} icon={<AddRegular />} onClick={() => setAdding(true)}>
        {t("added-clouds-add")}
      </Button>
      {isAdding && (
        <AddCloudDialog
          onAdded={(cloud) => {
            setAdding(false);
            setJustAdded(cloud);
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {justAdded && <AddedCloudDialog cloud={justAdded} onClose={() => setJustAdded(null)} />}
      {removing && <RemoveCloudDialog cloud={removing} onClose={() => setRemoving(null)} />}
    </Section>
  );
}
