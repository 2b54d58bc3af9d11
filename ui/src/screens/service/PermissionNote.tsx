import { Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { InfoRegular } from "@fluentui/react-icons";
import { WhyButton } from "../../components/WhyButton";
import type { Permission } from "../../ipc/bindings/Permission";
import { rich } from "../../words";

const useStyles = makeStyles({
  note: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
  },
  icon: { fontSize: "16px", flexShrink: 0 },
});

interface PermissionNoteProps {
  permission: Permission;
  /** The question as the button's name. */
  name: string;
  message: string;
}

/** Beside a button: nothing if permitted, *Why?* if not, a note if it is unknown. */
export function PermissionNote({ permission, name, message }: PermissionNoteProps) {
  const styles = useStyles();
  if (permission.state === "allowed") return null;
  if (permission.state === "missing")
    return (
      <WhyButton name={name} message={message} missingAction={permission.action} scope={permission.scope} />
    );
  return (
    <Caption1 className={styles.note}>
      <InfoRegular className={styles.icon} aria-hidden="true" />
      {rich("service-permission-unknown", { reason: <bdi>{permission.reason}</bdi> })}
    </Caption1>
  );
}
