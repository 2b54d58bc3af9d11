import { Body1, Button, makeStyles, useRestoreFocusTarget } from "@fluentui/react-components";
import { ArrowResetRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { Section } from "../../components/Section";
import { t } from "../../i18n";
import { ResetDemoDialog } from "./ResetDemoDialog";

const useStyles = makeStyles({ button: { alignSelf: "flex-start" } });

/** Resets the demo cloud. */
export function DemoSection() {
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  const [isAsking, setAsking] = useState(false);
  return (
    <Section title={t.settings.demo}>
      <Body1>{t.settings.resetText}</Body1>
      <Button
        {...restoreFocus}
        className={styles.button}
        icon={<ArrowResetRegular />}
        onClick={() => setAsking(true)}
      >
        {t.settings.reset}
      </Button>
      {isAsking && <ResetDemoDialog onClose={() => setAsking(false)} />}
    </Section>
  );
}
