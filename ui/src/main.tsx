import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { createQueryClient } from "./ipc/queries";
import { hostTransport } from "./ipc/transport";
import { createAppRouter } from "./router";
import { loadLanguage } from "./words/language";
import "./styles/global.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root");

try {
  await loadLanguage();
} catch (reason) {
  // The only text that is not in a file of texts: the shell gives it.
  root.textContent = window.latchkeyNoTexts ?? String(reason);
  throw reason;
}

createRoot(root).render(
  <StrictMode>
    <App transport={hostTransport} queryClient={createQueryClient()} router={createAppRouter()} />
  </StrictMode>,
);
