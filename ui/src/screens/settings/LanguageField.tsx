import { useIsMutating } from "@tanstack/react-query";
import { useEffect, useId, useRef } from "react";
import { ChoiceField } from "../../components/ChoiceField";
import { InlineError } from "../../components/InlineError";
import type { Language } from "../../ipc/bindings/Language";
import type { SettingsView } from "../../ipc/bindings/SettingsView";
import { LANGUAGE_CHOICE, useSetLanguage } from "../../ipc/mutations";
import { type MessageId, t } from "../../words";

/** The language of texts. A choice applies at once. */
export function LanguageField({ settings: { language, languages } }: { settings: SettingsView }) {
  const choose = useSetLanguage();
  const id = useId();
  // A choice draws this field anew while it is made.
  const isChosen = useRef(useIsMutating({ mutationKey: LANGUAGE_CHOICE }) > 0);
  useEffect(() => {
    if (isChosen.current) document.getElementById(id)?.focus();
  }, [id]);
  return (
    <>
      <ChoiceField
        id={id}
        label={t("settings-language")}
        value={language}
        isNarrow
        choices={languages.map((each) => ({ value: each, text: t(names[each]) }))}
        onChoose={(value) => {
          const next = languages.find((known) => known === value);
          if (next) choose.mutate(next);
        }}
      />
      <InlineError error={choose.error} title={t("settings-language-not-changed")} />
    </>
  );
}

const names = {
  system: "settings-language-system",
  en: "settings-language-en",
  pseudo: "settings-language-pseudo",
} as const satisfies Record<Language, MessageId>;
