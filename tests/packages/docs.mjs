// The snippets of docs/frameworks.md are what the examples have: each block that names a file stands in it, word for word.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { EXAMPLES } from "./example.mjs";

export async function docs({ root, check }) {
  const text = await readFile(join(root, "docs/frameworks.md"), "utf8");
  const blocks = [...text.matchAll(/^```\w+ (packages\/\S+)\n(.*?)^```$/gms)];
  for (const [, path, block] of blocks) {
    await check(`docs/frameworks.md has what stands in ${path}`, async () => {
      const source = await readFile(join(root, path), "utf8");
      assert.ok(source.includes(block), `this is not in it:\n${block}`);
    });
  }
  await check("the first line of each example's README installs the package out of its file, and the others are those that are tried", async () => {
    const version = /^version = "(.*)"$/m.exec(await readFile(join(root, "Cargo.toml"), "utf8"))[1];
    for (const name of EXAMPLES) {
      const [, commands] = /```sh\n([^]*?)```/.exec(await readFile(join(root, "packages/npm/examples", name, "README.md"), "utf8"));
      const lines = commands.trim().split("\n").map((line) => line.split("#")[0].trim());
      assert.deepEqual(lines.slice(0, 3), [`npm install ./intake-form-${version}.tgz`, "npm run build", "npm start"], name);
    }
  });
  await check("each example has its snippet there", () => {
    const missing = EXAMPLES.filter((name) => !blocks.some(([, path]) => path.startsWith(`packages/npm/examples/${name}/`)));
    assert.deepEqual(missing, []);
  });
}
