import { Badge, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowDownRegular } from "@fluentui/react-icons";
import { CellText } from "../../components/CellText";
import type { ScopeKind } from "../../ipc/bindings/ScopeKind";
import { t } from "../../words";

const useStyles = makeStyles({
  root: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, minWidth: 0 },
  text: { display: "flex", flexDirection: "column", minWidth: 0, lineHeight: tokens.lineHeightBase200 },
  name: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    display: "flex",
    minWidth: 0,
  },
  badge: { flexShrink: 0, "@media (max-width: 960px)": { display: "none" } },
  icon: { display: "none", flexShrink: 0, "@media (max-width: 960px)": { display: "inline" } },
});

interface ScopeCellProps {
  scope: string;
  name: string | null;
  kind: ScopeKind;
  isInherited: boolean;
}

/** Where an assignment was made: the level, the name there, and whether it comes from above. */
export function ScopeCell({ scope, name, kind, isInherited }: ScopeCellProps) {
  const styles = useStyles();
  const isElsewhere = kind !== "resource" || isInherited;
  return (
    <span className={styles.root}>
      <span className={styles.text}>
        <CellText text={t("roles-scope-kind", { scope: kind })} hint={scope} />
        {name !== null && isElsewhere && (
          <span className={styles.name}>
            <CellText text={name} hint={scope} />
          </span>
        )}
      </span>
      {isInherited && (
        <>
          <Badge appearance="outline" color="informative" className={styles.badge}>
            {t("roles-inherited")}
          </Badge>
          <ArrowDownRegular
            className={styles.icon}
            data-hint={t("roles-inherited")}
            aria-label={t("roles-inherited")}
            role="img"
          />
        </>
      )}
    </span>
  );
}
