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
import { useCopyAction } from "../../components/useCopyAction";
import type { Address } from "../../ipc/bindings/Address";
import { t } from "../../words";

const useStyles = makeStyles({
  line: {
    display: "grid",
    gridTemplateColumns: "112px minmax(0, 1fr) auto",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
  },
  label: { fontWeight: tokens.fontWeightSemibold },
  uri: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere", minWidth: 0, userSelect: "text" },
});

/** The scoring address, with a warning if a key should not be sent there. */
export function AddressLine({ address }: { address: Address }) {
  const styles = useStyles();
  const { copy } = useCopyAction();
  if (address.state === "absent") return <Body1>{t("service-address-absent")}</Body1>;
  const { uri } = address;
  return (
    <>
      {address.state === "doubtful" && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t("service-address-doubtful")}</MessageBarTitle>{" "}
            <span dir="auto">{address.reason}</span>
          </MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.line}>
        <span className={styles.label}>{t("service-address")}</span>
        <span className={styles.uri}>{uri}</span>
        <Button
          icon={<CopyRegular />}
          aria-label={t("service-copy-address")}
          onClick={() => copy({ what: "text", text: uri }, t("service-address"))}
        >
          {t("action-copy")}
        </Button>
      </div>
    </>
  );
}
