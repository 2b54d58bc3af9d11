// The page of a service with two keys.
import { screen } from "@testing-library/react";
import { demoHost } from "./demoHost";
import { renderApp, servicePath } from "./renderApp";

export const name = (text: string) => ({ name: text });

export async function renderKeys(host = demoHost()) {
  const app = renderApp(servicePath("churn-score"), host);
  await screen.findByTestId("key-primary");
  return app;
}
