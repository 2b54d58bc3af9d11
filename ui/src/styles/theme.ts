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
import { fonts } from "./fonts";
import { ringedRows, shadedRows } from "./rowTokens";

export type Appearance = Exclude<Theme, "system">;

const made = new Map<string, FluentTheme>();

/** The theme of an appearance. It is made when it is first needed, and stays the same object. */
export function fluentTheme(appearance: Appearance, isEmulated: boolean): FluentTheme {
  const name = `${appearance} ${isEmulated}`;
  const theme = made.get(name) ?? makeTheme(appearance, isEmulated ? demoBrand : latchkeyBrand);
  made.set(name, theme);
  return theme;
}

function makeTheme(appearance: Appearance, brand: BrandVariants): FluentTheme {
  if (appearance === "highContrast")
    return { ...teamsHighContrastTheme, ...ringedRows(teamsHighContrastTheme), ...fonts };
  const theme = appearance === "light" ? createLightTheme(brand) : dark(brand);
  return { ...theme, ...shadedRows(theme), ...fonts };
}

function dark(brand: BrandVariants): FluentTheme {
  return {
    ...createDarkTheme(brand),
    // The generated shades are too dark for text on a dark ground.
    colorBrandForeground1: brand[120],
    colorBrandForeground2: brand[130],
    colorBrandForegroundLink: brand[120],
    colorBrandForegroundLinkHover: brand[130],
    // So is this one, by a little.
    colorStatusDangerForeground1: "#eeacb2",
  };
}

/** What *as the system* means at this moment. */
export function resolveAppearance(theme: Theme, prefersDark: boolean, prefersContrast: boolean): Appearance {
  if (theme !== "system") return theme;
  if (prefersContrast) return "highContrast";
  return prefersDark ? "dark" : "light";
}
