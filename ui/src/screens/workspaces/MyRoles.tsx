import { Badge, makeStyles, Tooltip, tokens } from "@fluentui/react-components";
import { CellText } from "../../components/CellText";
import { WhyButton } from "../../components/WhyButton";
import { t } from "../../i18n";
import type { HeldRole } from "../../ipc/bindings/HeldRole";
import type { Readable } from "../../ipc/bindings/Readable";

const useStyles = makeStyles({
  root: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  more: { flexShrink: 0 },
});

const words = t.workspaces;

interface MyRolesProps {
  workspace: string;
  roles: Readable<HeldRole[]>;
}

/** The account's roles on a workspace; a refusal takes this cell and no more. */
export function MyRoles({ workspace, roles }: MyRolesProps) {
  const styles = useStyles();
  if (roles.state === "refused")
    return (
      <span className={styles.root}>
        <span className={styles.quiet}>{words.cannotRead}</span>
        <WhyButton name={t.common.whyNot(`${words.columns.myRole}, ${workspace}`)} {...roles.refusal} />
      </span>
    );
  const [first, ...others] = roles.value;
  if (!first)
    return (
      <Tooltip content={words.noRoleHint} relationship="description">
        <span className={styles.quiet}>{words.noRole}</span>
      </Tooltip>
    );
  const all = roles.value
    .map(({ name, assignedAt }) => `${name}, ${words.assignedAt[assignedAt]}`)
    .join("; ");
  return (
    <Tooltip content={all} relationship="description">
      <span className={styles.root}>
        <CellText text={first.name} />
        {others.length > 0 && (
          <Badge appearance="tint" color="informative" className={styles.more}>
            {words.moreRoles(others.length)}
          </Badge>
        )}
      </span>
    </Tooltip>
  );
}
