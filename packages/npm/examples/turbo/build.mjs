// Copies the page, and beside it the files of the package.

import { cpSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = (name) => dirname(fileURLToPath(import.meta.resolve(name)));
cpSync("page", "dist", { recursive: true });
cpSync(join(folder("intake-form/package.json"), "dist"), "dist/intake-form", { recursive: true });
cpSync(join(folder("@hotwired/turbo/package.json"), "dist/turbo.es2017-esm.js"), "dist/turbo.js");
