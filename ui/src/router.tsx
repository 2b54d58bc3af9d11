// The routes of the window. They are in the URL's hash, as there is no server.
// A screen is loaded when it is opened; only the first page comes with the window.
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
  redirect,
} from "@tanstack/react-router";
import { methodHintsOf } from "./screens/addAccount/methodDraft";
import { ServicesScreen } from "./screens/services/ServicesScreen";
import { Root } from "./screens/shell/Root";
import { type WorkspaceTab, workspaceTabs } from "./screens/workspace/tabs";

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
  component: lazyRouteComponent(() => import("./screens/workspaces/WorkspacesScreen"), "WorkspacesScreen"),
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
  component: lazyRouteComponent(() => import("./screens/workspace/WorkspaceScreen"), "WorkspaceScreen"),
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
  component: lazyRouteComponent(() => import("./screens/service/ServiceScreen"), "ServiceScreen"),
});

const activityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/activity",
  component: lazyRouteComponent(() => import("./screens/activity/ActivityScreen"), "ActivityScreen"),
});
const accountsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/accounts",
  component: lazyRouteComponent(() => import("./screens/accounts/AccountsScreen"), "AccountsScreen"),
});
const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("./screens/settings/SettingsScreen"), "SettingsScreen"),
});
const addAccountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/add-account",
  validateSearch: methodHintsOf,
  component: lazyRouteComponent(() => import("./screens/addAccount/AddAccountScreen"), "AddAccountScreen"),
});
const aboutRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/about",
  component: lazyRouteComponent(() => import("./screens/about/AboutScreen"), "AboutScreen"),
});

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
