import { FluentProvider } from "@fluentui/react-components";
import { type ReactNode, useEffect, useMemo } from "react";
import { useOverview } from "../../ipc/queries";
import { fluentTheme } from "../../styles/theme";
import { useAppearance } from "../../styles/useAppearance";

/** Applies the chosen colours and the accent of the cloud. */
export function ThemeRoot({ children }: { children: ReactNode }) {
  const overview = useOverview();
  const appearance = useAppearance();
  const isEmulated = overview.data?.cloud?.isEmulated ?? false;
  const theme = useMemo(() => fluentTheme(appearance, isEmulated), [appearance, isEmulated]);

  useEffect(() => {
    const page = document.documentElement;
    page.style.colorScheme = appearance === "light" ? "light" : "dark";
    page.style.backgroundColor = theme.colorNeutralBackground2;
    page.dataset.appearance = appearance;
  }, [appearance, theme]);

  return <FluentProvider theme={theme}>{children}</FluentProvider>;
}
