// What `tsc --strict` says of code that must pass and of lines that must not (`@ts-expect-error`), in both ways to find modules.

import assert from "node:assert/strict";
import { cp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run-program.mjs";

const source = fileURLToPath(new URL("types", import.meta.url));

export async function types({ examples, check }) {
  // Where the packages of the examples are found.
  const folder = join(examples, "types-of-the-tests");
  await cp(source, folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const files = (await readdir(source)).sort();
  const tsc = async (options, files) => {
    const compilerOptions = {
      strict: true, noEmit: true, exactOptionalPropertyTypes: true, target: "es2022", lib: ["es2022", "dom", "dom.iterable"], jsx: "react-jsx",
      types: [], ...options,
    };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    return run(process.execPath, [join(examples, "node_modules/typescript/bin/tsc"), "--pretty", "false"], { cwd: folder });
  };
  try {
    await check(`tsc --strict: ${files.join(", ")}`, async () => {
      assert.equal(await tsc({ module: "esnext", moduleResolution: "bundler" }, files), "");
    });
    // Its own declarations are looked at, too.
    await check("as Node finds modules, and without a framework", async () => assert.equal(await tsc({ module: "nodenext" }, ["core.ts"]), ""));
  } finally {
    await rm(folder, { recursive: true });
  }
}
