// Texts and signs have the contrast that WCAG 2.2 AA asks for, in every theme. The pairs come from the styles themselves:
// every rule that a component makes is recorded while the components load.
import type { GriffelStyle } from "@fluentui/react-components";
import { describe, expect, it, vi } from "vitest";
import { type Appearance, fluentTheme } from "../src/styles/theme";
import { contrast } from "./contrast";

type Rule = Record<string, unknown>;
const rules = vi.hoisted(() => [] as { name: string; rule: Rule }[]);

vi.mock("@fluentui/react-components", async (original) => ({
  ...(await original<typeof import("@fluentui/react-components")>()),
  makeStyles: (slots: Record<string, GriffelStyle>) => {
    for (const [name, rule] of Object.entries(slots)) rules.push({ name, rule: rule as Rule });
    return () => ({});
  },
}));

await Promise.all(
  Object.values(import.meta.glob(["../src/**/*.tsx", "!../src/main.tsx"])).map((load) => load()),
);

const SMALL_TEXT = 4.5;
const SIGN = 3;

/** Rules of pictures, which are larger than letters. */
const PICTURES = /icon|^(mark|check|pin)\b|dot\b/i;

/** Colours that only part things from each other; what they part is clear without them. */
const DIVIDERS = /^colorNeutralStroke[1-3]$|^colorBrandStroke2$|^colorTransparentStroke$|^colorRowRing$/;

/** What lies over a page, below a dialog: nothing stands on it. */
const VEIL = "colorBackgroundOverlay";

/** What is made for a ground in the accent colour stands on no other. */
const ON_BRAND = "colorNeutralForegroundOnBrand";

/** Pairs of Fluent's components that no rule of ours says: text, ground, and the least contrast. */
const INHERITED: [text: string, ground: string, least: number, where: string][] = [
  ["colorNeutralForeground1", "colorNeutralBackground1", SMALL_TEXT, "a page"],
  ["colorNeutralForegroundOnBrand", "colorBrandBackground", SMALL_TEXT, "a primary button"],
  ["colorNeutralForegroundOnBrand", "colorBrandBackgroundHover", SMALL_TEXT, "a primary button, hovered"],
  ["colorNeutralForegroundOnBrand", "colorBrandBackgroundPressed", SMALL_TEXT, "a primary button, pressed"],
  ["colorNeutralForeground1Hover", "colorNeutralBackground1Hover", SMALL_TEXT, "a button, hovered"],
  ["colorNeutralForeground1Pressed", "colorNeutralBackground1Pressed", SMALL_TEXT, "a button, pressed"],
  ["colorNeutralForeground2Hover", "colorSubtleBackgroundHover", SMALL_TEXT, "a subtle button, hovered"],
  ["colorNeutralForeground2Pressed", "colorSubtleBackgroundPressed", SMALL_TEXT, "a subtle button, pressed"],
  ["colorNeutralForeground2Hover", "colorNeutralBackground1Hover", SMALL_TEXT, "an entry of a menu, hovered"],
  ["colorNeutralForeground4", "colorNeutralBackground1", SMALL_TEXT, "a placeholder"],
  ["colorNeutralStrokeAccessible", "colorNeutralBackground1", SIGN, "the edge of a field"],
  ["colorCompoundBrandStroke", "colorNeutralBackground1", SIGN, "the edge of a field with the focus"],
  ["colorCompoundBrandBackground", "colorNeutralBackground1", SIGN, "a switch that is on"],
  ["colorCompoundBrandForeground1", "colorNeutralBackground1", SIGN, "a radio that is chosen"],
  ["colorStrokeFocus2", "colorNeutralBackground1", SIGN, "the focus"],
  ["colorStrokeFocus2", "colorNeutralBackground3", SIGN, "the focus on a bar"],
  ["colorBrandForeground2", "colorBrandBackground2", SMALL_TEXT, "a badge in the accent colour"],
  ["colorNeutralForeground3", "colorNeutralBackground4", SMALL_TEXT, "a badge without a colour"],
  ["colorStatusSuccessForeground1", "colorStatusSuccessBackground1", SMALL_TEXT, "a badge of success"],
  ["colorStatusWarningForeground1", "colorStatusWarningBackground1", SMALL_TEXT, "a badge of warning"],
  ["colorStatusDangerForeground1", "colorStatusDangerBackground1", SMALL_TEXT, "a badge of danger"],
  ["colorNeutralForeground1", "colorStatusSuccessBackground1", SMALL_TEXT, "a message of success"],
  ["colorNeutralForeground1", "colorStatusWarningBackground1", SMALL_TEXT, "a message of warning"],
  ["colorNeutralForeground1", "colorStatusDangerBackground1", SMALL_TEXT, "a message of an error"],
  ["colorStatusDangerForeground1", "colorNeutralBackground1", SMALL_TEXT, "what is wrong with a field"],
  ["colorNeutralForeground1", "colorNeutralBackground3", SMALL_TEXT, "a bar"],
];

