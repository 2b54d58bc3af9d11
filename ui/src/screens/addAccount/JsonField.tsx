import { Button, Field, makeStyles, mergeClasses, Textarea, tokens } from "@fluentui/react-components";
import { EyeOffRegular, EyeRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { DropZone } from "../../components/DropZone";
import { FilePickerButton } from "../../components/FilePickerButton";
import { t } from "../../words";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  text: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  reveal: { marginInlineStart: "auto" },
});

interface JsonFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Called with a chosen or dropped file. Its text replaces the value. */
  onFile: (file: File) => void;
  problem: string | null;
}

/** The JSON that az printed: pasted, chosen or dropped. It holds a secret, so it is shown as dots unless asked. */
export function JsonField({ value, onChange, onFile, problem }: JsonFieldProps) {
  const styles = useStyles();
  const [isShown, setShown] = useState(false);
  return (
    <div className={styles.root}>
      <Field label={t("add-json")} hint={t("add-json-hint")} required validationMessage={problem}>
        <Textarea
          name="json"
          rows={6}
          resize="vertical"
          value={value}
          onChange={(_, { value: next }) => onChange(next)}
          textarea={{ className: mergeClasses(styles.text, !isShown && "latchkey-dots") }}
          spellCheck={false}
          autoComplete="off"
        />
      </Field>
      <DropZone onFile={onFile} testId="drop-json">
        {t("action-drop-file")}
        <FilePickerButton name="json-file" label={t("add-json")} accept=".json,.txt" onFile={onFile} />
        {value !== "" && (
          <Button
            className={styles.reveal}
            appearance="subtle"
            icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
            onClick={() => setShown(!isShown)}
          >
            {t(isShown ? "add-hide" : "add-show", { field: "json" })}
          </Button>
        )}
      </DropZone>
    </div>
  );
}
