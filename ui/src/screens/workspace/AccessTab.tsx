import { PeopleRegular } from "@fluentui/react-icons";
import { useMemo } from "react";
import type { AccessRow } from "../../ipc/bindings/AccessRow";
import { useAccess } from "../../ipc/queries";
import { t } from "../../words";
import { accessColumns } from "./accessColumns";
import { ListTab } from "./ListTab";
import { NamesButton } from "./NamesButton";

const rowId = ({ id }: AccessRow) => id;
const rowName = ({ principal }: AccessRow) => principal.name ?? principal.id;

/** Who has which role on a workspace, directly or from above. */
export function AccessTab({ workspace }: { workspace: string }) {
  const list = useAccess(workspace);
  const hasNames = list.data?.hasNames;
  const columns = useMemo(() => accessColumns(hasNames ?? false), [hasNames]);
  return (
    <ListTab
      texts={{
        title: t("roles-title"),
        filter: t("roles-filter"),
        emptyTitle: t("roles-empty-title"),
        emptyText: t("roles-empty"),
        count: (shown, total) =>
          shown === total ? t("roles-count-all", { total }) : t("roles-count", { shown, total }),
      }}
      emptyIcon={<PeopleRegular />}
      list={list}
      rows={list.data?.assignments}
      place={`access ${workspace}`}
      columns={columns}
      rowId={rowId}
      rowName={rowName}
      textOf={textOf}
      action={hasNames !== undefined && <NamesButton hasNames={hasNames} />}
    />
  );
}

function textOf({ principal, roleName, scope, scopeName, scopeKind, isMine }: AccessRow): string {
  const { name, detail, id, kind } = principal;
  const who = [name, detail, id, t("roles-principal-kind", { kind }), isMine ? t("roles-mine") : ""];
  return [...who, roleName, scope, scopeName, t("roles-scope-kind", { scope: scopeKind })].join(" ");
}
