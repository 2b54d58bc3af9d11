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
import { t } from "../../words";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import { useRemoveCloud } from "../../ipc/sessionMutations";

const useStyles = makeStyles({
  surface: { maxWidth: "520px" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  text: { overflowWrap: "anywhere" },
});


/** Shows where a new cloud signs people in and sends tokens, before it is used. */
export function AddedCloudDialog({ cloud, onClose }: { cloud: CloudSummary; onClose: () => void }) {
  const styles = useStyles();
  const notify = useNotify();
  const remove = useRemoveCloud();
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
          <DialogTitle>{t("added-clouds-added", { name: cloud.displayName })}</DialogTitle>
          <DialogContent className={styles.content}>
            <Body1 className={styles.text}>{t("added-clouds-signs-in-at", { host: cloud.authorityHost })}</Body1>
            <PlaceList places={cloud.tokenHosts} />
            <InlineError error={remove.error} />
          </DialogContent>
          <DialogActions>
            <Button disabledFocusable={remove.isPending} onClick={onRemove}>
              {t("added-clouds-remove-again")}
            </Button>
            <Button appearance="primary" onClick={onClose}>
              {t("added-clouds-keep")}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
