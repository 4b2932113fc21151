import assert from "node:assert/strict";
import { embed } from "../embed.mjs";
import { drafts } from "../drafts/stage.mjs";

export const title = "what stands before a form comes with it: nothing moves under the finger";

/** Notes where the form's heading stands in each frame in which it is seen, from the first one on. */
const watch = () => {
  globalThis.tops = [];
  const look = () => {
    const root = document.querySelector("intake-form")?.shadowRoot;
    const heading = [...root?.querySelectorAll("h2") ?? []].find((one) => one.textContent.includes("Page one"));
    if (heading?.getClientRects().length) globalThis.tops.push(Math.round(heading.getBoundingClientRect().top + scrollY));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

export async function run(stage) {
  const { page, check, context } = stage;
  const { element, press, start, stored, written } = await drafts(stage);
  await embed({ ...stage, server: { stop() {}, start() {} } }, element("long", "shared"), { name: "shared", forms: [], go: false });

  const slow = async (name, late) => {
    const tab = await context.newPage();
    tab.on("dialog", (dialog) => dialog.accept());
    await tab.addInitScript(watch);
    await tab.route(/intake-form-(drafts|shared|assist)-/, async (route) => {
      await new Promise((resolve) => { setTimeout(resolve, late); });
      await route.continue().catch(() => {});
    });
    await tab.goto(`/host/${name}.html`);
    return tab;
  };
  /** For 60 frames, all in one place. */
  const still = async (tab) => {
    await tab.waitForFunction(() => globalThis.tops.length > 60);
    const tops = await tab.evaluate(() => globalThis.tops);
    assert.deepEqual([...new Set(tops)], [tops[0]]);
  };

  await check("nothing was ever kept: the form does not wait for what keeps it, and no database is made for it", async () => {
    await start("long", "Sam");
    const tab = await slow("long", 20_000);
    await tab.getByLabel("Name").fill("Amina Zed");
    assert.equal(await page.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name === "intake-form-drafts").length), 0);
    await still(tab);
    await tab.close();
  });

  await check("what an earlier visit left is offered with the form, also where storage is slow", async () => {
    await start("long", "Amina Zed");
    await written(() => press("Yes, keep them"));
    const tab = await slow("long", 500);
    await still(tab);
    assert.equal(await tab.getByText(/another tab|on this device, from/).count(), 1);
    await tab.close();
  });

  await check("where it does not come, the form is there after a moment all the same", async () => {
    const tab = await slow("long", 60_000);
    await tab.getByLabel("Name").fill("Sam");
    await tab.close();
  });

  await check("it can be deleted then", async () => {
    await page.reload();
    await press("Delete");
    await press("Yes, delete them");
    await page.getByText("The answers were deleted from this device.").waitFor();
    assert.deepEqual(await stored(), []);
  });

  for (const name of ["shared", "assisted"]) {
    await check(`${name}: what guards the next person is there with the form`, async () => {
      const tab = await slow(name, 500);
      await still(tab);
      assert.equal(await tab.getByLabel("Name").getAttribute("autocomplete"), "off");
      assert.equal(await tab.getByText(/Helping/).count(), name === "assisted" ? 1 : 0);
      await tab.close();
    });
  }
}
