// The settings of a sign-in.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { renderApp } from "./renderApp";

const name = (text: string | RegExp) => ({ name: text });

describe("settings", () => {
  it("keeps a tenant when its field is left, if it is right; Escape brings back what is kept", async () => {
    const user = userEvent.setup();
    const { host } = renderApp("/settings");
    const tenant = await screen.findByRole("textbox", name("Tenant"));
    await user.type(tenant, "not a tenant");
    await user.tab();
    expect(tenant).toHaveAttribute("aria-invalid", "true");
    expect(host.callsOf("save_settings")).toEqual([]);
    await user.type(tenant, "{Escape}");
    expect(tenant).toHaveValue("");
    await user.type(tenant, " contoso.com {Enter}");
    expect(await screen.findByText("Settings saved.")).toBeVisible();
    await waitFor(() => expect(tenant).toHaveValue("contoso.com"));
    await user.tab();
    expect(host.callsOf("save_settings")).toEqual([
      {
        update: { theme: "light", zoomPercent: 100, singleKeys: true, tenant: "contoso.com", clientId: null },
      },
    ]);
  });

  it("switches single keys off and names on", async () => {
    const { host } = renderApp("/settings");
    fireEvent.click(await screen.findByRole("switch", name("Use single keys")));
    await waitFor(() =>
      expect(host.callsOf("save_settings")).toMatchObject([{ update: { singleKeys: false } }]),
    );
    fireEvent.click(screen.getByRole("switch", name("Show names")));
    await waitFor(() => expect(host.callsOf("show_names")).toHaveLength(1));
    await waitFor(() => expect(host.callsOf("describe_settings")).toHaveLength(2));
  });

  it("takes up colours at once", async () => {
    renderApp("/settings");
    fireEvent.click(await screen.findByRole("radio", name("Dark")));
    await waitFor(() => expect(document.documentElement.dataset.appearance).toBe("dark"));
  });

  it("resets the demo cloud only after the word was typed", async () => {
    const { host } = renderApp("/settings");
    fireEvent.click(await screen.findByRole("button", name("Reset demo cloud…")));
    const dialog = within(await screen.findByRole("alertdialog"));
    fireEvent.click(dialog.getByRole("button", name("Reset demo cloud")));
    expect(host.callsOf("reset_demo_cloud")).toEqual([]);
    fireEvent.change(dialog.getByRole("textbox"), { target: { value: "reset" } });
    fireEvent.click(dialog.getByRole("button", name("Reset demo cloud")));
    expect(await screen.findByText("The demo cloud is reset.")).toBeVisible();
    expect(host.callsOf("reset_demo_cloud")).toHaveLength(1);
  });
});
