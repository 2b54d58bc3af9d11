import {
  Body1,
  Button,
  Caption1,
  Label,
  makeStyles,
  Radio,
  RadioGroup,
  Tab,
  TabList,
  tokens,
} from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import { useId, useState } from "react";
import { useCopyAction } from "../../components/useCopyAction";
import type { ServiceDetails } from "../../ipc/bindings/ServiceDetails";
import type { Snippet } from "../../ipc/bindings/Snippet";
import { t } from "../../words";
import { CopyCallButton } from "./CopyCallButton";

const useStyles = makeStyles({
  head: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalM,
  },
  tabs: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
  from: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalM },
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
  hint: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
});

/** Code to paste, with a place for the credential and never the credential itself. The host makes it. */
export function SnippetPanel({ service, details }: { service: string; details: ServiceDetails }) {
  const styles = useStyles();
  const fromId = useId();
  const { copy } = useCopyAction();
  const { address, snippets, certificateFile } = details;
  const [chosen, setChosen] = useState<Pick<Snippet, "format" | "credential"> | null>(null);
  const ofFormat = snippets.filter(({ format }) => format === (chosen?.format ?? snippets[0]?.format));
  const snippet = ofFormat.find(({ credential }) => credential === chosen?.credential) ?? ofFormat[0];
  if (!snippet)
    return <Body1>{address.state === "absent" ? t("snippets-absent") : t("snippets-doubtful")}</Body1>;
  const { format, credential, code } = snippet;
  const formats = [...new Set(snippets.map((each) => each.format))];
  const name = t("snippets-snippet", { format });
  return (
    <>
      <div className={styles.head}>
        <TabList
          size="small"
          className={styles.tabs}
          aria-label={t("snippets-language")}
          selectedValue={format}
          onTabSelect={(_, { value }) =>
            setChosen({ format: formats.find((each) => each === value) ?? format, credential })
          }
        >
          {formats.map((each) => (
            <Tab key={each} value={each}>
              {t("snippets-format-name", { format: each })}
            </Tab>
          ))}
        </TabList>
        <span className={styles.actions}>
          <Button
            icon={<CopyRegular />}
            aria-label={t("action-copy-named", { name })}
            onClick={() => copy({ what: "text", text: code }, name)}
          >
            {t("action-copy")}
          </Button>
          <CopyCallButton service={service} details={details} snippet={snippet} />
        </span>
      </div>
      {ofFormat.length > 1 && (
        <div className={styles.from}>
          <Label id={fromId}>{t("snippets-from", { credential: details.keys ? "key" : "token" })}</Label>
          <RadioGroup
            layout="horizontal"
            aria-labelledby={fromId}
            value={credential}
            onChange={(_, { value }) =>
              setChosen(ofFormat.find((each) => each.credential === value) ?? snippet)
            }
          >
            {ofFormat.map((each) => (
              <Radio
                key={each.credential}
                value={each.credential}
                label={t("snippets-credential-name", { credential: each.credential })}
              />
            ))}
          </RadioGroup>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and the keyboard must reach them */}
      <pre className={styles.code} role="group" tabIndex={0} aria-label={name}>
        {code}
      </pre>
      <Caption1 className={styles.hint}>{t("snippets-hint", { credential })}</Caption1>
      {certificateFile && (
        <Caption1 className={styles.hint}>
          {t("snippets-certificates", { format, path: certificateFile })}
        </Caption1>
      )}
    </>
  );
}
