// The whole window over a memory transport, at an address.
import { createMemoryHistory } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { App } from "../src/App";
import { createQueryClient } from "../src/ipc/queries";
import { createAppRouter } from "../src/router";
import { demoHost } from "./demoHost";
import type { MemoryTransport } from "./memoryTransport";
import { service } from "./services";

export function renderApp(
  path = "/workspaces",
  host: MemoryTransport = demoHost(),
  queryClient = createQueryClient(),
) {
  const router = createAppRouter(createMemoryHistory({ initialEntries: [path] }));
  const view = render(<App transport={host} queryClient={queryClient} router={router} />);
  return { ...view, host, queryClient, router };
}

export const workspacePath = (tab: string, name = "churn-prod") =>
  `/workspaces/${encodeURIComponent(`ws/${name}?&#%`)}/${tab}`;

export const servicePath = (name: string) => `/services/${encodeURIComponent(service(name).handle)}`;

export const never = () => new Promise<never>(() => undefined);
