import { readFile } from "node:fs/promises";
import { compare } from "../host.mjs";

export const title = "a page that styles everything, by force, changes nothing inside the form";

export async function run(stage) {
  const css = { "/host/hostile.css": await readFile(new URL("hostile.css", import.meta.url), "utf8") };
  await compare(stage, { css, body: `<main><div class="room">FORM</div></main>` });
}
