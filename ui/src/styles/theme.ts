// The Fluent theme for a choice of colours and a kind of cloud.
import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme as FluentTheme,
  teamsHighContrastTheme,
} from "@fluentui/react-components";
import type { Theme } from "../ipc/bindings/Theme";
import { demoBrand, latchkeyBrand } from "./brand";
import { ringedRows, shadedRows } from "./rowTokens";

export type Appearance = Exclude<Theme, "system">;

const fonts = {
  // What the system has comes first; Inter is bundled for machines that have none of these.
  fontFamilyBase:
    "'Segoe UI Variable Text', 'Segoe UI', -apple-system, BlinkMacSystemFont, 'Adwaita Sans', Cantarell, Ubuntu, 'Noto Sans', 'Inter Latchkey', sans-serif",
  fontFamilyMonospace:
    "'Cascadia Mono', Consolas, 'SF Mono', Menlo, 'Adwaita Mono', 'Ubuntu Mono', 'Noto Sans Mono', 'DejaVu Sans Mono', monospace",
};

const themes: Record<"own" | "demo", Record<Appearance, FluentTheme>> = {
  own: themesOf(latchkeyBrand),
  demo: themesOf(demoBrand),
};

function themesOf(brand: BrandVariants): Record<Appearance, FluentTheme> {
  const light = createLightTheme(brand);
  const dark = {
    ...createDarkTheme(brand),
    // The generated shades are too dark for text on a dark ground.
    colorBrandForeground1: brand[120],
    colorBrandForeground2: brand[130],
    // So is this one, by a little.
    colorStatusDangerForeground1: "#eeacb2",
  };
  return {
    light: { ...light, ...shadedRows(light), ...fonts },
    dark: { ...dark, ...shadedRows(dark), ...fonts },
    highContrast: { ...teamsHighContrastTheme, ...ringedRows(teamsHighContrastTheme), ...fonts },
  };
}

export function fluentTheme(appearance: Appearance, isEmulated: boolean): FluentTheme {
  return themes[isEmulated ? "demo" : "own"][appearance];
}

/** What *as the system* means at this moment. */
export function resolveAppearance(theme: Theme, prefersDark: boolean, prefersContrast: boolean): Appearance {
  if (theme !== "system") return theme;
  if (prefersContrast) return "highContrast";
  return prefersDark ? "dark" : "light";
}
