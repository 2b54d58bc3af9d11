import type { Theme } from "../ipc/bindings/Theme";

/** The colours to choose from, in the order in which they are offered. */
export const themes: readonly Theme[] = ["system", "light", "dark", "highContrast"];
