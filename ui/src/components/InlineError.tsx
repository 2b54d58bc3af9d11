import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { t } from "../i18n";
import type { CommandError } from "../ipc/bindings/CommandError";
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
        <MessageBarTitle>{title ?? t.common.errors[error.code]}</MessageBarTitle> {error.message}
        <WhoCanFixLine error={error} />
      </MessageBarBody>
    </MessageBar>
  );
}
