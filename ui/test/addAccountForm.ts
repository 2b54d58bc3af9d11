// Fills in the form of each sign-in method.
import { fireEvent, screen } from "@testing-library/react";
import { demoHost } from "./demoHost";
import type { MemoryTransport } from "./memoryTransport";
import { renderApp } from "./renderApp";

/** A secret that occurs nowhere else on a page. Tests search for it. */
export const canary = "CANARY~secret-9fKq2";
export const clientId = "3d0f2b61-77c4-4c0d-8a53-90b1f6f5a7de";

export const name = (text: string | RegExp) => ({ name: text });

export async function open(method: string, host: MemoryTransport = demoHost()) {
  const app = renderApp("/add-account", host);
  fireEvent.click(await screen.findByRole("radio", name(method)));
  return app;
}

/** By label: a password field has no role. */
export function fill(label: string | RegExp, value: string) {
  fireEvent.change(screen.getByLabelText(label, { selector: "input, textarea" }), { target: { value } });
}

export const press = (button = "Sign in") => fireEvent.click(screen.getByRole("button", name(button)));
