import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { InlineError } from "../../components/InlineError";
import type { SecretStorage } from "../../ipc/bindings/SecretStorage";
import { useAllowSessionOnly } from "../../ipc/sessionMutations";
import { rich, t } from "../../words";

interface SessionOnlyProps {
  storage: SecretStorage;
  /** Left out if the heading above says the same. */
  hasTitle?: boolean;
}

/** Says that there is no secret store, and offers to keep secrets in memory. Nothing is written without consent. */
export function SessionOnly({ storage, hasTitle = true }: SessionOnlyProps) {
  const allow = useAllowSessionOnly();
  if (storage.kind === "osStore") return null;
  if (storage.kind === "memory")
    return (
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t("sign-in-memory-title")}</MessageBarTitle> {t("sign-in-memory-text")}
        </MessageBarBody>
      </MessageBar>
    );
  return (
    <MessageBar intent="warning" layout="multiline" data-testid="session-only">
      <MessageBarBody>
        {hasTitle && <MessageBarTitle>{t("failure-no-secret-store")}</MessageBarTitle>}{" "}
        {t("sign-in-no-store")}
        <br />
        {rich("sign-in-no-store-reason", { reason: <bdi>{storage.reason}</bdi> })}
        <InlineError error={allow.error} />
      </MessageBarBody>
      <MessageBarActions>
        <Button appearance="primary" disabledFocusable={allow.isPending} onClick={() => allow.mutate()}>
          {t("sign-in-memory")}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
