import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Page } from "../../components/Page";
import { PageHeader } from "../../components/PageHeader";
import { useMediaQuery } from "../../components/useMediaQuery";
import { t } from "../../words";
import { useOpenConfig } from "../workspaces/useOpenConfig";
import { ServicesList } from "./ServicesList";

/** Windows of this width have room for the list beside an open service. */
const WIDE = "(min-width: 1160px)";

const useStyles = makeStyles({
  root: { display: "flex", height: "100%" },
  list: { flex: "1 1 0", minWidth: 0, minHeight: 0 },
  beside: {
    flexGrow: 0,
    flexShrink: 0,
    flexBasis: "clamp(320px, 30%, 440px)",
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  service: { flex: "1 1 0", minWidth: 0, overflowY: "auto", overflowX: "hidden" },
});

/** Every service that the account can see. On wide windows the list stays while a service is open beside it. */
export function ServicesScreen() {
  const styles = useStyles();
  const { service } = useParams({ strict: false });
  const isWide = useMediaQuery(WIDE);
  const { q = "" } = useSearch({ from: "/services" });
  const navigate = useNavigate();
  const openConfig = useOpenConfig();
  const isOpen = service !== undefined;
  return (
    <div className={styles.root}>
      {(isWide || !isOpen) && (
        <div className={mergeClasses(styles.list, isOpen && styles.beside)}>
          <Page fills isNarrow={isOpen} onFile={(file) => void openConfig(file)}>
            {!isOpen && <PageHeader title={t("services-title")} />}
            <ServicesList
              workspace={null}
              filter={q}
              onFilter={(filter) =>
                void navigate({ to: ".", replace: true, search: filter ? { q: filter } : {} })
              }
              openId={service}
              emptyText={t("services-empty-everywhere")}
              emptyAction={
                <Button onClick={() => void navigate({ to: "/workspaces" })}>{t("workspaces-title")}</Button>
              }
            />
          </Page>
        </div>
      )}
      {isOpen && (
        <div className={styles.service}>
          <Outlet />
        </div>
      )}
    </div>
  );
}
