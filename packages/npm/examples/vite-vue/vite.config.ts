import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const receiver = process.env.RECEIVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "intake-form" } } })],
  // While you develop, Vite packs packages together, and would lose the files that lie beside this one.
  optimizeDeps: { exclude: ["intake-form"] },
  server: { proxy: { "/forms": receiver, "/submissions": receiver } },
});
