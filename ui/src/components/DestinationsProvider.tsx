import {
  Body1,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { type FormEvent, type ReactNode, useCallback, useState } from "react";
import { type AskForDestinations, DestinationsContext, type DestinationsError } from "../ipc/destinations";
import { useOverview } from "../ipc/queries";
import { rich, t } from "../words";
import { ErrorDetails } from "./ErrorDetails";
import { PlaceList } from "./PlaceList";

const useStyles = makeStyles({
  surface: { maxWidth: "560px" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  text: { overflowWrap: "anywhere" },
});

interface Question {
  error: DestinationsError;
  cloudId: string | null;
  answer: (host: string | null) => void;
}

/** Holds the dialog that shows where tokens go and asks for the Resource Manager’s host. */
export function DestinationsProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const ask = useCallback<AskForDestinations>(
    (error, cloudId) =>
      new Promise((resolve) => {
        const answer = (host: string | null) => {
          setQuestion(null);
          resolve(host);
        };
        setQuestion((earlier) => {
          earlier?.answer(null);
          return { error, cloudId, answer };
        });
      }),
    [],
  );
  return (
    <DestinationsContext value={ask}>
      {children}
      {question && <DestinationsDialog {...question} />}
    </DestinationsContext>
  );
}

function DestinationsDialog({ error, cloudId, answer }: Question) {
  const styles = useStyles();
  const { data } = useOverview();
  const [typed, setTyped] = useState("");
  const cloud = cloudId === null ? data?.cloud : data?.clouds.find(({ id }) => id === cloudId);
  const places = cloud?.tokenHosts ?? [];
  const { host } = error.facts;
  const isRight = typed.trim() === host;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isRight) answer(typed.trim());
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && answer(null)}>
      <DialogSurface className={styles.surface}>
        <form onSubmit={onSubmit}>
          <DialogBody>
            <DialogTitle>{t("failure-confirm-destinations")}</DialogTitle>
            <DialogContent className={styles.content}>
              <Body1 className={styles.text} dir="auto">
                {error.message}
              </Body1>
              <PlaceList places={places} />
              <Field label={<span>{rich("action-type", { text: <bdi>{host}</bdi> })}</span>}>
                <Input
                  name="host"
                  value={typed}
                  onChange={(_, { value }) => setTyped(value)}
                  spellCheck={false}
                  autoComplete="off"
                />
              </Field>
              <ErrorDetails error={error} />
            </DialogContent>
            <DialogActions>
              <Button onClick={() => answer(null)}>{t("action-cancel")}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={!isRight}>
                {t("action-sign-in")}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
