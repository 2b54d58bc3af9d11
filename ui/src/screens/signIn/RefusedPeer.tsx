import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { t } from "../../words";

interface RefusedPeerProps {
  /** Starts the same sign-in with a code; none if a code is not possible. */
  onUseCode?: (() => void) | undefined;
}

/** Says that the listener refused a program, and offers the sign-in with a code. */
export function RefusedPeer({ onUseCode }: RefusedPeerProps) {
  return (
    <MessageBar intent="warning" layout="multiline" politeness="assertive" data-testid="refused-peer">
      <MessageBarBody>
        <MessageBarTitle>{t("sign-in-peer-title")}</MessageBarTitle>{" "}
        {t(onUseCode ? "sign-in-peer-code" : "sign-in-peer")}
      </MessageBarBody>
      {onUseCode && (
        <MessageBarActions>
          <Button onClick={onUseCode}>{t("sign-in-with-code")}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
