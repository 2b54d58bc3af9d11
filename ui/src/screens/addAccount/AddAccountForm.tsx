import { Body1, Button, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { ErrorDetails } from "../../components/ErrorDetails";
import { InlineError } from "../../components/InlineError";
import { readText } from "../../components/readFile";
import { SignInPageNote } from "../../components/SignInPageNote";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import type { CommandError } from "../../ipc/bindings/CommandError";
import { t } from "../../words";
import { CloudField } from "../signIn/CloudField";
import { LONGEST_JSON } from "./certificateFile";
import { MethodChoice } from "./MethodChoice";
import { MethodFields } from "./MethodFields";
import { type MethodDraft, type MethodSecrets, noSecrets, problemOf } from "./methodDraft";
import { useAddAccount } from "./useAddAccount";

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

interface AddAccountFormProps {
  draft: MethodDraft;
  onChange: (draft: MethodDraft) => void;
  /** The clouds to choose from. Left out if the cloud is fixed. */
  clouds?: CloudSummary[] | undefined;
  /** The cloud of the sign-in. */
  cloud: CloudSummary | undefined;
  /** The error of the last attempt, if it is about a field. */
  failure: CommandError | null;
  onCancel: () => void;
}

/** The choice of the method and its fields. Secrets stay in this component until the host has them. */
export function AddAccountForm({ draft, onChange, clouds, cloud, failure, onCancel }: AddAccountFormProps) {
  const styles = useStyles();
  const form = useRef<HTMLFormElement>(null);
  const [secrets, setSecrets] = useState<MethodSecrets>(noSecrets);
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
  const onDraft = (change: Partial<MethodDraft>) => {
    edit();
    if (change.method) setSecrets(noSecrets);
    onChange({ ...draft, ...change });
  };
  const onSecrets = (change: Partial<MethodSecrets>) => {
    edit();
    setSecrets((before) => ({ ...before, ...change }));
  };
  const onJsonFile = async (file: File) => {
    edit();
    if (file.size > LONGEST_JSON) return setProblem({ field: "json", message: t("add-json-long") });
    try {
      onSecrets({ json: await readText(file) });
    } catch {
      setProblem({ field: "json", message: t("action-file-unreadable") });
    }
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setEdited(true);
    if (await begin(draft, secrets)) setSecrets(noSecrets);
  };
  return (
    <form ref={form} noValidate className={styles.root} onSubmit={(event) => void onSubmit(event)}>
      <MethodChoice
        method={draft.method}
        hasTenants={draft.hasTenants}
        onChange={(method) => onDraft({ method })}
      />
      <section
        className={styles.fields}
        aria-label={t("add-method", { method: draft.method })}
        data-testid="method-fields"
      >
        <Subtitle2 as="h2" className={styles.title}>
          {t("add-method", { method: draft.method })}
        </Subtitle2>
        <Body1 className={styles.text}>{t("add-method-text", { method: draft.method })}</Body1>
        {clouds && (
          <CloudField clouds={clouds} value={draft.cloudId} onChange={(cloudId) => onDraft({ cloudId })} />
        )}
        <MethodFields
          draft={draft}
          secrets={secrets}
          problem={shownProblem}
          onDraft={onDraft}
          onSecrets={onSecrets}
          onJsonFile={(file) => void onJsonFile(file)}
        />
        {(draft.method === "browser" || draft.method === "deviceCode") && (
          <SignInPageNote clientId={draft.clientId.trim()} cloud={cloud} />
        )}
        {!shownProblem && <InlineError error={shownError} />}
        {/* The message stands at the field. */}
        {shownProblem && !problem && shownError && <ErrorDetails error={shownError} />}
        <div className={styles.actions}>
          <Button type="submit" appearance="primary" disabledFocusable={isPending}>
            {draft.method === "deviceCode" ? t("add-get-code") : t("action-sign-in")}
          </Button>
          <Button onClick={onCancel}>{t("action-cancel")}</Button>
        </div>
      </section>
    </form>
  );
}
