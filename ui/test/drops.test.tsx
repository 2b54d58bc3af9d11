// Drops on the window: files where they are accepted, and nothing else.
import { createEvent, fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderApp } from "./renderApp";

/** Drags something over an element and drops it. Returns whether the webview would handle it. */
function drop(
  target: Element | Document,
  dataTransfer: { types: string[]; files: File[]; dropEffect: string },
) {
  const over = createEvent.dragOver(target, { dataTransfer });
  fireEvent(target, over);
  const isPrevented = !fireEvent.drop(target, { dataTransfer });
  return { over: over.defaultPrevented, drop: isPrevented, effect: dataTransfer.dropEffect };
}

const ignored = { over: true, drop: true, effect: "none" };
const link = () => ({ types: ["text/uri-list"], files: [], dropEffect: "copy" });
const file = () => ({ types: ["Files"], files: [new File(["{}"], "config.json")], dropEffect: "none" });

it("ignores links wherever they are dropped", async () => {
  renderApp("/workspaces");
  const row = await screen.findByRole("row", { name: /churn-prod/ });
  for (const target of [row, screen.getByRole("searchbox"), document.body, document.documentElement])
    expect(drop(target, link())).toEqual(ignored);
});

it("ignores files where nothing takes them", async () => {
  const { host } = renderApp("/about");
  await screen.findByRole("heading", { name: "About Latchkey" });
  expect(drop(document.body, file())).toEqual(ignored);
  expect(host.callsOf("request_workspace")).toEqual([]);
});

it("hands files to what takes them", async () => {
  const { host } = renderApp("/workspaces");
  const row = await screen.findByRole("row", { name: /churn-prod/ });
  expect(drop(row, file())).toEqual({ over: true, drop: true, effect: "copy" });
  await screen.findByRole("row", { name: /churn-prod/ });
  expect(host.callsOf("request_workspace")).toEqual([{ config: "{}" }]);
});
