// Asks somebody to look where tokens go before a sign-in begins.
import { createContext, useContext } from "react";
import type { CommandError } from "./bindings/CommandError";

/** That somebody has to look first, with the host to type. */
export type DestinationsError = Extract<CommandError, { reason: "destinationsUnconfirmed" }>;

/** Shows why a look is needed; the host that was typed, or null where nobody wants to go on. */
export type AskForDestinations = (error: DestinationsError, cloudId: string | null) => Promise<string | null>;

export const DestinationsContext = createContext<AskForDestinations>(() => Promise.resolve(null));

export const useAskForDestinations = () => useContext(DestinationsContext);
