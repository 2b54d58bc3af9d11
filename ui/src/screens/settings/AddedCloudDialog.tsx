import {
  Body1,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { InlineError } from "../../components/InlineError";
import { useNotify } from "../../components/notices";
import { PlaceList } from "../../components/PlaceList";
import { useFirstFocus } from "../../components/useFirstFocus";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import { useChooseCloud, useRemoveCloud } from "../../ipc/sessionMutations";
import { rich, t } from "../../words";

const useStyles = makeStyles({
  surface: { maxWidth: "520px" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  text: { overflowWrap: "anywhere" },
});

/** Shows where a new cloud signs people in and sends tokens, before it is used. */
export function AddedCloudDialog({ cloud, onClose }: { cloud: CloudSummary; onClose: () => void }) {
  const styles = useStyles();
  const keep = useFirstFocus();
  const notify = useNotify();
  const remove = useRemoveCloud();
  const choose = useChooseCloud();
  const isBusy = remove.isPending || choose.isPending;
  const onRemove = () =>
    remove.mutate(cloud.id, {
      onSuccess: () => {
        notify({ intent: "success", text: t("added-clouds-removed", { name: cloud.displayName }) });
        onClose();
      },
    });
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{rich("added-clouds-added", { name: <bdi>{cloud.displayName}</bdi> })}</DialogTitle>
          <DialogContent className={styles.content}>
            <Body1 className={styles.text}>
              {rich("added-clouds-signs-in-at", { host: <bdi>{cloud.authorityHost}</bdi> })}
            </Body1>
            <PlaceList places={cloud.tokenHosts} />
            <InlineError error={remove.error ?? choose.error} />
          </DialogContent>
          <DialogActions>
            <Button disabledFocusable={isBusy} onClick={onRemove}>
              {t("added-clouds-remove-again")}
            </Button>
            <Button
              disabledFocusable={isBusy}
              onClick={() => choose.mutate(cloud.id, { onSuccess: onClose })}
            >
              {t("added-clouds-use")}
            </Button>
            <Button {...keep} appearance="primary" onClick={onClose}>
              {t("added-clouds-keep")}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
