import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { words } from "./catalogue.ts";
import { preloadWindow, startGroups } from "./startScripts.ts";

export default defineConfig({
  // The window is served by a custom protocol, so addresses stay relative to it.
  base: "./",
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  plugins: [react(), words(), preloadWindow()],
  build: {
    target: "es2023",
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { output: { codeSplitting: { groups: startGroups } } },
    // Fonts stay files: the content security policy allows `data:` for images only.
    assetsInlineLimit: 0,
  },
  test: {
    environment: "jsdom",
    include: ["test/**/*.test.{ts,tsx}"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 20_000,
    // jsdom's timers run late where files compete for the processor, and tests then see a state in between.
    fileParallelism: false,
  },
});
