import assert from "node:assert/strict";
import { attach, downloads, paper, reference, send } from "../delivery/person.mjs";
import { offline } from "../person.mjs";

export const title = "where the browser keeps nothing, or has no room, the person is told, and the files still go through";
export const expected = [/ERR_INTERNET_DISCONNECTED/];

/** In the page, before anything else: what is wrong with its storage. */
const WRONG = {
  blocked: () => {
    IDBFactory.prototype.open = () => { throw new DOMException("no storage here", "SecurityError"); };
  },
  full: () => {
    IDBObjectStore.prototype.put = function () {
      this.transaction.abort();
      throw new DOMException("no room", "QuotaExceededError");
    };
  },
};

export async function run({ check, server, context, playground }) {
  for (const [name, wrong] of Object.entries(WRONG)) {
    await check(`storage ${name}`, async () => {
      const page = await context.newPage();
      await page.addInitScript(wrong);
      await page.goto(await playground.path({ form: "delivery" }));
      const person = { clicks: (role, name) => page.getByRole(role, { name }).first().click(), sees: (name) => page.getByRole("heading", { name }).waitFor() };
      const card = paper("card.pdf", 20_000);
      await attach(page, "Your card", [card]);
      await offline(page);
      await send({ page, person });
      await person.sees(/not sent yet/);
      await page.getByText(/could not save your answers.*keep this page open/).waitFor();
      await page.getByText(/A saved copy does not contain the files/).waitFor();
      // They are in this page alone: nothing says that all is done, and closing it asks.
      assert.equal(await page.getByRole("button", { name: /^Finish/ }).count(), 0);
      const [dialog] = await Promise.all([page.waitForEvent("dialog"), page.close({ runBeforeUnload: true })]);
      assert.equal(dialog.type(), "beforeunload");
      await dialog.dismiss();
      await context.setOffline(false);
      const { files } = await downloads(context, server, await reference(page, { timeout: 20_000 }));
      assert.equal(files.length, 1);
      await page.getByRole("button", { name: /^Finish/ }).waitFor();
      assert.ok(files[0].bytes.equals(card.buffer));
      await page.close();
    });
  }
}
