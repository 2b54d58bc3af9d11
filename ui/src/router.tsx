// The routes of the window. They are in the URL's hash, as there is no server.
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  type RouterHistory,
  redirect,
} from "@tanstack/react-router";
import { AboutScreen } from "./screens/about/AboutScreen";
import { AccountsScreen } from "./screens/accounts/AccountsScreen";
import { ActivityScreen } from "./screens/activity/ActivityScreen";
import { AddAccountScreen } from "./screens/addAccount/AddAccountScreen";
import { methodHintsOf } from "./screens/addAccount/methodDraft";
import { ServiceScreen } from "./screens/service/ServiceScreen";
import { ServicesScreen } from "./screens/services/ServicesScreen";
import { SettingsScreen } from "./screens/settings/SettingsScreen";
import { Root } from "./screens/shell/Root";
import { type WorkspaceTab, workspaceTabs } from "./screens/workspace/tabs";
import { WorkspaceScreen } from "./screens/workspace/WorkspaceScreen";
import { WorkspacesScreen } from "./screens/workspaces/WorkspacesScreen";

const rootRoute = createRootRoute({ component: Root, notFoundComponent: () => null });

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/services" });
  },
});

const workspacesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/workspaces",
  validateSearch: (search): { q?: string; flat?: true } => ({
    ...filterOf(search),
    ...(search.flat === true ? { flat: true } : {}),
  }),
  component: WorkspacesScreen,
});

const workspaceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/workspaces/$workspace/$tab",
  params: {
    parse: ({ workspace, tab }) => ({
      workspace,
      tab: workspaceTabs.find((known) => known === tab) ?? ("services" as WorkspaceTab),
    }),
  },
  validateSearch: (search): { q?: string } => filterOf(search),
  component: WorkspaceScreen,
});

const servicesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/services",
  validateSearch: (search): { q?: string } => filterOf(search),
  component: ServicesScreen,
});

const serviceRoute = createRoute({
  getParentRoute: () => servicesRoute,
  path: "$service",
  component: ServiceScreen,
});

const activityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/activity",
  component: ActivityScreen,
});
const accountsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/accounts",
  component: AccountsScreen,
});
const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/settings",
  component: SettingsScreen,
});
const addAccountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/add-account",
  validateSearch: methodHintsOf,
  component: AddAccountScreen,
});
const aboutRoute = createRoute({ getParentRoute: () => rootRoute, path: "/about", component: AboutScreen });

const routeTree = rootRoute.addChildren([
  indexRoute,
  workspacesRoute,
  workspaceRoute,
  servicesRoute.addChildren([serviceRoute]),
  activityRoute,
  accountsRoute,
  settingsRoute,
  addAccountRoute,
  aboutRoute,
]);

export function createAppRouter(history: RouterHistory = createHashHistory()) {
  return createRouter({ routeTree, history, defaultPreload: false });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

function filterOf(search: Record<string, unknown>): { q?: string } {
  return typeof search.q === "string" || typeof search.q === "number" ? { q: String(search.q) } : {};
}
