import { Body1 } from "@fluentui/react-components";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { useNotify } from "../../components/notices";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import { useRemoveCloud } from "../../ipc/sessionMutations";
import { rich, t } from "../../words";

/** Says what is removed along with the cloud, and asks for confirmation. */
export function RemoveCloudDialog({ cloud, onClose }: { cloud: CloudSummary; onClose: () => void }) {
  const notify = useNotify();
  const remove = useRemoveCloud();
  const onRemove = () =>
    remove.mutate(cloud.id, {
      onSuccess: ({ remainingItems }) => {
        notify(
          remainingItems === 0
            ? { intent: "success", text: t("added-clouds-removed", { name: cloud.displayName }) }
            : {
                intent: "warning",
                text: t("added-clouds-removed-partly", { name: cloud.displayName, items: remainingItems }),
              },
        );
        onClose();
      },
    });
  return (
    <ConfirmDialog
      title={rich("added-clouds-remove-named", { name: <bdi>{cloud.displayName}</bdi> })}
      action={t("added-clouds-remove-action")}
      isDestructive
      error={remove.error}
      isPending={remove.isPending}
      onConfirm={onRemove}
      onClose={onClose}
    >
      <Body1>{t("added-clouds-remove-loses")}</Body1>
    </ConfirmDialog>
  );
}
