// Writes the page that the server would send into the built one.

import { readFileSync, writeFileSync } from "node:fs";
import { page } from "./build/server.js";

const file = "dist/index.html";
writeFileSync(file, readFileSync(file, "utf8").replace("<!--app-->", page()));
