// Colours of rows that react to the mouse. Fluent has none for them in high contrast: its hover colour there wants black
// text, and the texts of a row have colours of their own.
import type { Theme as FluentTheme } from "@fluentui/react-components";

interface RowColors {
  colorRowHover: string;
  /** The same on the bars around the page. */
  colorBarHover: string;
  colorRowPressed: string;
  colorRowSelected: string;
  /** Around the row, where the ground alone is too little to see. */
  colorRowRing: string;
}

/** The variables to use in styles. */
export const rowTokens = {
  colorRowHover: "var(--colorRowHover)",
  colorBarHover: "var(--colorBarHover)",
  colorRowPressed: "var(--colorRowPressed)",
  colorRowSelected: "var(--colorRowSelected)",
  colorRowRing: "var(--colorRowRing)",
} as const satisfies RowColors;

/** The colours of rows in a theme with shades. */
export function shadedRows(theme: FluentTheme): RowColors {
  return {
    colorRowHover: theme.colorNeutralBackground1Hover,
    colorBarHover: theme.colorNeutralBackground3Hover,
    colorRowPressed: theme.colorNeutralBackground1Pressed,
    colorRowSelected: theme.colorNeutralBackground1Selected,
    colorRowRing: "transparent",
  };
}

/** The colours of rows in high contrast: the ground stays dark, a ring shows the row. */
export function ringedRows(theme: FluentTheme): RowColors {
  return {
    colorRowHover: "#1f1f1f",
    colorBarHover: "#1f1f1f",
    colorRowPressed: "#333333",
    colorRowSelected: "#1f1f1f",
    colorRowRing: theme.colorNeutralStroke1Hover,
  };
}
