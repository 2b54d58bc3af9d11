import { Body1 } from "@fluentui/react-components";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { useNotify } from "../../components/notices";
import { t } from "../../i18n";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import { useRemoveCloud } from "../../ipc/sessionMutations";

const words = t.settings.clouds;

/** Says what is removed along with the cloud, and asks for confirmation. */
export function RemoveCloudDialog({ cloud, onClose }: { cloud: CloudSummary; onClose: () => void }) {
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
    <ConfirmDialog
      title={words.removeNamed(cloud.displayName)}
      action={words.removeAction}
      error={remove.error}
      isPending={remove.isPending}
      onConfirm={onRemove}
      onClose={onClose}
    >
      <Body1>{words.removeLoses}</Body1>
    </ConfirmDialog>
  );
}
