import { Button } from "@fluentui/react-components";
import type { CommandError } from "../ipc/bindings/CommandError";
import { isWorthRetrying } from "../ipc/errors";
import { useStartSignIn } from "../ipc/sessionMutations";
import { t } from "../words";
import { RetryButton } from "./RetryButton";
import { SwitchAccountButton } from "./SwitchAccountButton";

interface ErrorActionsProps {
  error: CommandError;
  onRetry: () => void;
  isRetrying: boolean;
}

/** The buttons that can help with an error. Decided by code and reason alone. */
export function ErrorActions({ error, onRetry, isRetrying }: ErrorActionsProps) {
  const signIn = useStartSignIn();
  return (
    <>
      {error.code === "signInRequired" && (
        <Button appearance="primary" disabledFocusable={signIn.isPending} onClick={() => signIn.mutate({})}>
          {t("action-sign-in")}
        </Button>
      )}
      {error.reason === "otherAccount" && error.facts.isKept && (
        <SwitchAccountButton accountId={error.facts.accountId} />
      )}
      {isWorthRetrying(error) && (
        <RetryButton
          key={error.correlationId ?? ""}
          onRetry={onRetry}
          isRetrying={isRetrying}
          waitMs={error.retryAfterMs}
        />
      )}
    </>
  );
}
