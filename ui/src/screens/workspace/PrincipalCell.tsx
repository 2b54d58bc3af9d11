import { Badge, makeStyles, Tooltip, tokens } from "@fluentui/react-components";
import {
  AppGenericRegular,
  LaptopRegular,
  PeopleRegular,
  PeopleTeamRegular,
  PersonProhibitedRegular,
  PersonRegular,
  QuestionCircleRegular,
} from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { CellText } from "../../components/CellText";
import { MiddleText } from "../../components/MiddleText";
import type { PrincipalKind } from "../../ipc/bindings/PrincipalKind";
import type { PrincipalSummary } from "../../ipc/bindings/PrincipalSummary";
import { t } from "../../words";

const useStyles = makeStyles({
  root: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, minWidth: 0 },
  icon: { display: "flex", fontSize: "20px", flexShrink: 0, color: tokens.colorNeutralForeground2 },
  text: { display: "flex", flexDirection: "column", minWidth: 0, lineHeight: tokens.lineHeightBase200 },
  detail: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    display: "flex",
    minWidth: 0,
  },
  badge: { flexShrink: 0 },
});

const icons: Record<PrincipalKind, ReactNode> = {
  user: <PersonRegular />,
  group: <PeopleRegular />,
  servicePrincipal: <AppGenericRegular />,
  foreignGroup: <PeopleTeamRegular />,
  device: <LaptopRegular />,
  unknown: <QuestionCircleRegular />,
};

interface PrincipalCellProps {
  principal: PrincipalSummary;
  isMine: boolean;
  /** Whether names were asked for. */
  hasNames: boolean;
}

/** The principal of a role. Marks an id that the directory does not know. */
export function PrincipalCell({ principal, isMine, hasNames }: PrincipalCellProps) {
  const styles = useStyles();
  const { id, name, detail, kind, isMissing } = principal;
  const unnamed = hasNames ? t("roles-principal-unnamed") : t("roles-principal-kind", { kind });
  const second = isMissing ? t("roles-principal-missing") : name === null ? unnamed : detail;
  return (
    <span className={styles.root}>
      <Tooltip content={t("roles-principal-kind", { kind })} relationship="label">
        <span className={styles.icon} role="img">
          {isMissing ? <PersonProhibitedRegular /> : icons[kind]}
        </span>
      </Tooltip>
      <span className={styles.text}>
        {name === null ? (
          <MiddleText text={id} />
        ) : (
          <CellText text={name} hint={id} {...(isMissing ? { look: "quiet" as const } : {})} />
        )}
        {second && (
          <span className={styles.detail}>
            <CellText text={second} />
          </span>
        )}
      </span>
      {isMine && (
        <Badge appearance="tint" color="brand" className={styles.badge}>
          {t("roles-mine")}
        </Badge>
      )}
    </span>
  );
}
