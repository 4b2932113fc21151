import { readFile } from "node:fs/promises";
import { compare } from "../host.mjs";

export const title = "inside a WordPress page the form is as it is on a plain page";

export async function run(stage) {
  const css = { "/host/theme.css": await readFile(new URL("theme.css", import.meta.url), "utf8") };
  const body = `<div class="wp-site-blocks"><main class="wp-block-group is-layout-constrained has-global-padding">
    <h1 class="wp-block-post-title">Ask for help</h1>
    <div class="entry-content wp-block-post-content is-layout-constrained has-large-font-size room">
    <p>Fill in the form, or ring us.</p>FORM</div></main></div>`;
  await compare(stage, { css, body });
}
