import { Body1, Button, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { InlineError } from "../../components/InlineError";
import { readText } from "../../components/readFile";
import { t } from "../../i18n";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import type { CommandError } from "../../ipc/bindings/CommandError";
import { CloudField } from "../signIn/CloudField";
import { LONGEST_JSON } from "./certificateFile";
import { useAddAccount } from "./useAddAccount";
import { WayChoice } from "./WayChoice";
import { WayFields } from "./WayFields";
import { noSecrets, problemOf, type WayDraft, type WaySecrets } from "./wayDraft";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "minmax(240px, 280px) minmax(0, 1fr)",
    alignItems: "start",
    gap: tokens.spacingHorizontalXXL,
    maxWidth: "960px",
    "@media (max-width: 760px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  fields: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    minWidth: 0,
  },
  title: { margin: 0 },
  text: { color: tokens.colorNeutralForeground2 },
  actions: { display: "flex", gap: tokens.spacingHorizontalS, flexWrap: "wrap" },
});

const words = t.addAccount;

interface AddAccountFormProps {
  draft: WayDraft;
  onChange: (draft: WayDraft) => void;
  /** The clouds to choose from; left out where the cloud is settled. */
  clouds?: CloudSummary[] | undefined;
  /** Why the last attempt ended, where a field is to blame. */
  failure: CommandError | null;
  onCancel: () => void;
}

/** Chooses the way and asks for what it needs. Secrets stay in here and go when the host has them. */
export function AddAccountForm({ draft, onChange, clouds, failure, onCancel }: AddAccountFormProps) {
  const styles = useStyles();
  const form = useRef<HTMLFormElement>(null);
  const [secrets, setSecrets] = useState<WaySecrets>(noSecrets);
  const [isEdited, setEdited] = useState(false);
  const { begin, clear, isPending, error, problem, setProblem } = useAddAccount();
  const shownError = error ?? (isEdited ? null : failure);
  const shownProblem = problem ?? problemOf(shownError, draft);
  const wrongField = shownProblem?.field;

  useEffect(() => {
    if (wrongField) form.current?.querySelector<HTMLElement>(`[name="${wrongField}"]`)?.focus();
  }, [wrongField]);

  const edit = () => {
    setEdited(true);
    clear();
  };
  const onDraft = (change: Partial<WayDraft>) => {
    edit();
    if (change.way) setSecrets(noSecrets);
    onChange({ ...draft, ...change });
  };
  const onSecrets = (change: Partial<WaySecrets>) => {
    edit();
    setSecrets((before) => ({ ...before, ...change }));
  };
  const onJsonFile = async (file: File) => {
    edit();
    if (file.size > LONGEST_JSON) return setProblem({ field: "json", message: words.jsonLong });
    try {
      onSecrets({ json: await readText(file) });
    } catch {
      setProblem({ field: "json", message: words.unreadable });
    }
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setEdited(true);
    if (await begin(draft, secrets)) setSecrets(noSecrets);
  };
  return (
    <form ref={form} noValidate className={styles.root} onSubmit={(event) => void onSubmit(event)}>
      <WayChoice way={draft.way} hasTenants={draft.hasTenants} onChange={(way) => onDraft({ way })} />
      <section className={styles.fields} aria-label={words.ways[draft.way].name} data-testid="way-fields">
        <Subtitle2 as="h2" className={styles.title}>
          {words.ways[draft.way].name}
        </Subtitle2>
        <Body1 className={styles.text}>{words.ways[draft.way].text}</Body1>
        {clouds && (
          <CloudField clouds={clouds} value={draft.cloudId} onChange={(cloudId) => onDraft({ cloudId })} />
        )}
        <WayFields
          draft={draft}
          secrets={secrets}
          problem={shownProblem}
          onDraft={onDraft}
          onSecrets={onSecrets}
          onJsonFile={(file) => void onJsonFile(file)}
        />
        {!shownProblem && <InlineError error={shownError} />}
        <div className={styles.actions}>
          <Button type="submit" appearance="primary" disabledFocusable={isPending}>
            {draft.way === "deviceCode" ? words.getCode : words.signIn}
          </Button>
          <Button onClick={onCancel}>{t.common.cancel}</Button>
        </div>
      </section>
    </form>
  );
}
