import { Body1, Button, makeStyles, useRestoreFocusTarget } from "@fluentui/react-components";
import { ArrowResetRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { Section } from "../../components/Section";
import { t } from "../../words";
import { ResetDemoDialog } from "./ResetDemoDialog";

const useStyles = makeStyles({ button: { alignSelf: "flex-start" } });

/** Resets the demo cloud. */
export function DemoSection() {
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  const [isAsking, setAsking] = useState(false);
  return (
    <Section title={t("cloud-name-demo")}>
      <Body1>{t("demo-reset-text")}</Body1>
      <Button
        {...restoreFocus}
        className={styles.button}
        icon={<ArrowResetRegular />}
        onClick={() => setAsking(true)}
      >
        {t("demo-reset")}
      </Button>
      {isAsking && <ResetDemoDialog onClose={() => setAsking(false)} />}
    </Section>
  );
}
