import {
  Button,
  Caption1,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Textarea,
  tokens,
} from "@fluentui/react-components";
import { type FormEvent, useState } from "react";
import { DropZone } from "../../components/DropZone";
import { ErrorDetails } from "../../components/ErrorDetails";
import { FilePickerButton } from "../../components/FilePickerButton";
import { InlineError } from "../../components/InlineError";
import type { CloudDescription } from "../../ipc/bindings/CloudDescription";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import type { Field as WrongField } from "../../ipc/bindings/Field";
import { useAddCloud } from "../../ipc/sessionMutations";
import { t } from "../../words";
import { isDescription, nameIn } from "./cloudDescription";
import { useTextFile } from "./useTextFile";

const useStyles = makeStyles({
  surface: { maxWidth: "560px" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  text: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  file: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
});

/** Asks for a cloud: by the address of its Resource Manager, or by a file. */
export function AddCloudDialog(props: { onAdded: (cloud: CloudSummary) => void; onClose: () => void }) {
  const { onAdded, onClose } = props;
  const styles = useStyles();
  const add = useAddCloud();
  const [kind, setKind] = useState<CloudDescription["kind"]>("resourceManager");
  const [address, setAddress] = useState("");
  const [text, setText] = useState("");
  const [name, setName] = useState("");
  // The file is not shown: it can contain secrets.
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [authority, setAuthority] = useState<{ name: string; text: string } | null>(null);
  const { read, problem, clear } = useTextFile();
  const field = add.error?.field ?? null;
  const errorAt = (...fields: WrongField[]) =>
    field !== null && fields.includes(field) ? (add.error?.message ?? null) : null;
  const edit = () => {
    add.reset();
    clear();
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (add.isPending) return;
    const certificates = authority?.text ?? null;
    try {
      onAdded(
        await add.mutateAsync(
          kind === "json"
            ? { kind, text: file?.text ?? text, certificates, name: name.trim() || null }
            : { kind, address: address.trim(), certificates, name: name.trim() || null },
        ),
      );
    } catch {
      // The error is shown at its field.
    }
  };
  const onCloudFile = (chosen: File) => {
    edit();
    void read(chosen, (next) => {
      setFile(next);
      setName((typed) => typed || nameIn(next.text));
    });
  };
  const onAuthorityFile = (chosen: File) => {
    edit();
    void read(chosen, setAuthority);
  };
  const isShownAtField = errorAt("address", "file", "id", "certificates", "name") !== null;
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface}>
        <form noValidate onSubmit={(event) => void onSubmit(event)}>
          <DialogBody>
            <DialogTitle>{t("added-clouds-add-title")}</DialogTitle>
            <DialogContent className={styles.content}>
              <RadioGroup
                layout="horizontal"
                aria-label={t("added-clouds-add-title")}
                value={kind}
                onChange={(_, { value }) => {
                  edit();
                  setKind(value === "json" ? "json" : "resourceManager");
                }}
              >
                <Radio value="resourceManager" label={t("added-clouds-by-address")} />
                <Radio value="json" label={t("added-clouds-by-file")} />
              </RadioGroup>
              {kind === "resourceManager" ? (
                <Field
                  label={t("added-clouds-address")}
                  hint={t("added-clouds-address-hint")}
                  validationMessage={errorAt("address", "id")}
                >
                  <Input
                    name="address"
                    value={address}
                    placeholder="https://management.stack.example"
                    spellCheck={false}
                    autoComplete="off"
                    onChange={(_, { value }) => {
                      edit();
                      setAddress(value);
                    }}
                  />
                </Field>
              ) : (
                <>
                  <Field
                    label={t("added-clouds-json")}
                    hint={t("added-clouds-json-hint")}
                    validationMessage={errorAt("file", "id")}
                  >
                    {file ? (
                      <div className={styles.file}>
                        <Caption1 className={styles.quiet}>{file.name}</Caption1>
                        <Button
                          size="small"
                          onClick={() => {
                            edit();
                            setFile(null);
                          }}
                        >
                          {t("added-clouds-file-remove")}
                        </Button>
                      </div>
                    ) : (
                      <Textarea
                        name="json"
                        rows={5}
                        resize="vertical"
                        value={text}
                        spellCheck={false}
                        textarea={{ className: styles.text }}
                        onPaste={(event) => {
                          // A whole description is taken like a file, and not shown.
                          const pasted = event.clipboardData.getData("text/plain");
                          if (!isDescription(pasted)) return;
                          event.preventDefault();
                          edit();
                          setFile({ name: t("added-clouds-pasted"), text: pasted });
                          setName((typed) => typed || nameIn(pasted));
                        }}
                        onChange={(_, { value }) => {
                          edit();
                          setText(value);
                        }}
                      />
                    )}
                  </Field>
                  <DropZone onFile={onCloudFile} testId="drop-cloud">
                    {t("action-drop-file")}
                    <FilePickerButton
                      name="cloud-file"
                      label={t("added-clouds-json")}
                      accept=".json"
                      onFile={onCloudFile}
                    />
                  </DropZone>
                </>
              )}
              <Field
                label={t("added-clouds-name")}
                hint={t("added-clouds-name-hint")}
                validationMessage={errorAt("name")}
              >
                <Input
                  name="name"
                  value={name}
                  autoComplete="off"
                  onChange={(_, { value }) => {
                    edit();
                    setName(value);
                  }}
                />
              </Field>
              <Field
                label={t("added-clouds-certificates")}
                hint={t("added-clouds-certificates-hint")}
                validationMessage={errorAt("certificates")}
              >
                <div className={styles.file}>
                  <FilePickerButton
                    name="certificates"
                    label={t("added-clouds-certificates")}
                    accept=".pem,.crt,.cer"
                    onFile={onAuthorityFile}
                  />
                  <Caption1 className={styles.quiet}>
                    {authority?.name ?? t("added-clouds-no-certificates")}
                  </Caption1>
                </div>
              </Field>
              {problem && <Caption1 role="alert">{problem}</Caption1>}
              {!isShownAtField && <InlineError error={add.error} />}
              {isShownAtField && add.error && <ErrorDetails error={add.error} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t("action-cancel")}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={add.isPending}>
                {add.isPending ? t("added-clouds-asking") : t("added-clouds-add-action")}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
