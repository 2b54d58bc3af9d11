import {
  Body1,
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { CopyRegular, OpenRegular } from "@fluentui/react-icons";
import { CopyableText } from "../../components/CopyableText";
import { Countdown } from "../../components/Countdown";
import { QrCode } from "../../components/QrCode";
import { useCopyAction } from "../../components/useCopyAction";
import { t } from "../../words";

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalXL,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
  },
  words: {
    flex: "1 1 280px",
    minWidth: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
  },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: "0.08em",
    overflowWrap: "anywhere",
    userSelect: "all",
    cursor: "text",
  },
  step: { marginTop: tokens.spacingVerticalS },
  actions: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalS,
  },
  scan: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    gap: tokens.spacingVerticalXS,
    width: "148px",
  },
  quiet: { color: tokens.colorNeutralForeground2, textAlign: "center" },
  left: {
    flex: "1 1 100%",
    display: "flex",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalM,
  },
});

interface DeviceCodeCardProps {
  userCode: string;
  page: string;
  until: string;
  onOpen: () => void;
  isOpening: boolean;
}

/** The code, the page to type it on, and a warning. */
export function DeviceCodeCard({ userCode, page, until, onOpen, isOpening }: DeviceCodeCardProps) {
  const styles = useStyles();
  const { copy } = useCopyAction();
  // The demo cloud's page is on this machine. A phone cannot reach it.
  const isHere = /^https?:\/\/(localhost|127\.0\.0\.1)[:/]/.test(page);
  return (
    <>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t("device-code-warning-title")}</MessageBarTitle> {t("device-code-warning")}
        </MessageBarBody>
      </MessageBar>
      <div className={styles.card}>
        <div className={styles.words}>
          <Body1>{isHere ? t("device-code-open-here") : t("device-code-open")}</Body1>
          <CopyableText name={t("device-code-address")} value={page} whole />
          <Body1 className={styles.step}>{t("device-code-type")}</Body1>
          <output className={styles.code} data-testid="user-code">
            {userCode}
          </output>
          <div className={styles.actions}>
            <Button
              appearance="primary"
              icon={<CopyRegular />}
              onClick={() => copy({ what: "text", text: userCode }, t("device-code-name"))}
            >
              {t("device-code-copy")}
            </Button>
            <Button icon={<OpenRegular />} disabledFocusable={isOpening} onClick={onOpen}>
              {t("device-code-open-page")}
            </Button>
          </div>
        </div>
        <div className={styles.scan}>
          <QrCode text={page} name={t("device-code-qr", { page })} size={148} />
          <Caption1 className={styles.quiet}>
            {isHere ? t("device-code-scan-here") : t("device-code-scan")}
          </Caption1>
        </div>
        <Body1 className={styles.left}>
          {t("sign-in-time-left")}
          <Countdown until={until} />
        </Body1>
      </div>
    </>
  );
}
