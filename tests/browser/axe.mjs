// axe-core on a page as it stands: WCAG 2.0 to 2.2, A and AA, and best practices.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const COLOUR = ["color-contrast", "link-in-text-block"];

/** What axe finds on the whole page; with `colour`, only what depends on colours. One line each. */
export async function violations(page, { colour = false } = {}) {
  // By way of the debugger, as a browser's extension would: the page's policy stays as it is.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const only = colour ? { type: "rule", values: COLOUR } : { type: "tag", values: TAGS };
  const found = await page.evaluate((runOnly) => axe.run(document, { runOnly, resultTypes: ["violations"] }), only);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.flat().join(" ")} ${node.failureSummary.replaceAll("\n", " ")}`));
}
