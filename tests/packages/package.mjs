// The tarball itself: installed by npm, and looked at.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./run-program.mjs";

/**
 * Puts the package into the examples' `node_modules`, by npm and from nowhere but the file. By the lock file that is there: what npm
 * remembers inside `node_modules` counts for it only while nothing there is newer.
 */
export async function install({ examples, tarball }) {
  await run("npm", ["install", "--no-save", "--ignore-scripts", "--offline", "--no-audit", "--no-fund", tarball], { cwd: examples });
}

export async function contents({ root, examples, check }) {
  const folder = join(examples, "node_modules/intake-form");
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

  await check("each file that package.json names is there", () => {
    const named = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(named));
    const { exports, types, customElements, unpkg, jsdelivr, sideEffects } = manifest;
    for (const path of named([exports, types, customElements, unpkg, jsdelivr, sideEffects])) {
      if (!path.includes("*")) assert.ok(files.includes(path.replace("./", "")), path);
    }
  });

  await check("every file of the widget is there, and those that it names are all", async () => {
    const parts = files.filter((name) => /^dist\/intake-form-/.test(name)).map((name) => name.slice("dist/".length)).sort();
    for (const script of ["intake-form.js", "intake-form.min.js"]) {
      const text = await readFile(join(folder, "dist", script), "utf8");
      const named = [...new Set([...text.matchAll(/"\.\/(intake-form-[\w.-]+)"/g)].map(([, name]) => name))].sort();
      assert.deepEqual(named, parts, script);
      assert.ok(parts.length > 10, "there are some");
    }
    const built = (await readdir(join(root, "dist"))).filter((name) => /^intake-form-.*\.(js|wasm|css|json)$/.test(name)).sort();
    assert.deepEqual(parts, built);
  });

  await check("integrity.json has the digest of each, and the README those that a page writes", async () => {
    const { files: digests, version } = JSON.parse(await readFile(join(folder, "integrity.json"), "utf8"));
    assert.equal(version, manifest.version);
    assert.deepEqual(Object.keys(digests).sort(), files.filter((name) => name.startsWith("dist/")).sort());
    for (const [name, digest] of Object.entries(digests)) {
      assert.equal(digest, `sha384-${createHash("sha384").update(await readFile(join(folder, name))).digest("base64")}`, name);
    }
    const readme = await readFile(join(folder, "README.md"), "utf8");
    assert.ok(readme.includes(`integrity="${digests["dist/intake-form.min.js"]}"`));
    assert.ok(Object.entries(digests).every(([name, digest]) => !/form-.*\.js$/.test(name) || readme.includes(digest)));
    assert.doesNotMatch(readme, /VERSION|INTEGRITY|IMPORT_MAP/);
  });

  await check("importing it is harmless in Node, by each of its names", async () => {
    const names = ["intake-form", "intake-form/react", "intake-form/vue", "intake-form/svelte", "intake-form/min"];
    const said = await run(process.execPath, ["--input-type=module", "--eval", `
      for (const name of ${JSON.stringify(names)}) console.log(name, Object.keys(await import(name)).length);
      const { createRequire } = await import("node:module");
      console.log(createRequire(import.meta.url)("intake-form/custom-elements.json").modules.length);`], { cwd: examples });
    assert.equal(said, `${names.map((name) => `${name} 0`).join("\n")}\n1\n`);
  });

  await check("the versions that an example names are those that it is tested with", async () => {
    const { devDependencies: tested } = JSON.parse(await readFile(join(examples, "package.json"), "utf8"));
    let named = 0;
    for (const entry of await readdir(examples, { withFileTypes: true })) {
      const text = await readFile(join(examples, entry.name, "package.json"), "utf8").catch(() => undefined);
      if (!text || entry.name === "node_modules") continue;
      const { dependencies, devDependencies } = JSON.parse(text);
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
        assert.equal(version, name === "intake-form" ? manifest.version : tested[name], `${entry.name}: ${name}`);
        named += 1;
      }
    }
    assert.ok(named > 20);
  });
}
