import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { CommandError } from "../ipc/bindings/CommandError";
import { ErrorDetails } from "./ErrorDetails";
import { errorTitle } from "./errorTitle";
import { WhoCanFixLine } from "./WhoCanFixLine";

interface InlineErrorProps {
  error: CommandError | null;
  title?: string;
}

/** The error of the last press of a button, beside the button. */
export function InlineError({ error, title }: InlineErrorProps) {
  if (!error) return null;
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title ?? errorTitle(error.code)}</MessageBarTitle>{" "}
        <span dir="auto">{error.message}</span>
        <WhoCanFixLine error={error} />
        <ErrorDetails error={error} />
      </MessageBarBody>
    </MessageBar>
  );
}
