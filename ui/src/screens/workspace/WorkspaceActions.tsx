import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons";
import { useNotify } from "../../components/notices";
import { SiteButtons } from "../../components/SiteButtons";
import { useSaveWorkspaceConfig } from "../../ipc/sites";
import { t } from "../../words";

const useStyles = makeStyles({
  root: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS, marginInlineStart: "auto" },
});

/** Leads from a workspace to other programs: a file for the SDKs, and its pages in the browser. */
export function WorkspaceActions({ workspace }: { workspace: string }) {
  const styles = useStyles();
  const save = useSaveWorkspaceConfig();
  const notify = useNotify();
  return (
    <span className={styles.root}>
      <Button
        size="small"
        appearance="subtle"
        icon={<ArrowDownloadRegular />}
        disabledFocusable={save.isPending}
        onClick={() =>
          save.mutate(workspace, {
            onSuccess: ({ path }) =>
              notify({ intent: "success", text: t("workspace-config-saved", { path }) }),
            onError: (error) => notify({ intent: "error", text: error.message, error }),
          })
        }
      >
        {t("workspace-save-config")}
      </Button>
      <SiteButtons of={{ workspace }} />
    </span>
  );
}
