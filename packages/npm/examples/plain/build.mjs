// Copies the page, and beside it the files of the package.

import { cpSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.resolve("intake-form/package.json")));
cpSync("page", "dist", { recursive: true });
cpSync(join(folder, "dist"), "dist/intake-form", { recursive: true });
