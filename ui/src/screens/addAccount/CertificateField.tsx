import { Button, Field, makeStyles, Tooltip, tokens } from "@fluentui/react-components";
import { CertificateRegular, DismissRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import { DropZone } from "../../components/DropZone";
import { FilePickerButton } from "../../components/FilePickerButton";
import { t } from "../../words";

const useStyles = makeStyles({
  name: { color: tokens.colorNeutralForeground1, overflowWrap: "anywhere", minWidth: 0 },
  icon: { fontSize: "20px", flexShrink: 0 },
});

interface CertificateFieldProps {
  file: File | null;
  onChange: (file: File | null) => void;
  problem: string | null;
}

/** The certificate's file. It is read when the sign-in starts, not before. */
export function CertificateField({ file, onChange, problem }: CertificateFieldProps) {
  const styles = useStyles();
  const group = useRef<HTMLDivElement>(null);
  const before = useRef(file);
  // Another button has replaced the focused one.
  useEffect(() => {
    if (before.current !== file) group.current?.querySelector("button")?.focus();
    before.current = file;
  }, [file]);
  return (
    <Field label={t("add-certificate")} hint={t("add-certificate-hint")} required validationMessage={problem}>
      {({ id, "aria-labelledby": labelledBy, "aria-describedby": describedBy }) => (
        <div ref={group} id={id} role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
          <DropZone onFile={onChange} testId="drop-certificate">
            {file ? (
              <>
                <CertificateRegular className={styles.icon} aria-hidden="true" />
                <span className={styles.name}>{file.name}</span>
                <Tooltip content={t("action-remove-file", { name: file.name })} relationship="label">
                  <Button
                    name="certificate"
                    appearance="subtle"
                    size="small"
                    icon={<DismissRegular />}
                    onClick={() => onChange(null)}
                  />
                </Tooltip>
              </>
            ) : (
              <>
                {t("action-drop-file")}
                <FilePickerButton
                  name="certificate"
                  label={t("add-certificate")}
                  accept=".pem,.pfx,.p12,.key,.crt,.cer"
                  onFile={onChange}
                />
              </>
            )}
          </DropZone>
        </div>
      )}
    </Field>
  );
}
