import type { AppOverview } from "../../ipc/bindings/AppOverview";
import { useServicesProgress } from "../../ipc/services";
import { PaletteDialog } from "./PaletteDialog";
import { useOpenServiceCommands, usePaletteCommands } from "./usePaletteCommands";
import { usePaletteThings } from "./usePaletteThings";

interface PaletteProps {
  overview: AppOverview;
  onClose: () => void;
}

/** Finds services, workspaces, people, pages and commands by a few letters. Without an account, pages and commands only. */
export function Palette(props: PaletteProps) {
  const { account, signIn } = props.overview;
  return account && !signIn ? <WholePalette {...props} /> : <CommandPalette {...props} />;
}

function WholePalette({ overview, onClose }: PaletteProps) {
  const items = [...usePaletteThings(overview), ...useOpenServiceCommands(), ...usePaletteCommands(overview)];
  const progress = useServicesProgress();
  return (
    <PaletteDialog items={items} progress={progress?.isReading ? progress : undefined} onClose={onClose} />
  );
}

function CommandPalette({ overview, onClose }: PaletteProps) {
  return <PaletteDialog items={usePaletteCommands(overview)} onClose={onClose} />;
}
