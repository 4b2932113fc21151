// Bundlers that no example has, and Vite's server for development: the files of the package come along, and the form is there.

import assert from "node:assert/strict";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { until } from "../browser/person.mjs";
import { withPage } from "./example.mjs";
import { run, serve } from "./run-program.mjs";

const PAGE = (script) => `<!doctype html><html lang="en"><title>Bundled</title><link rel="icon" href="data:,">
${script}<intake-form src="/forms/pantry.json"><p>Call us.</p></intake-form></html>`;

/** What each is told, as its own documents say. */
const BUNDLERS = {
  webpack: {
    build: `import webpack from "webpack";
      const compiler = webpack({ mode: "production", context: import.meta.dirname, entry: "./entry.js", performance: false,
        output: { path: import.meta.dirname + "/dist", clean: true, trustedTypes: true, assetModuleFilename: "[name]-[hash][ext]" } });
      compiler.run((error, stats) => {
        if (error || stats.hasErrors() || stats.hasWarnings()) throw error ?? new Error(stats.toString());
        compiler.close(() => {});
      });`,
    page: PAGE('<script src="/main.js" defer></script>'),
  },
  esbuild: {
    build: `import metaUrl from "@chialab/esbuild-plugin-meta-url";
      import { build } from "esbuild";
      await build({
        absWorkingDir: import.meta.dirname, entryPoints: ["entry.js"], outdir: "dist", bundle: true, minify: true, format: "esm", splitting: true,
        assetNames: "[name]-[hash]", plugins: [metaUrl()],
      });`,
    page: PAGE('<script type="module" src="/entry.js"></script>'),
  },
};

export async function bundlers(stage) {
  const { examples, receiver, port, check } = stage;
  const origin = `http://127.0.0.1:${port}`;
  for (const [name, { build, page }] of Object.entries(BUNDLERS)) {
    // Beside the examples, where their packages are found.
    const folder = join(examples, `${name}-of-the-tests`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
    await writeFile(join(folder, "entry.js"), 'import "intake-form";\n');
    await writeFile(join(folder, "build.js"), build);
    await check(`${name}: builds without a warning, and carries along what the package has`, async () => {
      await run(process.execPath, ["build.js"], { cwd: folder });
      await writeFile(join(folder, "dist/index.html"), page);
      const built = await readdir(join(folder, "dist"));
      assert.equal(built.filter((file) => file.endsWith(".wasm")).length, 3, built.join(" "));
      assert.equal(built.filter((file) => file.endsWith(".json")).length, 6, built.join(" "));
    });
    const stop = await serve(process.execPath, ["../serve.mjs", "dist"], { cwd: folder, env: { PORT: port, RECEIVER: receiver.origin } });
    try {
      await check(`${name}: the form is there, and has what it asks for later`, () => shows(stage, origin));
    } finally {
      await stop();
      await rm(folder, { recursive: true });
    }
  }
  // Vite serves what lies above its folder only in what it takes for one project.
  await writeFile(join(examples, "lerna.json"), "{}");
  const words = [join(examples, "node_modules/vite/bin/vite.js"), "--port", String(port), "--strictPort", "--host", "127.0.0.1"];
  for (const name of ["vite-react", "vite-vue", "vite-svelte"]) {
    const stop = await serve(process.execPath, words, { cwd: join(examples, name), env: { RECEIVER: receiver.origin, NO_COLOR: "1" } });
    try {
      await check(`${name}, npm run dev: the form is there, dressed, and has what it asks for later`, () => shows(stage, origin));
    } finally {
      await stop();
    }
  }
}

const shows = (stage, origin) => withPage(stage, origin, async ({ page, person, requests }) => {
  await page.goto("/");
  await person.sees("About you");
  const form = page.locator("intake-form");
  await until(() => form.evaluate((form) => Boolean(form.answers)), "the form answers");
  // The style has come as a style.
  assert.ok(await form.evaluate(({ shadowRoot }) => shadowRoot.adoptedStyleSheets[0].cssRules.length > 20));
  await until(() => requests.some((line) => line.includes("-outbox-")), "it asks for what comes later");
  await form.evaluate((form) => form.setAttribute("exit-url", "https://weather.example/"));
  await page.getByRole("link", { name: "Leave this page quickly" }).waitFor();
}, { also: ["ws://127.0.0.1:\\d+"], expected: [/React DevTools/] });
