// What may be typed before signing in, and what is wrong with it.
import type { BrowserSignIn } from "../../ipc/sessionMutations";

export interface SignInDraft {
  cloudId: string;
  tenant: string;
  clientId: string;
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** A GUID or a domain; empty is right too: the account decides then. */
export function isTenant(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === "" || isGuid(trimmed) || DOMAIN.test(trimmed);
}

/** A GUID; empty is right too: the default is used then. */
export function isClientId(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === "" || isGuid(trimmed);
}

export function toOptions({ tenant, clientId }: SignInDraft): BrowserSignIn {
  return {
    ...(tenant.trim() ? { tenant: tenant.trim() } : {}),
    ...(clientId.trim() ? { clientId: clientId.trim() } : {}),
  };
}
