// All that a call of a service needs on one card: code to copy, with the key or token put in by the host.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { t } from "../src/words";
import { expectNoViolations } from "./axe";
import { publicCloud, secretKey } from "./data";
import { demoHost, handleOf } from "./demoHost";
import { renderApp, servicePath, workspacePath } from "./renderApp";
import { missing, service, serviceDetails } from "./services";

const name = (text: string) => ({ name: text });

async function renderCard(serviceName: string, host = demoHost()) {
  const app = renderApp(servicePath(serviceName), host);
  return { ...app, card: within(await screen.findByTestId("use-card")) };
}

describe("a snippet", () => {
  it("is what the host made, for the language and the source of the key that are chosen", async () => {
    const { card, host } = await renderCard("churn-score");
    const code = (format: "curl" | "python") => card.getByLabelText(t("snippets-snippet", { format }));
    expect(code("curl")).toHaveTextContent("curl churn-score keyVariable");
    fireEvent.click(card.getByLabelText("latchkey"));
    expect(code("curl")).toHaveTextContent("curl churn-score latchkey");
    fireEvent.click(card.getByRole("tab", name("Python")));
    expect(code("python")).toHaveTextContent("python churn-score latchkey");
    fireEvent.click(card.getByLabelText("Copy Python snippet"));
    await waitFor(() => expect(host.callsOf("copy_text")).toEqual([{ text: "python churn-score latchkey" }]));
    fireEvent.click(card.getByRole("tab", name("SDK")));
    expect(card.queryByLabelText("latchkey")).toBeNull();
    expect(card.queryByText("Copy with key")).toBeNull();
  });

  it("can be used by everybody", async () => {
    await renderCard("churn-score");
    await expectNoViolations();
  });

  it("is copied with a key that the window never has", async () => {
    const { card, host, queryClient } = await renderCard("churn-score");
    fireEvent.click(card.getByRole("button", name("Copy with key")));
    expect(await screen.findByText(/Copied: curl call with key/)).toBeVisible();
    fireEvent.click(card.getByRole("button", name("Choose the key to copy with")));
    fireEvent.click(await screen.findByRole("menuitem", name("Copy with secondary key")));
    const call = { service: handleOf("churn-score"), language: "curl" };
    await waitFor(() =>
      expect(host.callsOf("copy_call")).toEqual([
        { ...call, slot: "primary" },
        { ...call, slot: "secondary" },
      ]),
    );
    expect(host.callsOf("reveal_key")).toEqual([]);
    const kept = JSON.stringify(
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ state }) => state),
    );
    expect(document.documentElement.outerHTML + kept).not.toContain(secretKey);
  });

  it("is copied with a fresh token where the service takes one", async () => {
    const { card, host } = await renderCard("churn-token");
    fireEvent.click(card.getByRole("button", name("Copy with fresh token")));
    expect(await screen.findByText(/Copied: curl call with token/)).toBeVisible();
    const call = { service: handleOf("churn-token"), language: "curl", slot: null };
    expect(host.callsOf("copy_call")).toEqual([call]);
  });

  it("is not copied with a key that the account may not read, or where none is needed", async () => {
    const host = demoHost().on("describe_service", () =>
      serviceDetails(service("churn-score"), {
        keys: { read: missing("listkeys"), regenerate: missing("regenerate"), fingerprints: null },
      }),
    );
    const { card, unmount } = await renderCard("churn-score", host);
    expect(card.getByRole("button", name("Copy with key"))).toHaveAttribute("aria-disabled", "true");
    unmount();
    const open = await renderCard("churn-explore");
    expect(open.card.getByText(t("snippets-hint", { credential: "nowhere" }))).toBeVisible();
    expect(open.card.queryByRole("button", { name: /Copy with/ })).toBeNull();
  });

  it("says which file has the certificates of the cloud", async () => {
    const host = demoHost().on("describe_service", () =>
      serviceDetails(service("churn-score"), { certificateFile: "/home/ada/stack.pem" }),
    );
    const { card } = await renderCard("churn-score", host);
    expect(card.getByText(/\/home\/ada\/stack\.pem/)).toBeVisible();
  });
});

describe("other programs", () => {
  it("open a service and a workspace in the browser where the cloud has pages", async () => {
    const host = demoHost({ cloud: publicCloud });
    const { card } = await renderCard("churn-score", host);
    fireEvent.click(card.getByRole("button", name("Open in studio")));
    await waitFor(() =>
      expect(host.callsOf("open_service_page")).toEqual([
        { service: handleOf("churn-score"), site: "studio" },
      ]),
    );
  });

  it("are not offered for a cloud without pages", async () => {
    const { card } = await renderCard("churn-score");
    expect(card.queryByRole("button", name("Open in studio"))).toBeNull();
  });

  it("read the config.json that a workspace's page saves", async () => {
    const { host } = renderApp(workspacePath("overview"));
    fireEvent.click(await screen.findByRole("button", name("Download config.json")));
    expect(await screen.findByText("Saved: /home/ada/Downloads/config.json")).toBeVisible();
    expect(host.callsOf("save_workspace_config")).toHaveLength(1);
  });
});
