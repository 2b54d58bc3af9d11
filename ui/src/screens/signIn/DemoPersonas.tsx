import { Body1, Button, makeStyles, tokens } from "@fluentui/react-components";
import { PersonRegular } from "@fluentui/react-icons";
import { InlineError } from "../../components/InlineError";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import type { SecretStorage } from "../../ipc/bindings/SecretStorage";
import { useAllowSessionOnly, useStartSignIn } from "../../ipc/sessionMutations";
import { t } from "../../words";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  person: { justifyContent: "flex-start", textAlign: "start" },
  text: { color: tokens.colorNeutralForeground2 },
});

interface DemoPersonasProps {
  cloud: CloudSummary;
  storage: SecretStorage;
}

/**
 * The people of the demo cloud, each with a button that starts a sign-in. Without a secret store the press itself is
 * the consent to keep the session in memory: the text above says so.
 */
export function DemoPersonas({ cloud, storage }: DemoPersonasProps) {
  const styles = useStyles();
  const allow = useAllowSessionOnly();
  const signIn = useStartSignIn();
  const isBusy = allow.isPending || signIn.isPending;
  const hasStore = storage.kind !== "unavailable";
  const begin = async (loginHint: string) => {
    if (isBusy) return;
    try {
      if (!hasStore) await allow.mutateAsync();
      signIn.mutate({ cloudId: cloud.id, loginHint });
    } catch {
      // The error is shown below.
    }
  };
  return (
    <div className={styles.root} data-testid="demo-personas">
      {!hasStore && <Body1 className={styles.text}>{t("sign-in-demo-memory")}</Body1>}
      {cloud.personas.map(({ userName, displayName, role }) => (
        <Button
          key={userName}
          className={styles.person}
          icon={<PersonRegular />}
          disabledFocusable={isBusy}
          onClick={() => void begin(userName)}
        >
          {t("sign-in-demo-continue", { name: displayName, role })}
        </Button>
      ))}
      <InlineError error={allow.error ?? signIn.error} />
    </div>
  );
}
