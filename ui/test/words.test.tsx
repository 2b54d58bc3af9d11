// The texts of the window, their arguments and formats.
import { render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { rich, t } from "../src/words";
import { formatClock, formatDuration, formatRelative } from "../src/words/format";
import { loadLanguage } from "../src/words/language";
import { accented } from "../src/words/pseudo";
import { choose } from "./choose";
import { settings } from "./data";
import { demoHost } from "./demoHost";
import { renderApp } from "./renderApp";

afterEach(() => loadLanguage("en"));

describe("texts", () => {
  it("take their arguments as they stand", () => {
    expect(t("time-days", { count: 20_000 })).toBe("20,000 d");
    expect(t("time-later", { duration: "<b>1 h</b>", clock: "{ $duration }" })).toBe(
      "in <b>1 h</b> ({ $duration })",
    );
  });

  it("take elements, and read no markup and no mark in the other values", () => {
    render(<p>{rich("time-later", { duration: <bdi>{'<a href="x">'}</bdi>, clock: "\uE0000\uE000" })}</p>);
    const text = screen.getByText(/^in/);
    expect(text.textContent).toBe('in <a href="x"> (0)');
    expect(text.querySelectorAll("a")).toHaveLength(0);
    expect(text.querySelectorAll("bdi")).toHaveLength(1);
  });

  it("become English where there is no such language", async () => {
    await loadLanguage("tlh");
    expect(t("settings-language")).toBe("Language");
  });
});

describe("the choice of a language", () => {
  it("shows the window in it at once", async () => {
    const { host } = renderApp("/settings");
    const choice = await screen.findByRole("combobox", { name: t("settings-language") });
    choose(choice, "Pseudo-language, for developers");
    const pseudo = accented("Language");
    await waitFor(() => expect(screen.getByRole("combobox", { name: pseudo })).toBeInTheDocument());
    expect(host.callsOf("set_language")).toEqual([{ language: "pseudo" }]);
    choose(screen.getByRole("combobox", { name: pseudo }), accented("English"));
    expect(await screen.findByRole("combobox", { name: "Language" })).toHaveTextContent("English");
  });

  it("keeps the focus, although everything is drawn anew", async () => {
    renderApp("/settings");
    const choice = await screen.findByRole("combobox", { name: t("settings-language") });
    choose(choice, "Pseudo-language, for developers");
    const anew = await screen.findByRole("combobox", { name: accented("Language") });
    expect(anew).not.toBe(choice);
    expect(anew).toHaveFocus();
  });

  it("does not take the focus when the page is opened", async () => {
    renderApp("/settings");
    expect(await screen.findByRole("combobox", { name: t("settings-language") })).not.toHaveFocus();
  });

  it("is that of the settings also after the page is loaded anew", async () => {
    const host = demoHost().on("describe_settings", () =>
      settings({ language: "pseudo", textLanguage: "pseudo" }),
    );
    renderApp("/settings", host);
    expect(await screen.findByRole("combobox", { name: accented("Language") })).toBeInTheDocument();
  });

  it("is the last one, however long the first one takes", async () => {
    await Promise.all([loadLanguage("pseudo"), loadLanguage("en")]);
    expect(t("settings-language")).toBe("Language");
    await Promise.all([loadLanguage("en"), loadLanguage("pseudo")]);
    expect(t("settings-language")).toBe(accented("Language"));
  });

  it("is kept one after the other", async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const host = demoHost();
    const { invoke } = host;
    host.invoke = async (command, args) => {
      if (command === "set_language" && host.callsOf("set_language").length === 0) await released;
      return invoke.call(host, command, args);
    };
    renderApp("/settings", host);
    const choice = await screen.findByRole("combobox", { name: t("settings-language") });
    choose(choice, "Pseudo-language, for developers");
    choose(choice, "English");
    expect(host.callsOf("set_language")).toEqual([]);
    release();
    await waitFor(() =>
      expect(host.callsOf("set_language")).toEqual([{ language: "pseudo" }, { language: "en" }]),
    );
    expect(await screen.findByRole("combobox", { name: "Language" })).toHaveTextContent("English");
  });
});

describe("the pseudo-language", () => {
  it("has accents and is 40 % longer", () => {
    expect(accented("Copy")).toBe("Çóóƥýý");
    expect(accented("Keys of ")).toBe("Ķééýýš óóƒ ");
    expect(accented("TTL")).toBe("ŢŢĹ··");
    expect(accented(" ")).toBe(" ");
  });
});

describe("formats", () => {
  it("show a duration by its two largest units", () => {
    expect(formatDuration(0)).toBe("0 s");
    expect(formatDuration(61)).toBe("1 min 1 s");
    expect(formatDuration(43_170)).toBe("11 h 59 min");
    expect(formatDuration(86_459)).toBe("1 d");
  });

  it("show a time from now and by the clock, with the date on another day", () => {
    const now = new Date(2026, 10, 30, 9, 28);
    const at = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute);
    const relative = (date: Date) => formatRelative(date.toISOString(), now.getTime());
    expect(relative(at(30, 21, 27))).toBe("in 11 h 59 min (21:27)");
    expect(relative(at(30, 9, 26))).toBe("2 min ago (09:26)");
    expect(relative(new Date(now.getTime() + 9000))).toBe("now (09:28)");
    expect(formatClock(at(29, 9, 26), now)).toBe("Nov 29, 09:26");
  });
});
