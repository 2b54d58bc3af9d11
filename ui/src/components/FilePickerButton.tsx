import { Button } from "@fluentui/react-components";
import { FolderOpenRegular } from "@fluentui/react-icons";
import { useRef } from "react";
import { t } from "../words";

interface FilePickerButtonProps {
  /** The form field that it stands for. */
  name: string;
  /** What the file holds; part of the accessible name. */
  label: string;
  /** The button's text, if it already says what the file holds. */
  text?: string;
  /** Endings of the names that are offered first: `.pem,.pfx`. */
  accept: string;
  onFile: (file: File) => void;
}

/** Opens the system's dialog for one file. */
export function FilePickerButton({ name, label, text, accept, onFile }: FilePickerButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        name={name}
        icon={<FolderOpenRegular />}
        {...(text ? {} : { "aria-label": t("action-choose-file-named", { name: label }) })}
        onClick={() => input.current?.click()}
      >
        {text ?? t("action-choose-file")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        data-testid={`file-${name}`}
        onChange={({ target }) => {
          const file = target.files?.[0];
          // Cleared, so that choosing the same file again fires an event.
          target.value = "";
          if (file) onFile(file);
        }}
      />
    </>
  );
}
