import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useMemo } from "react";
import { DestinationsProvider } from "./components/DestinationsProvider";
import { NoticesProvider } from "./components/NoticesProvider";
import { useDropGuard } from "./components/useDropGuard";
import { createCommands } from "./ipc/commands";
import { IpcContext } from "./ipc/IpcContext";
import type { Transport } from "./ipc/transport";
import type { createAppRouter } from "./router";
import { LanguageRoot } from "./screens/shell/LanguageRoot";
import { ThemeRoot } from "./screens/shell/ThemeRoot";

interface AppProps {
  transport: Transport;
  queryClient: QueryClient;
  router: ReturnType<typeof createAppRouter>;
}

/** The window over a transport. */
export function App({ transport, queryClient, router }: AppProps) {
  useDropGuard();
  const ipc = useMemo(() => ({ transport, commands: createCommands(transport) }), [transport]);
  return (
    <IpcContext value={ipc}>
      <QueryClientProvider client={queryClient}>
        <ThemeRoot>
          <LanguageRoot>
            <NoticesProvider>
              <DestinationsProvider>
                <RouterProvider router={router} />
              </DestinationsProvider>
            </NoticesProvider>
          </LanguageRoot>
        </ThemeRoot>
      </QueryClientProvider>
    </IpcContext>
  );
}
