import {
  Body1,
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import { Section } from "../../components/Section";
import { useCopyAction } from "../../components/useCopyAction";
import type { Address } from "../../ipc/bindings/Address";
import { t } from "../../words";

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    justifyContent: "space-between",
  },
  uri: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere", minWidth: 0, userSelect: "text" },
  copy: { flexShrink: 0 },
});

/** The scoring address, with a warning if a key should not be sent there. */
export function AddressCard({ address }: { address: Address }) {
  const styles = useStyles();
  const { copy } = useCopyAction();
  if (address.state === "absent")
    return (
      <Section title={t("service-address")}>
        <Body1>{t("service-address-absent")}</Body1>
      </Section>
    );
  const { uri } = address;
  return (
    <Section title={t("service-address")}>
      {address.state === "doubtful" && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t("service-address-doubtful")}</MessageBarTitle>{" "}
            <span dir="auto">{address.reason}</span>
          </MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.line}>
        <span className={styles.uri}>{uri}</span>
        <Button
          className={styles.copy}
          icon={<CopyRegular />}
          aria-label={t("service-copy-address")}
          onClick={() => copy({ what: "text", text: uri }, t("service-address"))}
        >
          {t("action-copy")}
        </Button>
      </div>
    </Section>
  );
}
