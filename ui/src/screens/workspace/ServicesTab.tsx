import { ServerRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { stateText } from "../../components/StateBadge";
import type { ServiceSummary } from "../../ipc/bindings/ServiceSummary";
import { useServices } from "../../ipc/queries";
import { t } from "../../words";
import { ListTab } from "./ListTab";
import { serviceColumns } from "./serviceColumns";

const rowId = ({ handle }: ServiceSummary) => handle;
const rowName = ({ name }: ServiceSummary) => name;

/** Every service of a workspace, old and new kinds alike. */
export function ServicesTab({ workspace }: { workspace: string }) {
  const list = useServices(workspace);
  const navigate = useNavigate();
  const columns = useMemo(serviceColumns, []);
  return (
    <ListTab
      texts={{
        title: t("services-title"),
        filter: t("services-filter"),
        emptyTitle: t("services-empty-title"),
        emptyText: t("services-empty"),
        count: (shown, total) =>
          shown === total ? t("services-count-all", { total }) : t("services-count", { shown, total }),
      }}
      emptyIcon={<ServerRegular />}
      list={list}
      rows={list.data?.services}
      place={`services ${workspace}`}
      columns={columns}
      rowId={rowId}
      rowName={rowName}
      textOf={textOf}
      onOpen={({ handle }) => void navigate({ to: "/services/$service", params: { service: handle } })}
    />
  );
}

function textOf({ name, kind, authMode, region, state }: ServiceSummary): string {
  return [
    name,
    t("services-kind-name", { kind }),
    t("services-authentication-mode", { mode: authMode }),
    region,
    stateText(state),
  ].join(" ");
}
