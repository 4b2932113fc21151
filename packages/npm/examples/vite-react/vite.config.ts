import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const receiver = process.env.RECEIVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  // While you develop, Vite packs packages together, and would lose the files that lie beside this one.
  optimizeDeps: { exclude: ["intake-form"] },
  server: { proxy: { "/forms": receiver, "/submissions": receiver } },
});
