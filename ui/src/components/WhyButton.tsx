import {
  Body1,
  Button,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from "@fluentui/react-components";
import { QuestionCircleRegular } from "@fluentui/react-icons";
import { t } from "../words";
import { CopyableText } from "./CopyableText";
import { type Property, PropertyList } from "./PropertyList";

const useStyles = makeStyles({
  surface: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    maxWidth: "min(440px, 90vw)",
  },
  button: { minWidth: "auto", paddingInline: tokens.spacingHorizontalXS, flexShrink: 0 },
});

interface WhyButtonProps {
  /** Accessible name: what the reason is about. */
  name: string;
  message: string;
  missingAction?: string | null;
  scope?: string | null;
  correlationId?: string | null;
}

/** *Why?* beside a refused action: the reason, the missing action and the ids to send to support. */
export function WhyButton({ name, message, missingAction, scope, correlationId }: WhyButtonProps) {
  const styles = useStyles();
  const copyable = (label: string, value: string | null | undefined): Property => ({
    label,
    value: value ? <CopyableText name={label} value={value} whole /> : null,
  });
  const properties = [
    copyable(t("failure-missing-action"), missingAction),
    copyable(t("failure-scope"), scope),
    copyable(t("failure-correlation-id"), correlationId),
  ].filter(({ value }) => value !== null);
  return (
    <Popover withArrow trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          size="small"
          className={styles.button}
          icon={<QuestionCircleRegular />}
          aria-label={name}
        >
          {t("failure-why")}
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={name}>
        <Body1 dir="auto">{message}</Body1>
        {properties.length > 0 && <PropertyList properties={properties} />}
      </PopoverSurface>
    </Popover>
  );
}
