import {
  Button,
  Menu,
  type MenuButtonProps,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  SplitButton,
} from "@fluentui/react-components";
import { KeyRegular, TicketDiagonalRegular } from "@fluentui/react-icons";
import { useCopyAction } from "../../components/useCopyAction";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import type { ServiceDetails } from "../../ipc/bindings/ServiceDetails";
import type { Snippet } from "../../ipc/bindings/Snippet";
import { t } from "../../words";

const slots: KeySlot[] = ["primary", "secondary"];

interface CopyCallButtonProps {
  service: string;
  details: ServiceDetails;
  snippet: Snippet;
}

/** Has the host copy the call with a key or a fresh token in it. Neither enters the window. */
export function CopyCallButton({ service, details, snippet }: CopyCallButtonProps) {
  const { copy, isPending } = useCopyAction();
  const { call, format } = snippet;
  const { keys, token } = details;
  if (!call || !(keys || token)) return null;
  const isRefused = (keys?.read ?? token)?.state === "missing";
  const copyCall = (slot: KeySlot | null) =>
    copy(
      { what: "call", service, language: call, slot },
      t("snippets-call", { format, credential: slot ? "key" : "token" }),
    );
  if (!keys)
    return (
      <Button
        icon={<TicketDiagonalRegular />}
        disabledFocusable={isRefused || isPending}
        onClick={() => copyCall(null)}
      >
        {t("snippets-copy-with-token")}
      </Button>
    );
  return (
    <Menu positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        {(trigger) => (
          <SplitButton
            icon={<KeyRegular />}
            disabledFocusable={isRefused || isPending}
            menuButton={{ ...(trigger as MenuButtonProps), "aria-label": t("snippets-choose-key") }}
            primaryActionButton={{ onClick: () => copyCall("primary") }}
          >
            {t("snippets-copy-with-key")}
          </SplitButton>
        )}
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {slots.map((slot) => (
            <MenuItem key={slot} onClick={() => copyCall(slot)}>
              {t("snippets-copy-with-slot", { slot })}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
