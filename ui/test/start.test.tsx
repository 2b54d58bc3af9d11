// The start of the window: what is shown before any script, and what is asked for ahead.
import { readFileSync } from "node:fs";
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { askAhead, untilAnswered } from "../src/ipc/ahead";
import { keepAnswers } from "../src/ipc/keepAnswers";
import { createQueryClient } from "../src/ipc/queries";
import { fluentTheme } from "../src/styles/theme";
import { demoHost } from "./demoHost";
import { error } from "./errors";
import { never, renderApp } from "./renderApp";
import { serviceChanges, services } from "./services";

const locked = {
  since: "2026-11-30T08:00:00Z",
  reason: "demand",
  unlocksBy: "browser",
  accountName: null,
  clientId: null,
} as const;
const commandsOfFirstPage = ["describe_app", "describe_settings", "follow_services", "list_pins"] as const;

const css = readFileSync("src/styles/start.css", "utf8");

/** The colours of a block of the style sheet. */
function colours(selector: string): Record<string, string> {
  const at = css.indexOf(`${selector} {`);
  expect(at, selector).toBeGreaterThanOrEqual(0);
  const block = css.slice(at, css.indexOf("}", at));
  return Object.fromEntries(
    [...block.matchAll(/--start-(\w+): (#\w+);/g)].map(([, name, value]) => [name, value]),
  );
}

describe("the shape of the window before any script", () => {
  it.each(["light", "dark", "highContrast"] as const)("has the colours of the theme %s", (appearance) => {
    const theme = fluentTheme(appearance, false);
    const expected = {
      page: theme.colorNeutralBackground2,
      frame: theme.colorNeutralBackground3,
      line: theme.colorNeutralStroke2,
    };
    const media = {
      light: "",
      dark: "(prefers-color-scheme: dark)",
      highContrast: "(prefers-contrast: more)",
    };
    expect(colours(`:root[data-theme="${appearance}"]`)).toEqual(expected);
    expect(colours(media[appearance] ? `@media ${media[appearance]} {\n  :root` : ":root")).toEqual(expected);
  });
});

describe("what is asked for ahead", () => {
  it("is on the first page without another answer", async () => {
    const host = demoHost();
    const answers = askAhead(host, "");
    await untilAnswered(answers, 1000);
    for (const command of commandsOfFirstPage) host.on(command, never);
    const client = createQueryClient();
    keepAnswers(client, answers);
    renderApp("/services", host, client);
    expect(await screen.findByText("churn-score")).toBeVisible();
  });

  it("is no list where the first page shows none", async () => {
    const asked = async (host: ReturnType<typeof demoHost>, hash: string) => {
      await untilAnswered(askAhead(host, hash), 1000);
      return host.callsOf("follow_services").length;
    };
    expect(await asked(demoHost(), "#/services")).toBe(1);
    expect(await asked(demoHost(), "#/settings")).toBe(0);
    expect(await asked(demoHost({ account: null }), "")).toBe(0);
    expect(await asked(demoHost({ locked }), "")).toBe(0);
  });

  it("is asked for again by the page if it failed", async () => {
    const host = demoHost().on("follow_services", () => {
      throw error("offline");
    });
    const answers = askAhead(host, "");
    await untilAnswered(answers, 1000);
    host.on("follow_services", () => serviceChanges(services));
    const client = createQueryClient();
    keepAnswers(client, answers);
    renderApp("/services", host, client);
    expect(await screen.findByText("churn-score")).toBeVisible();
  });

  it("delays the window no longer than it may", async () => {
    const host = demoHost().on("describe_app", never);
    await untilAnswered(askAhead(host, ""), 1);
  });
});
