// Pictures of a page as a telephone and as a desk see it, and the rule that neither scrolls sideways.

import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";

const WIDTHS = [320, 1280];

/**
 * @returns `shoot(name, { docs, widths })`: writes `<case>-<name>-<width>.png`; with `docs` and the environment's
 * INTAKE_DOCS set, the wide picture also becomes that file of docs/. `widths` in place of the two.
 */
export function photographer(page, prefix, docs) {
  return async (name, options = {}) => {
    const shown = options.page ?? page;
    const before = shown.viewportSize();
    for (const width of options.widths ?? WIDTHS) {
      await shown.setViewportSize({ width, height: 900 });
      const path = `${prefix}-${name}-${width}.png`;
      await shown.screenshot({ path, fullPage: !options.docs });
      const needed = await shown.locator("html").evaluate((html) => html.scrollWidth);
      if (needed > width && name !== "failed") throw new Error(`${name} needs ${needed} px at a width of ${width} px`);
      if (options.docs && process.env.INTAKE_DOCS && width === 1280) {
        await mkdir(docs, { recursive: true });
        await copyFile(path, join(docs, options.docs));
      }
    }
    await shown.setViewportSize(before);
  };
}
