import { useMediaQuery } from "../components/useMediaQuery";
import { useSettings } from "../ipc/queries";
import { type Appearance, resolveAppearance } from "./theme";

/** The colours of the window at this moment: what was chosen, or what the system says. */
export function useAppearance(): Appearance {
  const settings = useSettings();
  const prefersDark = useMediaQuery("(prefers-color-scheme: dark)");
  const prefersContrast = useMediaQuery("(prefers-contrast: more)");
  return resolveAppearance(settings.data?.theme ?? "system", prefersDark, prefersContrast);
}
