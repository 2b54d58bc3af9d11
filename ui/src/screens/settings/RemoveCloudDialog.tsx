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
import { t } from "../../i18n";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import { useRemoveCloud } from "../../ipc/sessionMutations";

const useStyles = makeStyles({
  surface: { maxWidth: "520px" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

const words = t.settings.clouds;

/** Says what goes with the cloud before it is removed. */
export function RemoveCloudDialog({ cloud, onClose }: { cloud: CloudSummary; onClose: () => void }) {
  const styles = useStyles();
  const notify = useNotify();
  const remove = useRemoveCloud();
  const onRemove = () =>
    remove.mutate(cloud.id, {
      onSuccess: ({ remainingItems }) => {
        notify(
          remainingItems === 0
            ? { intent: "success", text: words.removed(cloud.displayName) }
            : { intent: "warning", text: words.removedPartly(cloud.displayName, remainingItems) },
        );
        onClose();
      },
    });
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && !remove.isPending && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{words.removeNamed(cloud.displayName)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Body1>{words.removeLoses}</Body1>
            <InlineError error={remove.error} />
          </DialogContent>
          <DialogActions>
            <Button disabledFocusable={remove.isPending} onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button appearance="primary" disabledFocusable={remove.isPending} onClick={onRemove}>
              {words.removeAction}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
