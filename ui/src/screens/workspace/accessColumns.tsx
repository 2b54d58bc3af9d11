import type { Column } from "../../components/tableModel";
import type { AccessRow } from "../../ipc/bindings/AccessRow";
import { t } from "../../words";
import { PrincipalCell } from "./PrincipalCell";
import { RoleCell } from "./RoleCell";
import { ScopeCell } from "./ScopeCell";

/** The columns; without names, ids and kinds say who it is. */
export const accessColumns = (hasNames: boolean): Column<AccessRow>[] => [
  {
    id: "principal",
    header: t("roles-principal"),
    track: "minmax(0, 4fr)",
    isFixed: true,
    sortText: ({ principal }) => principal.name ?? principal.id,
    render: ({ principal, isMine }) => (
      <PrincipalCell principal={principal} isMine={isMine} hasNames={hasNames} />
    ),
  },
  {
    id: "role",
    header: t("roles-role"),
    track: "minmax(0, 3fr)",
    sortText: ({ roleName }) => roleName,
    sortRank: ({ roleStrength }) => -roleStrength,
    render: ({ roleName, roleKind, hasCondition }) => (
      <RoleCell name={roleName} kind={roleKind} hasCondition={hasCondition} />
    ),
  },
  {
    id: "scope",
    header: t("roles-scope"),
    track: "minmax(0, 3fr)",
    sortText: ({ scope, scopeName }) => scopeName ?? scope,
    render: ({ scope, scopeName, scopeKind, isInherited }) => (
      <ScopeCell scope={scope} name={scopeName} kind={scopeKind} isInherited={isInherited} />
    ),
  },
];
