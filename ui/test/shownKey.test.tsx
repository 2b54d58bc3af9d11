// A shown key is not a text of the page. Only the host copies it.
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { secretKey } from "./data";
import { demoHost, handleOf } from "./demoHost";
import { name, renderKeys } from "./keysPage";

describe("a key that is shown", () => {
  async function reveal(host = demoHost()) {
    const app = await renderKeys(host);
    fireEvent.click(screen.getByRole("button", name("Show secondary key")));
    await screen.findByRole("button", name("Hide secondary key"));
    const shown = within(screen.getByTestId("key-secondary")).getByRole("img", name(secretKey));
    return { app, shown };
  }

  const select = (node: Node) => document.getSelection()?.selectAllChildren(node);
  const copies = [{ service: handleOf("churn-score"), slot: "secondary" }];

  it("cannot be selected", async () => {
    const { shown } = await reveal();
    expect(getComputedStyle(shown).userSelect).toBe("none");
    expect(document.body.textContent).not.toContain(secretKey);
  });

  it.each(["copy", "cut"] as const)("is copied by the host when the page is asked to %s it", async (type) => {
    const { app, shown } = await reveal();
    select(document.body);
    expect(fireEvent(shown, new Event(type, { bubbles: true, cancelable: true }))).toBe(false);
    await waitFor(() => expect(app.host.callsOf("copy_key")).toEqual(copies));
  });

  it("is copied by the host where its row has the focus and nothing is selected", async () => {
    const { app, shown } = await reveal();
    document.getSelection()?.removeAllRanges();
    shown.focus();
    expect(fireEvent.copy(shown)).toBe(false);
    await waitFor(() => expect(app.host.callsOf("copy_key")).toEqual(copies));
  });

  it("leaves other texts to the page", async () => {
    const { app } = await reveal();
    const heading = screen.getByRole("heading", name("churn-score"));
    select(heading);
    expect(fireEvent.copy(heading)).toBe(true);
    fireEvent.click(screen.getByRole("button", name("Hide secondary key")));
    select(document.body);
    expect(fireEvent.copy(document.body)).toBe(true);
    expect(app.host.callsOf("copy_key")).toEqual([]);
  });

  it.each(["hidden", "left"])("is selected no more before it is %s", async (end) => {
    const { app, shown } = await reveal();
    select(document.body);
    const wasThere: boolean[] = [];
    const clear = vi
      .spyOn(Selection.prototype, "removeAllRanges")
      .mockImplementation(() => void wasThere.push(shown.isConnected));
    if (end === "hidden") fireEvent.click(screen.getByRole("button", name("Hide secondary key")));
    else await act(() => app.router.navigate({ to: "/about" }));
    clear.mockRestore();
    expect(wasThere).toEqual([true]);
  });
});
