import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { OpenRegular } from "@fluentui/react-icons";
import type { Site } from "../ipc/bindings/Site";
import { useOverview } from "../ipc/queries";
import { type SitePlace, useOpenSite } from "../ipc/sites";
import { t } from "../words";
import { useNotify } from "./notices";

const useStyles = makeStyles({
  root: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
});

const sites: Site[] = ["studio", "portal"];

/** Opens a workspace or a service in the browser; nothing where the cloud has no such pages. */
export function SiteButtons({ of }: { of: SitePlace }) {
  const styles = useStyles();
  const overview = useOverview();
  const open = useOpenSite();
  const notify = useNotify();
  if (!overview.data?.cloud?.hasSites) return null;
  return (
    <span className={styles.root}>
      {sites.map((site) => (
        <Button
          key={site}
          size="small"
          appearance="subtle"
          icon={<OpenRegular />}
          onClick={() =>
            open.mutate(
              { of, site },
              { onError: (error) => notify({ intent: "error", text: error.message, error }) },
            )
          }
        >
          {t("action-open-site", { site })}
        </Button>
      ))}
    </span>
  );
}
