import { Body1, Button, Caption1, makeStyles, Tab, TabList, tokens } from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { Section } from "../../components/Section";
import { useCopyAction } from "../../components/useCopyAction";
import { t } from "../../i18n";
import type { Address } from "../../ipc/bindings/Address";
import type { AuthMode } from "../../ipc/bindings/AuthMode";
import { credentialOf, type SnippetLanguage, snippet } from "./snippets";

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

const words = t.service.use;
const languages: SnippetLanguage[] = ["curl", "python"];

interface UseCardProps {
  address: Address;
  authMode: AuthMode;
}

/** Code to paste, with a place for the credential and never the credential itself. */
export function UseCard({ address, authMode }: UseCardProps) {
  const styles = useStyles();
  const [language, setLanguage] = useState<SnippetLanguage>("curl");
  const { copy } = useCopyAction();
  if (address.state !== "sound")
    return (
      <Section title={words.title}>
        <Body1>{address.state === "absent" ? words.absent : words.doubtful}</Body1>
      </Section>
    );
  const code = snippet(language, address.uri, authMode);
  const name = words.snippet(words[language]);
  return (
    <Section title={words.title}>
      <div className={styles.head}>
        <TabList
          size="small"
          className={styles.tabs}
          aria-label={words.languages}
          selectedValue={language}
          onTabSelect={(_, { value }) => setLanguage(value === "python" ? "python" : "curl")}
        >
          {languages.map((each) => (
            <Tab key={each} value={each}>
              {words[each]}
            </Tab>
          ))}
        </TabList>
        <Button icon={<CopyRegular />} onClick={() => copy({ what: "text", text: code }, name)}>
          {t.common.copy}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and the keyboard must reach them */}
      <pre className={styles.code} role="group" tabIndex={0} aria-label={name}>
        {code}
      </pre>
      <Caption1 className={styles.hint}>{hintFor(authMode)}</Caption1>
    </Section>
  );
}

function hintFor(mode: AuthMode): string {
  const credential = credentialOf(mode);
  if (credential === "entra") return words.entraHint;
  if (credential === null) return mode === "none" ? words.noneHint : t.service.unknownText;
  return mode === "key" ? words.keyHint : words.tokenHint;
}
