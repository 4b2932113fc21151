// Other people's packages as a page would be sent them.

import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

/** Bundles a script with what it imports, as small as esbuild makes it: `form.js` and, if there is any, `form.css`. */
export async function bundle(script) {
  const folder = await mkdtemp(join(tmpdir(), "intake-bench-"));
  try {
    await build({
      stdin: { contents: script, resolveDir: here, sourcefile: "form.js" },
      outfile: join(folder, "form.js"), bundle: true, minify: true, format: "esm", target: "es2022",
      loader: { ".svg": "dataurl", ".woff2": "file" }, legalComments: "none", logLevel: "error",
    });
    const names = await readdir(folder);
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))])));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A file that its package ships ready for a page. */
export function packaged(path) {
  return readFile(join(here, "node_modules", path));
}

/** The version that is installed. */
export async function version(name) {
  return JSON.parse(await readFile(join(here, "node_modules", name, "package.json"), "utf8")).version;
}
