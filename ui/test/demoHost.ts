// The memory transport with the answers of the made-up company.
import type { AccountSummary } from "../src/ipc/bindings/AccountSummary";
import type { AppOverview } from "../src/ipc/bindings/AppOverview";
import type { Change } from "../src/ipc/bindings/Change";
import type { CloudSummary } from "../src/ipc/bindings/CloudSummary";
import type { Language } from "../src/ipc/bindings/Language";
import type { LockSettings } from "../src/ipc/bindings/LockSettings";
import type { ServicePins } from "../src/ipc/bindings/ServicePins";
import type { SettingsUpdate } from "../src/ipc/bindings/SettingsUpdate";
import {
  ada,
  clouds,
  error,
  fingerprints,
  overview,
  secretKey,
  settings,
  stack,
  tenants,
  workspaceDetails,
  workspaces,
} from "./data";
import { MemoryTransport } from "./memoryTransport";
import { purgeReport, secretStoreReport } from "./secretStore";
import { access, service, serviceChanges, serviceDetails, services } from "./services";
import { sources } from "./sources";

export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

/** The change event for each part of the overview. */
const kinds: Partial<Record<keyof AppOverview, Exclude<Change["kind"], "signInEnded" | "service" | "job">>> =
  {
    cloud: "clouds",
    clouds: "clouds",
    account: "accounts",
    accounts: "accounts",
    signIn: "signIn",
    secretStorage: "secretStorage",
    notices: "notices",
    requestedWorkspace: "requestedWorkspace",
    locked: "lock",
  };

