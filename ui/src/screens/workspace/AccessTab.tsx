import { PeopleRegular } from "@fluentui/react-icons";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { EmptyState } from "../../components/EmptyState";
import { ListPage } from "../../components/list/ListPage";
import type { AccessRow } from "../../ipc/bindings/AccessRow";
import { useAccess } from "../../ipc/queries";
import { t } from "../../words";
import { accessColumns } from "./accessColumns";
import { NamesButton } from "./NamesButton";

const rowId = ({ id }: AccessRow) => id;
const rowName = ({ principal }: AccessRow) => principal.name ?? principal.id;

/** Who has which role on a workspace, directly or from above. */
export function AccessTab({ workspace }: { workspace: string }) {
  const list = useAccess(workspace);
  const navigate = useNavigate({ from: "/workspaces/$workspace/$tab" });
  const { q = "" } = useSearch({ from: "/workspaces/$workspace/$tab" });
  const hasNames = list.data?.hasNames;
  const columns = useMemo(() => accessColumns(hasNames ?? false), [hasNames]);
  return (
    <ListPage
      texts={{
        title: t("roles-title"),
        filter: t("roles-filter"),
        count: (shown, total) =>
          shown === total ? t("roles-count-all", { total }) : t("roles-count", { shown, total }),
      }}
      list={{
        rows: list.data?.assignments,
        failures: list.data?.failures ?? [],
        error: list.error,
        asOf: list.data?.asOf,
        isReading: list.isFetching,
        onRefresh: () => void list.refetch(),
      }}
      place={`access ${workspace}`}
      firstSort={null}
      columns={columns}
      rowId={rowId}
      rowName={rowName}
      textOf={textOf}
      filter={q}
      onFilter={(filter) => void navigate({ replace: true, search: filter ? { q: filter } : {} })}
      empty={<EmptyState icon={<PeopleRegular />} title={t("roles-empty-title")} text={t("roles-empty")} />}
      controls={hasNames !== undefined && <NamesButton hasNames={hasNames} />}
    />
  );
}

function textOf({ principal, roleName, scope, scopeName, scopeKind, isMine }: AccessRow): string {
  const { name, detail, id, kind } = principal;
  const who = [name, detail, id, t("roles-principal-kind", { kind }), isMine ? t("roles-mine") : ""];
  return [...who, roleName, scope, scopeName, t("roles-scope-kind", { scope: scopeKind })].join(" ");
}
