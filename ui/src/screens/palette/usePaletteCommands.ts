import { useNavigate, useParams } from "@tanstack/react-router";
import { useNotify } from "../../components/notices";
import { type ShortcutId, shortcutIds, shortcuts } from "../../components/shortcuts";
import { isShortcutUsed, runShortcut } from "../../components/useShortcut";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import { useReadService } from "../../ipc/known";
import { usePins } from "../../ipc/services";
import { useChooseCloud } from "../../ipc/sessionMutations";
import { themes } from "../../styles/themes";
import { t } from "../../words";
import { methodGroupsOf } from "../addAccount/MethodChoice";
import { useServiceActions } from "../services/useServiceActions";
import { pages } from "../shell/pages";
import { useChooseTheme } from "../shell/useChooseTheme";
import { type PaletteItem, weights } from "./items";
import { indexName } from "./ranking";

/** Keys that mean what has the focus. The palette offers the same for the open service, by name. */
const ofFocus: readonly ShortcutId[] = ["palette", "leave", "copy", "reveal"];

/** Pages, and what the window can do now. Everything comes from the list that it is also made from elsewhere. */
export function usePaletteCommands({ cloud, clouds }: AppOverview): PaletteItem[] {
  const navigate = useNavigate();
  const notify = useNotify();
  const chooseTheme = useChooseTheme();
  const { mutate: chooseCloud } = useChooseCloud();

  const toPages = pages.map(({ to, label }) =>
    itemOf("page", to, t(label), { weight: weights.page, onUse: () => void navigate({ to }) }),
  );
  const keys = shortcutIds
    .filter((id) => !ofFocus.includes(id) && isShortcutUsed(id))
    .map((id) =>
      itemOf("command", id, id === "help" ? t("keyboard-title") : t(shortcuts[id].text), {
        shortcut: id,
        onUse: () => void runShortcut(id),
      }),
    );
  const methods = cloud ? methodGroupsOf(cloud.hasTenants).flatMap((group) => group.methods) : [];
  const signIns = methods.map((method) =>
    itemOf("command", `method ${method}`, t("palette-add-account", { method: t("add-method", { method }) }), {
      onUse: () => void navigate({ to: "/add-account", search: { method } }),
    }),
  );
  const others = clouds
    .filter(({ id }) => id !== cloud?.id)
    .map(({ id, displayName }) =>
      itemOf("command", `cloud ${id}`, t("palette-cloud", { name: displayName }), {
        onUse: () =>
          chooseCloud(id, {
            onError: (error) => notify({ intent: "error", text: error.message, error }),
          }),
      }),
    );
  const colours = themes.map((theme) =>
    itemOf("command", `theme ${theme}`, t("palette-theme", { name: t("shell-theme-name", { theme }) }), {
      onUse: () => chooseTheme(theme),
    }),
  );
  return [...toPages, ...keys, ...signIns, ...others, ...colours];
}

/** What can be done with the service whose page is open. */
export function useOpenServiceCommands(): PaletteItem[] {
  const { service } = useParams({ strict: false });
  const summary = useReadService(service)?.summary;
  const actionsOf = useServiceActions(new Set(usePins().data?.pinned));
  if (!summary) return [];
  return actionsOf(summary)
    .filter(({ id }) => id !== "open")
    .map(({ id, label, onUse }) =>
      itemOf("command", `service ${id}`, label, { detail: summary.name, weight: 2 * weights.command, onUse }),
    );
}

type Rest = Pick<PaletteItem, "onUse"> & Partial<PaletteItem>;

function itemOf(kind: PaletteItem["kind"], id: string, title: string, rest: Rest): PaletteItem {
  return { id, kind, title, name: indexName(title), context: [], weight: weights.command, ...rest };
}
