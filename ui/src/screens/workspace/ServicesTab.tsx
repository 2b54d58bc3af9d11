import { useNavigate, useSearch } from "@tanstack/react-router";
import { t } from "../../words";
import { ServicesList } from "../services/ServicesList";

/** Every service of a workspace. */
export function ServicesTab({ workspace }: { workspace: string }) {
  const navigate = useNavigate({ from: "/workspaces/$workspace/$tab" });
  const { q = "" } = useSearch({ from: "/workspaces/$workspace/$tab" });
  return (
    <ServicesList
      workspace={workspace}
      filter={q}
      onFilter={(filter) => void navigate({ replace: true, search: filter ? { q: filter } : {} })}
      emptyText={t("services-empty")}
    />
  );
}
