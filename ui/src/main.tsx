// Draws the window.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import type { AnswersAhead } from "./ipc/ahead";
import { keepAnswers } from "./ipc/keepAnswers";
import { createQueryClient } from "./ipc/queries";
import { hostTransport } from "./ipc/transport";
import { createAppRouter } from "./router";

/** Draws the window in place of the shape that the page has until now. */
export function showWindow(answers: AnswersAhead) {
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no element with the id root");
  const queryClient = createQueryClient();
  keepAnswers(queryClient, answers);
  createRoot(root).render(
    <StrictMode>
      <App transport={hostTransport} queryClient={queryClient} router={createAppRouter()} />
    </StrictMode>,
  );
}
