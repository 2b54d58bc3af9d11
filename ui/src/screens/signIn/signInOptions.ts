// Checks the options of a sign-in as they are typed.
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

/** A GUID or a domain. Empty is valid too: the account decides then. */
export function isTenant(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === "" || isGuid(trimmed) || DOMAIN.test(trimmed);
}

/** A GUID. Empty is valid too: the default is used then. */
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
