import { Caption1, makeStyles, tokens } from "@fluentui/react-components";
import type { CommandError } from "../ipc/bindings/CommandError";
import type { WhoCanFix } from "../ipc/bindings/WhoCanFix";
import { type MessageId, t } from "../words";

const useStyles = makeStyles({ root: { display: "block", color: tokens.colorNeutralForeground2 } });

/** Who can do something about an error. */
export function WhoCanFixLine({ error }: { error: CommandError }) {
  return <Caption1 className={useStyles().root}>{t(messages[error.whoCanFix])}</Caption1>;
}

const messages = {
  you: "fix-you",
  administrator: "fix-administrator",
  network: "fix-network",
  azure: "fix-azure",
  latchkey: "fix-latchkey",
} as const satisfies Record<WhoCanFix, MessageId>;
