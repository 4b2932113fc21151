import { defineConfig } from "astro/config";

const receiver = process.env.RECEIVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  // No script stands in the page itself: a strict policy allows none.
  vite: {
    build: { assetsInlineLimit: 0 },
    // While you develop, Vite packs packages together, and would lose the files that lie beside this one.
    optimizeDeps: { exclude: ["intake-form"] },
    server: { proxy: { "/forms": receiver, "/submissions": receiver } },
  },
});
