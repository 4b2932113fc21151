// What assistive technology is told of a page: role, name, description and states of everything in it, as text.
// It is computed from the DOM, so that it says the same with every version of every browser.

import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const script = build({
  entryPoints: [fileURLToPath(new URL("told.mjs", import.meta.url))],
  bundle: true,
  write: false,
  format: "iife",
  globalName: "told",
}).then(({ outputFiles: [file] }) => file.text);

/** The accessible tree of the page's main part, a line each. */
export async function tree(page) {
  const lines = await page.evaluate(`(() => { ${await script}; return told.told(document.querySelector("main")); })()`);
  if (!lines.includes("\n")) throw new Error("the page's main part tells nothing");
  return lines;
}
