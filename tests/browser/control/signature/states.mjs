// What else it looks like: see every-control.
import { until } from "../../person.mjs";

export const states = {
  async "drawn"({ page, root, say }) {
    await until(() => page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => /media/.test(name))), "the pen is loaded");
    const { x, y, width, height } = await root.getByRole("img", { name: say["not-drawn"] }).boundingBox();
    await page.mouse.move(x + width * .2, y + height * .5);
    await page.mouse.down();
    await page.mouse.move(x + width * .8, y + height * .4, { steps: 5 });
    await page.mouse.up();
    await root.getByRole("img", { name: say.drawn }).waitFor();
  },
};
