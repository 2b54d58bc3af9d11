import { Fragment, type ReactNode, useEffect, useSyncExternalStore } from "react";
import { useSettings } from "../../ipc/queries";
import { languageName, loadLanguage, onLanguage } from "../../words/language";

/** Shows everything in the language of the settings. Another language draws it anew. */
export function LanguageRoot({ children }: { children: ReactNode }) {
  const shown = useSyncExternalStore(onLanguage, languageName);
  const wanted = useSettings().data?.textLanguage;
  useEffect(() => {
    // The present language stays if the texts cannot be loaded; whoever chose another one is told beside the choice.
    if (wanted !== undefined) void loadLanguage(wanted).catch(() => undefined);
  }, [wanted]);
  return <Fragment key={shown}>{children}</Fragment>;
}