interface Pair {
  text: string;
  ground: string;
  least: number;
  where: string;
}

/** The token of a colour, such as `colorNeutralBackground1`. */
function tokenIn(value: unknown): string | null {
  return typeof value === "string" ? (/var\(--(color\w+)\)/.exec(value)?.[1] ?? null) : null;
}

/** A rule and those in it, such as `:hover`. An inner one that sets no colour keeps the outer one's. */
function layers(name: string, rule: Rule, outer: Rule = {}): { name: string; rule: Rule }[] {
  const { color = outer.color, backgroundColor = outer.backgroundColor } = rule;
  const inner = Object.entries(rule).filter(
    ([key, value]) => typeof value === "object" && /^[:&@]/.test(key),
  );
  return [
    { name, rule: { ...rule, color, backgroundColor } },
    ...inner.flatMap(([key, value]) => layers(`${name} ${key}`, value as Rule, { color, backgroundColor })),
  ];
}

/**
 * A ground with a text colour of its own is one pair. On every other ground can stand every text that has no ground of its
 * own, as any component can be inside of any other.
 */
function pairs(): Pair[] {
  const all = rules.flatMap(({ name, rule }) => layers(name, rule));
  const own: Pair[] = [];
  const texts = new Map([["colorNeutralForeground1", "what inherits its colour"]]);
  const grounds = new Map([["colorNeutralBackground1", "a card"]]);
  const signs = new Map<string, string>();
  for (const { name, rule } of all) {
    const [text, ground] = [tokenIn(rule.color), tokenIn(rule.backgroundColor)];
    if (ground === VEIL) continue;
    if ((text ?? ground) === ON_BRAND)
      own.push({ text: ON_BRAND, ground: "colorBrandBackground", least: SIGN, where: name });
    // Nothing stands on what a pseudo-element or a picture paints: it is a sign itself.
    else if (!text && (name.includes("::") || PICTURES.test(name))) {
      if (ground && !DIVIDERS.test(ground)) signs.set(ground, name);
    } else if (text && ground) own.push({ text, ground, least: SMALL_TEXT, where: name });
    else if (text) (PICTURES.test(name) ? signs : texts).set(text, name);
    else if (ground) grounds.set(ground, name);
    for (const key of Object.keys(rule).filter((each) => /^(border|outline)/i.test(each))) {
      const sign = tokenIn(rule[key]);
      if (sign && !DIVIDERS.test(sign)) signs.set(sign, name);
    }
  }
  const on = (over: Map<string, string>, least: number) =>
    [...over].flatMap(([text, where]) =>
      [...grounds].map(([ground, below]) => ({ text, ground, least, where: `${where} on ${below}` })),
    );
  const inherited = INHERITED.map(([text, ground, least, where]) => ({ text, ground, least, where }));
  return [...own, ...on(texts, SMALL_TEXT), ...on(signs, SIGN), ...inherited];
}

const appearances: Appearance[] = ["light", "dark", "highContrast"];
const themes = appearances.flatMap((appearance) => [
  { name: appearance, theme: fluentTheme(appearance, false) },
  { name: `${appearance} of the demo cloud`, theme: fluentTheme(appearance, true) },
]);

describe("contrast", () => {
  it("is computed for the pairs of all components", () => {
    expect(rules.length).toBeGreaterThan(250);
    expect(pairs().length).toBeGreaterThan(80);
  });

  it.each(themes)("is enough in $name", ({ theme }) => {
    const colors = theme as unknown as Record<string, string>;
    const tooLittle = pairs().flatMap(({ text, ground, least, where }) => {
      const below = colors.colorNeutralBackground1 ?? "";
      const found = contrast(colors[text] ?? "", colors[ground] ?? "", below);
      return found >= least ? [] : [`${text} on ${ground}: ${found.toFixed(2)} of ${least}, ${where}`];
    });
    expect(tooLittle).toEqual([]);
  });

  it.each([
    ["#000000", "#ffffff", 21],
    ["#ffffff", "#1aebff", 1.46],
    ["#767676", "#ffffff", 4.54],
    ["rgba(0, 0, 0, 0.5)", "#ffffff", 3.95],
    ["#000000", "transparent", 21],
  ])("of %s on %s is known", (text, ground, expected) => {
    expect(contrast(text, ground, "#ffffff")).toBeCloseTo(expected, 1);
  });
});
