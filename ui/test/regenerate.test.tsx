// A key is regenerated only after the service's name is typed, and the outcome is shown as it is.
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { t } from "../src/words";
import { expectNoViolations } from "./axe";
import { error } from "./data";
import { demoHost, handleOf } from "./demoHost";
import { name, renderKeys } from "./keysPage";
import { wholeText } from "./wholeText";

afterEach(() => {
  vi.useRealTimers();
});

describe("regenerating", () => {
  async function openDialog(host = demoHost()) {
    const app = await renderKeys(host);
    fireEvent.click(screen.getByRole("button", name("Regenerate primary key…")));
    return { app, dialog: within(await screen.findByRole("alertdialog")) };
  }

  const type = (text: string) =>
    fireEvent.change(screen.getByRole("textbox", name("Enter churn-score to confirm")), {
      target: { value: text },
    });

  it("says who loses access, and wants the name of the service", async () => {
    const { app, dialog } = await openDialog();
    expect(
      dialog.getByText(wholeText(/Azure refuses the old primary key of churn-score immediately/)),
    ).toBeVisible();
    const go = dialog.getByRole("button", name("Regenerate key"));
    expect(go).toHaveAttribute("aria-disabled", "true");
    type("churn");
    fireEvent.click(go);
    await expectNoViolations();
    for (const other of [
      "Churn-score",
      "CHURN-SCORE",
      "churn-scor\u00e9",
      "churn-score-canary",
      "churn score",
    ]) {
      type(other);
      expect(dialog.getByText(t("regeneration-mismatch"))).toBeVisible();
      expect(go).toHaveAttribute("aria-disabled", "true");
      fireEvent.submit(go.closest("form") as HTMLFormElement);
      await act(async () => undefined);
      expect(dialog.getByText(t("regeneration-mismatch"))).toBeVisible();
    }
    expect(app.host.callsOf("regenerate_key")).toEqual([]);
  });

  it("takes the name with what a paste leaves around it, as the host does", async () => {
    const { app, dialog } = await openDialog();
    type(" churn-score ");
    expect(dialog.queryByText(t("regeneration-mismatch"))).toBeNull();
    fireEvent.click(dialog.getByRole("button", name("Regenerate key")));
    await waitFor(() => expect(app.host.callsOf("regenerate_key")).toHaveLength(1));
  });

  it("offers a copy of the other key first", async () => {
    const { app, dialog } = await openDialog();
    fireEvent.click(dialog.getByRole("button", name("Copy secondary key first")));
    await waitFor(() =>
      expect(app.host.callsOf("copy_key")).toEqual([{ service: handleOf("churn-score"), slot: "secondary" }]),
    );
  });

  it("shows what changed and what did not", async () => {
    const { app, dialog } = await openDialog();
    type("churn-score");
    fireEvent.click(dialog.getByRole("button", name("Regenerate key")));
    const result = await screen.findByTestId("regenerate-result");
    expect(app.host.callsOf("regenerate_key")).toEqual([
      { service: handleOf("churn-score"), slot: "primary", typedName: "churn-score" },
    ]);
    expect(result).toHaveTextContent("The primary key is new. The secondary key did not change.");
    expect(within(result).getByRole("row", name("Primary 3f9a… c4d5… Changed"))).toBeVisible();
    expect(within(result).getByRole("row", name("Secondary b210… b210… Did not change"))).toBeVisible();
    await expectNoViolations();
  });

  it("shows the time that has passed while Azure works, and cannot be closed by then", async () => {
    let finish: (answer: unknown) => void = () => undefined;
    const host = demoHost().on("regenerate_key", () => new Promise((resolve) => (finish = resolve)));
    const { dialog } = await openDialog(host);
    type("churn-score");
    vi.useFakeTimers();
    fireEvent.click(dialog.getByRole("button", name("Regenerate key")));
    await act(() => vi.advanceTimersByTimeAsync(7_000));
    expect(screen.getByText("7 s since the start")).toBeVisible();
    fireEvent.keyDown(screen.getByRole("alertdialog"), { key: "Escape" });
    expect(screen.getByText("7 s since the start")).toBeVisible();
    finish({});
  });

  it.each([
    ["unchanged", /did not change, although Azure reported success/],
    ["otherChanged", /The secondary key changed\. Perhaps/],
    ["unproven", /cannot prove that the primary key changed/],
  ])("tells %s as a warning, never as a success", async (outcome, words) => {
    const before = { primary: "3f9a0c51d2e4b687", secondary: "b2107e64c9a8d530" };
    const host = demoHost().on("regenerate_key", () => ({
      slot: "primary",
      outcome,
      before,
      after: { primary: null, secondary: null },
      tookMs: 900,
    }));
    const { dialog } = await openDialog(host);
    type("churn-score");
    fireEvent.click(dialog.getByRole("button", name("Regenerate key")));
    const result = await screen.findByTestId("regenerate-result");
    expect(result).toHaveTextContent(words);
    expect(result).not.toHaveTextContent("The primary key is new.");
  });

  it("shows a wrong name at the field, as the host judges it", async () => {
    const host = demoHost().on("regenerate_key", () => {
      throw error("invalid", { message: "The name does not match.", field: "typedName" });
    });
    const { dialog } = await openDialog(host);
    type("churn-score");
    fireEvent.click(dialog.getByRole("button", name("Regenerate key")));
    expect(await screen.findByText("The name does not match.")).toBeVisible();
    expect(screen.getByRole("textbox", name("Enter churn-score to confirm"))).toHaveAttribute(
      "aria-invalid",
      "true",
    );
  });
});
