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

await loadLanguage();

createRoot(root).render(
  <StrictMode>
    <App transport={hostTransport} queryClient={createQueryClient()} router={createAppRouter()} />
  </StrictMode>,
);
