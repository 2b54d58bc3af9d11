import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { t } from "../../i18n";

const words = t.signIn.panel;

interface RefusedPeerProps {
  /** Starts the same sign-in with a code; none if a code is not possible. */
  onUseCode?: (() => void) | undefined;
}

/** Says that the listener refused a program, and offers the sign-in with a code. */
export function RefusedPeer({ onUseCode }: RefusedPeerProps) {
  return (
    <MessageBar intent="warning" layout="multiline" politeness="assertive" data-testid="refused-peer">
      <MessageBarBody>
        <MessageBarTitle>{words.refusedTitle}</MessageBarTitle> {words.refused}
      </MessageBarBody>
      {onUseCode && (
        <MessageBarActions>
          <Button onClick={onUseCode}>{words.useCode}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
