import { Badge, makeStyles, Tooltip, tokens } from "@fluentui/react-components";
import {
  KeyRegular,
  PersonKeyRegular,
  QuestionRegular,
  TicketDiagonalRegular,
  WarningFilled,
} from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { AuthMode } from "../ipc/bindings/AuthMode";
import { t } from "../words";
import { CellText } from "./CellText";

const useStyles = makeStyles({
  root: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS, minWidth: 0 },
  badge: { minWidth: 0, maxWidth: "100%" },
  icon: { display: "inline-flex", color: tokens.colorNeutralForeground2, fontSize: "16px" },
});

const icons: Record<Exclude<AuthMode, "none">, ReactNode> = {
  key: <KeyRegular />,
  amlToken: <TicketDiagonalRegular />,
  aadToken: <PersonKeyRegular />,
  unknown: <QuestionRegular />,
};

/** How callers prove themselves; *not at all* stands out. */
export function AuthBadge({ mode }: { mode: AuthMode }) {
  const styles = useStyles();
  const text = t("services-authentication-mode", { mode });
  if (mode === "none") {
    return (
      <Tooltip content={t("services-open-hint")} relationship="description">
        <Badge appearance="tint" color="warning" icon={<WarningFilled />} className={styles.badge}>
          <CellText text={text} />
        </Badge>
      </Tooltip>
    );
  }
  return (
    <span className={styles.root}>
      <span className={styles.icon} aria-hidden="true">
        {icons[mode]}
      </span>
      <CellText text={text} />
    </span>
  );
}
