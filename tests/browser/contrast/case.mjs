import assert from "node:assert/strict";
import { until } from "../person.mjs";

export const title = "a signature is seen in contrast themes, dark and light, and in the dark: drawn, and in the review";

const form = {
  formLanguage: 1, name: "sign", version: "1", defaultLanguage: "en", languages: ["en"], title: "Sign",
  pages: [{ name: "page", title: "Page", items: [{ name: "sign", type: "signature", label: "Sign", record: true }] }],
};

/** The darkest and the lightest of what stands in a picture of the board, from 0 to 255, without its edge. */
async function shades(page, board) {
  const png = (await board.screenshot()).toString("base64");
  return page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height });
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(6, 6, bitmap.width - 12, bitmap.height - 12);
    let [least, most] = [255, 0];
    for (let i = 0; i < data.length; i += 4) {
      const shade = (data[i] + data[i + 1] + data[i + 2]) / 3;
      [least, most] = [Math.min(least, shade), Math.max(most, shade)];
    }
    return most - least;
  }, png);
}

export async function run({ page, person, check, open }) {
  const board = page.getByRole("img");
  const themes = { "no theme": {}, dark: { colorScheme: "dark" }, "light contrast": { forcedColors: "active", colorScheme: "light" }, "dark contrast": { forcedColors: "active", colorScheme: "dark" } };
  for (const [name, media] of Object.entries(themes)) {
    await check(name, async () => {
      await page.emulateMedia({ forcedColors: "none", colorScheme: "light", ...media });
      await open({ form });
      await until(() => page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => /media/.test(name))), "the pen is loaded");
      const { x, y, width, height } = await board.boundingBox();
      await page.mouse.move(x + width * 0.2, y + height * 0.3);
      await page.mouse.down();
      await page.mouse.move(x + width * 0.8, y + height * 0.7, { steps: 6 });
      assert.ok(await shades(page, board) > 120, "while it is drawn");
      await page.mouse.up();
      await page.getByRole("img", { name: "Your drawn signature" }).waitFor();
      assert.ok(await shades(page, board) > 120, "when it is drawn");
      await person.clicks("button", "Continue");
      await person.sees("Check your answers");
      assert.ok(await shades(page, board) > 120, "in the review");
    });
  }
}
