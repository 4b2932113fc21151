import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { until } from "../../person.mjs";
import { excused } from "../story.mjs";

export const title = "a signature: drawn, or typed by who can't draw";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "signature" });
  const answer = () => page.locator("intake-form").evaluate((form) => form.answers.sign);
  const board = page.getByRole("img", { name: "Draw your signature here" });
  const drawn = page.getByRole("img", { name: "Your drawn signature" });
  const stroke = async (image, points) => {
    const box = await image.boundingBox();
    const at = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
    await page.mouse.move(...at(points[0]));
    await page.mouse.down();
    for (const point of points.slice(1)) await page.mouse.move(...at(point), { steps: 8 });
    await page.mouse.up();
  };
  // The pen's file is there before it is needed.
  await until(() => page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => /media/.test(name))), "the pen is loaded");
  await shoot("empty");

  await check("it is required; the summary leads to the way that a keyboard can go", async () => {
    await person.clicks("button", "Continue");
    await page.getByRole("link", { name: /Sign here: Sign, or type your name/ }).click();
    await until(async () => /Type your name/.test((await person.focused()).name), "the focus is on the typed way");
    await shoot("error");
  });

  await check("a reason stands in for a signature", async () => {
    await excused(stage, "I’d rather not say", "Sign here");
  });

  await check("drawn by pointer, in strokes of whole numbers with their digest", async () => {
    await stroke(board, [[0.1, 0.5], [0.2, 0.2], [0.3, 0.8], [0.4, 0.4]]);
    await drawn.waitFor();
    await stroke(drawn, [[0.5, 0.5], [0.7, 0.3], [0.9, 0.6]]);
    const { strokes, digest } = await until(async () => {
      const now = await answer();
      return now?.strokes.length === 2 && now;
    }, "both strokes are in the answer");
    assert.ok(strokes.flat().every((n) => Number.isInteger(n) && n >= 0 && n <= 1000));
    assert.equal(digest, `sha-256:${createHash("sha256").update(JSON.stringify(strokes)).digest("base64url")}`);
    assert.ok(JSON.stringify(strokes).length < 2000, "points too near to see are left out");
    assert.equal(await page.getByText("Sign, or type your name").count(), 0, "the error is gone from the field, and from the summary");
    await shoot("drawn");
  });

  await check("two quick strokes are both kept", async () => {
    const before = (await answer()).strokes.length;
    await stroke(drawn, [[0.2, 0.9], [0.3, 0.9]]);
    await stroke(drawn, [[0.5, 0.9], [0.6, 0.9]]);
    await until(async () => (await answer()).strokes.length === before + 2, "two more");
  });

  await check("another language and the review show it again", async () => {
    await page.locator("intake-form").evaluate((form) => form.setAttribute("lang", "sv"));
    await page.getByRole("img", { name: "Din ritade namnteckning" }).waitFor();
    await page.locator("intake-form").evaluate((form) => form.setAttribute("lang", "en"));
    await drawn.waitFor();
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    await drawn.waitFor();
    await shoot("review");
    await person.clicks("button", "Back");
    await drawn.waitFor();
  });

  await check("Clear takes it away", async () => {
    await person.clicks("button", "Clear");
    await board.waitFor();
    assert.equal(await answer(), undefined);
  });

  await check("typed, by keyboard alone", async () => {
    await person.tabsTo("button", "Type your name instead", { key: "Shift+Tab", limit: 4 });
    await person.presses("Enter");
    await until(async () => (await person.focused()).role === "textbox", "the name's field has the focus");
    await person.types("Ada Example");
    await shoot("typed");
    assert.deepEqual(await answer(), { typedName: "Ada Example" });
    await person.presses("Enter");
    await person.sees("Check your answers");
    assert.equal(await person.reviews("Sign here"), "Ada Example");
    await person.clicks("button", "Change Sign here");
    await until(async () => (await person.focused()).role === "textbox", "the name's field has the focus");
    await person.tabsTo("button", "Draw your signature instead");
    await person.presses("Enter");
    await board.waitFor();
  });
}