/** A host that is signed in to the demo cloud. Tests replace single answers with `on`. */
export function demoHost(changes: Partial<AppOverview> = {}): MemoryTransport {
  const host = new MemoryTransport();
  let app = overview(changes);
  let saved = settings();
  let pins: ServicePins = { pinned: [], recent: [] };
  let lock: LockSettings = { afterMinutes: null, onSuspend: false };
  const change = (next: Partial<AppOverview>) => {
    app = { ...app, ...next };
    for (const kind of new Set(Object.keys(next).map((part) => kinds[part as keyof AppOverview])))
      if (kind) host.emit("changed", { kind });
    return app;
  };
  const copied = (secret: boolean) => ({
    clearsAt: secret ? inSeconds(30) : null,
    fingerprints: null,
    token: null,
  });
  const life = () => ({ refreshBy: inSeconds(43_000), expiresAt: inSeconds(86_000) });
  return host
    .on("describe_app", () => app)
    .on("choose_cloud", ({ cloudId }) =>
      change({ cloud: clouds.find(({ id }) => id === cloudId) as CloudSummary, account: null }),
    )
    .on("choose_account", ({ accountId }) =>
      change({ account: app.accounts.find(({ id }) => id === accountId) ?? null }),
    )
    .on("confirm_destinations", ({ accountId }) => {
      const confirmed = (each: AccountSummary): AccountSummary =>
        each.id === accountId ? { ...each, binding: "confirmed" } : each;
      return change({
        account: app.account && confirmed(app.account),
        accounts: app.accounts.map(confirmed),
      });
    })
    .on("start_sign_in", () => {
      const authorityHost = app.cloud?.authorityHost ?? "";
      change({ signIn: { step: "waiting", until: inSeconds(300), authorityHost, hasRefusedPeer: false } });
      return null;
    })
    .on("cancel_sign_in", () => {
      change({ signIn: { step: "failed", error: error("cancelled", { correlationId: null }) } });
      return null;
    })
    .on("reopen_sign_in_page", () => null)
    .on("copy_sign_in_link", () => copied(true))
    .on("dismiss_sign_in_failure", () => {
      change({ signIn: null });
      return null;
    })
    .on("allow_session_only", () => change({ secretStorage: { kind: "memory" } }))
    .on("sign_out", ({ accountId }) => {
      const isMeant = ({ id }: AccountSummary) => accountId === null || id === accountId;
      const userNames = app.accounts.filter(isMeant).map(({ userName }) => userName);
      const accounts = app.accounts.filter((each) => !isMeant(each));
      const account = accounts.find(({ id }) => id === app.account?.id) ?? accounts[0] ?? null;
      change({ account, accounts });
      return { userNames, remainingItems: 0 };
    })
    .on("list_tenants", ({ accountId }) =>
      tenants.map((tenant) => {
        const { userName, tenantId } = app.accounts.find(({ id }) => id === accountId) ?? ada;
        const there = app.accounts.find((each) => each.userName === userName && each.tenantId === tenant.id);
        return { ...tenant, accountId: there?.id ?? null, isCurrent: tenant.id === tenantId };
      }),
    )
    .on("enter_tenant", ({ accountId, tenantId }) => {
      const account = app.accounts.find(({ id }) => id === accountId) as AccountSummary;
      const tenantName = tenants.find(({ id }) => id === tenantId)?.domain ?? null;
      const there = { ...account, id: `${account.id}@${tenantId}`, tenantId: String(tenantId), tenantName };
      return change({ account: there, accounts: [...app.accounts, there] });
    })
    .on("describe_credential", () => ({ kind: "secret", name: "rotated", expiresAt: inSeconds(90 * 86_400) }))
    .on("list_credential_sources", () => sources)
    .on("request_workspace", ({ config }) => {
      change({ requestedWorkspace: JSON.parse(String(config)).workspace_name });
      return null;
    })
    .on("locate_requested_workspace", () => {
      const found = workspaces.find(({ name }) => name === app.requestedWorkspace);
      return found ? { state: "here", handle: found.handle, name: found.name } : null;
    })
    .on("dismiss_requested_workspace", () => {
      change({ requestedWorkspace: null });
      return null;
    })
    .on("add_cloud", () => {
      change({ clouds: [...app.clouds, stack] });
      return stack;
    })
    .on("remove_cloud", ({ cloudId }) => {
      change({ clouds: app.clouds.filter(({ id }) => id !== cloudId) });
      return { userNames: [], remainingItems: 0 };
    })
    .on("list_workspaces", () => ({ workspaces, failures: [], subscriptionCount: 2, asOf: inSeconds(-130) }))
    .on("describe_workspace", ({ workspace }) => {
      const summary = workspaces.find(({ handle }) => handle === workspace);
      if (!summary) throw error("notFound");
      return workspaceDetails(summary);
    })
    .on("follow_services", () => serviceChanges(services))
    .on("refresh_services", () => null)
    .on("list_pins", () => pins)
    .on("pin_service", ({ service }) => {
      pins = { ...pins, pinned: [...pins.pinned, String(service)] };
      return pins;
    })
    .on("unpin_service", ({ service }) => {
      pins = { ...pins, pinned: pins.pinned.filter((pinned) => pinned !== service) };
      return pins;
    })
    .on("list_access", () => ({ assignments: access, hasNames: true, failures: [], asOf: inSeconds(-20) }))
    .on("describe_service", ({ service: handle }) => {
      const summary = services.find((each) => each.handle === handle);
      if (!summary) throw error("notFound");
      return serviceDetails(summary);
    })
    .on("reveal_key", () => ({ value: secretKey, fingerprints, hideAt: inSeconds(30) }))
    .on("copy_key", () => ({ ...copied(true), fingerprints }))
    .on("copy_call", ({ slot }) => ({ ...copied(true), ...(slot ? { fingerprints } : { token: life() }) }))
    .on("copy_command_line", () => copied(false))
    .on("open_service_page", () => null)
    .on("open_workspace_page", () => null)
    .on("save_workspace_config", () => ({ path: "/home/ada/Downloads/config.json" }))
    .on("regenerate_key", ({ slot }) => ({
      slot,
      outcome: "rotated",
      before: fingerprints,
      after: { ...fingerprints, [slot as string]: "c4d5e6f708192a3b" },
      tookMs: 4210,
    }))
    .on("describe_token", life)
    .on("copy_token", () => ({ ...copied(true), token: life() }))
    .on("copy_text", () => copied(false))
    .on("list_jobs", () => [])
    .on("stop_job", () => null)
    .on("dismiss_job", () => null)
    .on("describe_settings", () => saved)
    .on("save_settings", ({ update }) => {
      saved = { ...saved, ...(update as SettingsUpdate) };
      return saved;
    })
    .on("show_names", () => {
      saved = { ...saved, showsNames: true };
      return null;
    })
    .on("hide_names", () => {
      saved = { ...saved, showsNames: false };
      return null;
    })
    .on("set_language", ({ language }) => {
      const chosen = language as Language;
      saved = { ...saved, language: chosen, textLanguage: chosen === "pseudo" ? "pseudo" : "en" };
      return saved;
    })
    .on("reset_demo_cloud", () => change({ account: null }))
    .on("lock_app", () =>
      change({
        locked: {
          since: inSeconds(-20),
          reason: "demand",
          unlocksBy: "browser",
          accountName: app.account?.userName ?? null,
          clientId: app.account?.clientId ?? null,
        },
        signIn: null,
      }),
    )
    .on("unlock_app", () => {
      if (app.locked?.unlocksBy === "confirmation") return change({ locked: null });
      const authorityHost = app.cloud?.authorityHost ?? "";
      return change({
        signIn: { step: "waiting", until: inSeconds(300), authorityHost, hasRefusedPeer: false },
      });
    })
    .on("note_activity", () => null)
    .on("describe_session", () => ({
      signedInAt: inSeconds(-7200),
      locksAt: lock.afterMinutes === null ? null : inSeconds(lock.afterMinutes * 60),
      tokenRenewsAfter: inSeconds(2400),
      tokenExpiresAt: inSeconds(3000),
      clockAheadMs: 12_400,
      lock,
    }))
    .on("describe_lock_settings", () => lock)
    .on("save_lock_settings", ({ settings }) => {
      lock = settings as LockSettings;
      return lock;
    })
    .on("check_secret_store", () => secretStoreReport())
    .on("try_secret_store", () => ({ tookMs: 12 }))
    .on("purge_secret_store", () => {
      change({ account: null, accounts: [] });
      return purgeReport();
    });
}

export const handleOf = (name: string) => service(name).handle;
