import { Body1, Button, Caption1, makeStyles, Tab, TabList, tokens } from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { Section } from "../../components/Section";
import { useCopyAction } from "../../components/useCopyAction";
import type { Address } from "../../ipc/bindings/Address";
import type { AuthMode } from "../../ipc/bindings/AuthMode";
import { t } from "../../words";
import { type Call, credentialOf, languagesOf, type SnippetLanguage, snippet } from "./snippets";

const useStyles = makeStyles({
  head: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalM,
  },
  tabs: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  code: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    overflowX: "auto",
    tabSize: 4,
  },
  hint: { color: tokens.colorNeutralForeground2 },
});

const languages = languagesOf(navigator.userAgent);

interface UseCardProps {
  address: Address;
  authMode: AuthMode;
  entraResource: string | null;
}

/** Code to paste, with a place for the credential and never the credential itself. */
export function UseCard({ address, authMode, entraResource }: UseCardProps) {
  const styles = useStyles();
  const [language, setLanguage] = useState<SnippetLanguage>(languages[0] ?? "curl");
  const { copy } = useCopyAction();
  if (address.state !== "sound")
    return (
      <Section title={t("snippets-title")}>
        <Body1>{address.state === "absent" ? t("snippets-absent") : t("snippets-doubtful")}</Body1>
      </Section>
    );
  const call: Call = { uri: address.uri, mode: authMode, entraResource };
  const code = snippet(language, call);
  const name = t("snippets-snippet", { language });
  return (
    <Section title={t("snippets-title")}>
      <div className={styles.head}>
        <TabList
          size="small"
          className={styles.tabs}
          aria-label={t("snippets-language")}
          selectedValue={language}
          onTabSelect={(_, { value }) => setLanguage(languages.find((each) => each === value) ?? language)}
        >
          {languages.map((each) => (
            <Tab key={each} value={each}>
              {t("snippets-language-name", { language: each })}
            </Tab>
          ))}
        </TabList>
        <Button icon={<CopyRegular />} onClick={() => copy({ what: "text", text: code }, name)}>
          {t("action-copy")}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and the keyboard must reach them */}
      <pre className={styles.code} role="group" tabIndex={0} aria-label={name}>
        {code}
      </pre>
      <Caption1 className={styles.hint}>{hintFor(call)}</Caption1>
    </Section>
  );
}

function hintFor(call: Call): string {
  const credential = credentialOf(call);
  if (credential === null) return call.mode === "none" ? t("snippets-hint-none") : t("service-unknown-text");
  if ("entra" in credential) return t("snippets-hint-entra");
  return call.mode === "key" ? t("snippets-hint-key") : t("snippets-hint-token");
}
