import { makeStyles, SearchBox } from "@fluentui/react-components";
import { type KeyboardEvent, useId } from "react";
import { t } from "../words";
import { ariaKeys, capsOf, chordsOf } from "./shortcuts";
import { useShortcut } from "./useShortcut";

const useStyles = makeStyles({ root: { width: "320px", maxWidth: "100%", flexShrink: 0 } });

interface FilterInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Called on the down arrow: the person goes on into the list. */
  onLeave?: () => void;
}

/** Narrows a list as the person types. A shortcut goes to it, Escape empties it and then leaves it. */
export function FilterInput({ label, value, onChange, onLeave }: FilterInputProps) {
  const styles = useStyles();
  const id = useId();
  const keys = chordsOf("filter", false).flatMap(capsOf);
  useShortcut("filter", () => {
    const input = document.getElementById(id) as HTMLInputElement | null;
    input?.focus();
    input?.select();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      if (value) onChange("");
      else document.getElementById(id)?.blur();
    }
    if (event.key === "ArrowDown") {
      event.preventDefault();
      onLeave?.();
    }
  };
  return (
    <SearchBox
      className={styles.root}
      id={id}
      aria-label={label}
      aria-keyshortcuts={ariaKeys("filter")}
      placeholder={t("action-filter-placeholder", { label, keys: keys.join("+") })}
      value={value}
      dismiss={{ "aria-label": t("action-clear-filter") }}
      onChange={(_, { value: next }) => onChange(next)}
      onKeyDown={onKeyDown}
    />
  );
}
