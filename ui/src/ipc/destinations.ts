// Asks the person to confirm where tokens go before a sign-in begins.
import { createContext, useContext } from "react";
import type { CommandError } from "./bindings/CommandError";

/** The error that asks for confirmation. */
export type DestinationsError = Extract<CommandError, { reason: "destinationsUnconfirmed" }>;

/** Shows why a confirmation is needed. Resolves to the typed host, or null if cancelled. */
export type AskForDestinations = (error: DestinationsError, cloudId: string | null) => Promise<string | null>;

export const DestinationsContext = createContext<AskForDestinations>(() => Promise.resolve(null));

export const useAskForDestinations = () => useContext(DestinationsContext);
