import {
  ClipboardCodeRegular,
  CopyRegular,
  KeyRegular,
  LinkRegular,
  NumberSymbolSquareRegular,
  OpenRegular,
  PinOffRegular,
  PinRegular,
  TicketDiagonalRegular,
} from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { useNotify } from "../../components/notices";
import type { RowAction } from "../../components/tableModel";
import { useCopyAction } from "../../components/useCopyAction";
import type { CommandError } from "../../ipc/bindings/CommandError";
import type { ServiceSummary } from "../../ipc/bindings/ServiceSummary";
import { useCopyAddress } from "../../ipc/mutations";
import { useOverview } from "../../ipc/queries";
import { usePinService } from "../../ipc/services";
import { useOpenSite } from "../../ipc/sites";
import { t } from "../../words";

/** What can be done with a service from a list. */
export function useServiceActions(pinned: ReadonlySet<string>) {
  const navigate = useNavigate();
  const notify = useNotify();
  const { copy } = useCopyAction();
  const copyAddress = useCopyAddress();
  const pin = usePinService();
  const openSite = useOpenSite();
  const hasSites = useOverview().data?.cloud?.hasSites ?? false;
  const notifyOf = (error: CommandError) => notify({ intent: "error", text: error.message, error });

  return (service: ServiceSummary): RowAction[] => {
    const { handle, authMode } = service;
    const isPinned = pinned.has(handle);
    const copyText = (text: string, name: string) => copy({ what: "text", text }, name);
    const secret: RowAction[] = [];
    if (authMode === "key")
      secret.push({
        id: "key",
        label: t("services-copy-key"),
        icon: <KeyRegular />,
        isFirstOfGroup: true,
        onUse: () =>
          copy({ what: "key", service: handle, slot: "primary" }, t("keys-name", { slot: "primary" })),
      });
    if (authMode === "amlToken" || authMode === "aadToken")
      secret.push({
        id: "token",
        label: t("service-token-copy"),
        icon: <TicketDiagonalRegular />,
        isFirstOfGroup: true,
        onUse: () => copy({ what: "token", service: handle }, t("service-token-title")),
      });
    const sites = (["studio", "portal"] as const).map(
      (site, at): RowAction => ({
        id: site,
        label: t("action-open-site", { site }),
        icon: <OpenRegular />,
        isFirstOfGroup: at === 0,
        onUse: () => openSite.mutate({ of: { service: handle }, site }, { onError: notifyOf }),
      }),
    );
    return [
      {
        id: "open",
        label: t("services-open"),
        icon: <OpenRegular />,
        onUse: () => void navigate({ to: "/services/$service", params: { service: handle }, search: true }),
      },
      {
        id: "pin",
        label: isPinned ? t("services-unpin") : t("services-pin"),
        icon: isPinned ? <PinOffRegular /> : <PinRegular />,
        onUse: () => pin.mutate({ service: handle, isPinned: !isPinned }, { onError: notifyOf }),
      },
      ...secret,
      {
        id: "address",
        label: t("service-copy-address"),
        icon: <LinkRegular />,
        isFirstOfGroup: secret.length === 0,
        onUse: () =>
          copyAddress.mutate(handle, {
            onSuccess: (isCopied) =>
              notify(
                isCopied
                  ? { intent: "success", text: t("action-copied", { name: t("service-address") }) }
                  : { intent: "warning", text: t("service-address-absent") },
              ),
            onError: (error) =>
              notify({ intent: "error", text: t("action-not-copied", { reason: error.message }), error }),
          }),
      },
      {
        id: "id",
        label: t("services-copy-id"),
        icon: <NumberSymbolSquareRegular />,
        onUse: () => copyText(resourceIdOf(handle), t("services-id")),
      },
      {
        id: "name",
        label: t("services-copy-name"),
        icon: <CopyRegular />,
        onUse: () => copyText(service.name, t("services-name")),
      },
      {
        id: "command",
        label: t("services-copy-command"),
        icon: <ClipboardCodeRegular />,
        onUse: () => copy({ what: "commandLine", service: handle }, t("services-command")),
      },
      ...(hasSites ? sites : []),
    ];
  };
}

/** The resource id in a handle, which is `{cloud}/{account}{id}`. */
const resourceIdOf = (handle: string) => handle.replace(/^[^/]*\/[^/]*/, "");
