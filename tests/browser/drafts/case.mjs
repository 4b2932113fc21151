import assert from "node:assert/strict";
import { violations } from "../axe.mjs";
import { FILE, long, drafts } from "./stage.mjs";
import { until } from "../person.mjs";
import { traces } from "../traces.mjs";

export const title = "what is written is kept on the device where the person wants it, and the page is not left unasked where she does not";
export const expected = [/request: https:\/\/weather\.example\//];

export async function run(stage) {
  const { page, person, check, context } = stage;
  const { dialogs, open, ready, button, press, goOn, answers, stored, written, gone, start, looks } = await drafts(stage);

  await check("what is offered comes with the next page: nothing moves under the finger, however slow the device is", async () => {
    const slow = await context.newPage();
    slow.on("dialog", (dialog) => dialog.accept());
    await slow.addInitScript(() => {
      const request = LockManager.prototype.request;
      LockManager.prototype.request = async function later(...given) {
        await new Promise((resolve) => { setTimeout(resolve, 700); });
        return request.apply(this, given);
      };
    });
    // Typed long before the next page, and right before it.
    for (const [before, behind] of [[0, 4000], [4000, 0]]) {
      await open("long", slow);
      await slow.waitForTimeout(before);
      await slow.getByLabel("Name").fill("Amina Zed");
      await slow.waitForTimeout(behind);
      const tops = await slow.evaluate(() => new Promise((resolve) => {
        const root = document.querySelector("intake-form").shadowRoot;
        const tops = [];
        const look = () => {
          const heading = [...root.querySelectorAll("h1, h2, h3")].find((one) => one.textContent.includes("Page two"));
          if (heading) tops.push(Math.round(heading.getBoundingClientRect().top + scrollY));
          if (tops.length < 100) requestAnimationFrame(look);
          else resolve(tops);
        };
        [...root.querySelectorAll("button")].find((one) => one.textContent === "Continue").click();
        requestAnimationFrame(look);
      }));
      assert.equal(await slow.getByText(/Keep my answers on this device until/).count(), 1);
      assert.deepEqual([...new Set(tops)], [tops[0]]);
    }
    await slow.close();
  });

  await check("nothing is offered on the first page; after it, whether to keep the answers until tomorrow", async () => {
    await open();
    assert.equal(await page.getByText(/Keep my answers/).count(), 0);
    assert.deepEqual(await stored(), []);
    await start("long", "Amina Zed");
    await looks("offer");
  });

  await check("yes: all of it is there again after a reload on page five, also half of an answer, entries and files", async () => {
    await press("Yes, keep them");
    await page.getByText("Your answers are kept on this device until tomorrow").waitFor();
    await until(async () => (await stored())[0]?.locked, "the key is none that a script can read");
    const tomorrow = new Date();
    tomorrow.setDate(tomorrow.getDate() + 1);
    const { expires } = (await stored())[0];
    assert.equal(new Date(expires).toDateString(), tomorrow.toDateString());
    await page.getByLabel("Day").fill("31");
    await page.getByLabel("Rent").fill("12.50");
    await page.getByLabel("Day").fill("");
    await goOn("Page three");
    await page.locator("input[type=file]").first().setInputFiles(FILE);
    await page.getByRole("button", { name: "Remove card.txt" }).waitFor();
    await goOn("Page four");
    await press("Add");
    await page.getByRole("textbox", { name: /^Child\b/ }).fill("Bo");
    await goOn("Page five");
    await written(() => page.getByLabel("Story").fill("It began in May"));
    await looks("kept");
    await page.reload();
    await page.getByText(/There are answers on this device/).waitFor();
    assert.deepEqual(await answers(), {}, "nothing of it is shown before that");
    await looks("found");
    await press("Go on at page 5");
    await person.sees("Page five");
    assert.equal(await page.getByLabel("Story").inputValue(), "It began in May");
    assert.deepEqual(await answers(), {
      called: "Amina Zed", rent: 12.5, papers: [{ fileName: "card.txt", mediaType: "text/plain", size: 23, digest: (await answers()).papers[0].digest }],
      children: [{ child: "Bo" }], story: "It began in May",
    });
    assert.equal(await page.evaluate(() => document.querySelector("intake-form").files[0].text()), FILE.buffer.toString());
    await until(async () => (await person.focused()).name === "Page five", "the focus is at the page's heading");
  });

  await check("nothing of it can be read in the storage", async () => {
    const other = await context.newPage();
    await other.goto("/try.html?form=/try/text.json");
    await other.locator("intake-form").getByRole("heading").first().waitFor();
    assert.deepEqual(await traces(other, ["Amina", "It began in May", "card.txt", "what stands on the card", "12.50"]), []);
    await other.close();
  });

  await check("a tab that is killed loses nothing that was written a second before", async () => {
    await written(() => page.getByLabel("Story").fill("It began in May, on a Monday"));
    const victim = await context.newPage();
    await open("long", victim).catch(() => {});
    // One that writes itself, while the first tab is gone.
    await page.goto("/try.html?form=/try/text.json");
    await victim.reload();
    await press("Go on at page 5", victim);
    await written(() => victim.getByLabel("Story").fill("Killed on a Tuesday"), victim);
    const session = await context.newCDPSession(victim);
    const crashed = victim.waitForEvent("crash");
    session.send("Page.crash").catch(() => {});
    await crashed;
    await victim.close();
    await open();
    await press("Go on at page 5");
    assert.equal(await page.getByLabel("Story").inputValue(), "Killed on a Tuesday");
  });

  await check("two tabs: the second one says so, and writes over nothing", async () => {
    const second = await context.newPage();
    second.on("dialog", (dialog) => dialog.accept());
    await open("long", second);
    await second.getByText(/open in another tab/).waitFor();
    assert.deepEqual(await violations(second), []);
    await second.getByLabel("Name").fill("Somebody Else");
    await goOn("Page two", second);
    await second.getByText(/open in another tab/).waitFor();
    await written(() => page.getByLabel("Story").fill("Still mine"));
    await second.close();
    await page.reload();
    await press("Go on at page 5");
    await person.sees("Page five");
    assert.equal((await answers()).called, "Amina Zed");
    assert.equal((await answers()).story, "Still mine");
  });

  await check("two tabs: where the writing one is closed, the other one finds the draft and goes on with it", async () => {
    const second = await context.newPage();
    second.on("dialog", (dialog) => dialog.accept());
    await open("long", second);
    await second.getByText(/open in another tab/).waitFor();
    await second.getByLabel("Name").fill("Somebody Else");
    await page.goto("/try.html?form=/try/text.json");
    await goOn("Page two", second);
    await press("Go on at page 5", second);
    await second.getByRole("heading", { name: "Page five" }).waitFor();
    assert.equal((await answers(second)).called, "Amina Zed");
    assert.equal(await second.getByText(/open in another tab/).count(), 0);
    await written(() => second.getByLabel("Story").fill("Mine again"), second);
    await second.close();
    await open();
    await press("Go on at page 5");
    await person.sees("Page five");
  });

  await check("the same in a browser without locks: who goes on has it, and the other one is told", async () => {
    await page.goto("/try.html?form=/try/text.json");
    const tabs = [await context.newPage(), await context.newPage()];
    for (const tab of tabs) {
      await tab.addInitScript(() => { Object.defineProperty(Navigator.prototype, "locks", { value: undefined }); });
      await open("long", tab);
      await press("Go on at page 5", tab);
      await tab.getByRole("heading", { name: "Page five" }).waitFor();
    }
    await written(() => tabs[1].getByLabel("Story").fill("The second tab's"), tabs[1]);
    await tabs[0].getByLabel("Story").fill("The first tab's");
    await tabs[0].getByText(/open in another tab/).waitFor();
    for (const tab of tabs) await tab.close();
    await open();
    await press("Go on at page 5");
    await person.sees("Page five");
    assert.equal((await answers()).story, "The second tab's");
  });

  await check("without a draft the browser asks before the page is left; with one it does not", async () => {
    page.on("dialog", (dialog) => { dialogs.push(dialog.type()); dialog.accept(); });
    await page.reload();
    assert.deepEqual(dialogs, []);
    await press("Delete");
    await looks("sure");
    await press("Keep them");
    await press("Delete");
    await press("Yes, delete them");
    await page.getByText("The answers were deleted from this device.").waitFor();
    await gone();
    await start("long", "Not kept");
    await press("No, this is not my device");
    await until(async () => (await page.getByText(/Keep my answers/).count()) === 0, "it is not offered");
    assert.deepEqual(await stored(), []);
    await page.reload();
    assert.deepEqual(dialogs.splice(0), ["beforeunload"]);
    await page.reload();
    assert.deepEqual(dialogs.splice(0), [], "nothing was written");
  });

  await check("two tabs: who says no in one can say yes in the other", async () => {
    await start("short", "One");
    const second = await context.newPage();
    second.on("dialog", (dialog) => dialog.accept());
    await open("short", second);
    await second.getByLabel("Name").fill("Two");
    await press("No, this is not my device");
    await goOn("Page two", second);
    await press("Yes, keep them", second);
    await second.getByText("kept on this device until tomorrow").waitFor();
    await second.evaluate(() => document.querySelector("intake-form").reset());
    assert.deepEqual(await stored(), [], "the promise of reset() is about the storage too");
    await second.close();
    await page.goto("/try.html?form=/try/text.json");
    dialogs.length = 0;
  });

  await check("start again: the old ones are deleted, and the form is as new", async () => {
    await start("long", "Old");
    await press("Yes, keep them");
    await until(async () => (await stored()).length === 1, "it is stored");
    await page.reload();
    await press("Start again");
    await press("Yes, delete them");
    await gone();
    assert.deepEqual(await answers(), {});
  });

  await check("what was sent is in no draft any more", async () => {
    await start("long", "Sent Person");
    await press("Yes, keep them");
    for (const next of ["three", "four", "five", "six", "seven"]) await goOn(`Page ${next}`);
    await goOn("Check your answers");
    await goOn("Send your answers");
    await press("Send");
    await person.sees("Your answers have been sent");
    await gone();
    assert.equal(await page.getByText("Save what I have written").count(), 0);
    await page.reload();
    assert.deepEqual(dialogs.splice(0), []);
    await ready(page);
    assert.equal(await page.getByText(/There are answers/).count(), 0);
  });

  await check("reset() forgets the draft as well, and so does the way out", async () => {
    await start("long", "Reset");
    await press("Yes, keep them");
    await until(async () => (await stored()).length === 1, "it is stored");
    await page.evaluate(() => document.querySelector("intake-form").reset());
    await gone();
  });

  await check("a form with private questions: they are never kept, the rest only behind a PIN", async () => {
    await start("secret", "Amina Zed");
    await press("Yes, keep them");
    await page.getByLabel(/Choose a PIN/).waitFor();
    await until(async () => /Choose a PIN/.test((await person.focused()).name), "the focus is in its field");
    await looks("pin");
    await page.getByLabel(/Choose a PIN/).fill("12");
    await press("Keep my answers");
    await page.getByText("Use at least 4 digits").waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByLabel(/Choose a PIN/).fill("2468");
    await person.presses("Enter");
    await page.getByText("kept on this device until tomorrow").waitFor();
    await written(async () => {
      await page.getByLabel("Who hurts you").fill("Voldemort");
      await page.getByLabel("Note").fill("A note");
    });
    await goOn("Page three");
    await written(() => page.getByLabel("Anything else").fill("The rest"));
    await page.reload();
    await press("Go on at page 3");
    await page.getByLabel("Your PIN").fill("1357");
    await press("Open");
    await page.getByText("That is not the PIN. Tries left before the answers are deleted: 4").waitFor();
    await looks("wrong-pin");
    assert.deepEqual(await answers(), {});
    await page.getByLabel("Your PIN").fill("2468");
    await press("Open");
    await person.sees("Page three");
    await page.getByText("These were not kept, because they are private. Answer them again: Who hurts you").waitFor();
    await looks("private");
    assert.deepEqual(await answers(), { called: "Amina Zed", note: "A note", rest: "The rest" });
    const [draft] = await stored();
    // Neither the key that lies beside it opens it alone, nor does the private answer stand in it.
    const opened = await page.evaluate(async () => {
      const database = await new Promise((resolve) => { indexedDB.open("intake-form-drafts").onsuccess = ({ target }) => resolve(target.result); });
      const all = database.transaction("drafts").objectStore("drafts").getAll();
      const [{ key, body }] = await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); });
      database.close();
      const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: body.slice(0, 12) }, key, body.slice(12));
      return new TextDecoder().decode(bytes);
    });
    assert.ok(draft.locked);
    assert.doesNotMatch(opened, /Amina|note|Voldemort/);
  });

  await check("a required private question: on at the first page that asks again, and nothing is called a mistake", async () => {
    await page.evaluate(() => document.querySelector("intake-form").reset());
    await start("asks", "Amina Zed");
    await press("Yes, keep them");
    await page.getByLabel(/Choose a PIN/).fill("2468");
    await press("Keep my answers");
    await page.getByText("kept on this device until tomorrow").waitFor();
    await page.getByRole("radio", { name: "Yes" }).check();
    await goOn("Page three");
    await goOn("Page four");
    await written(() => page.getByLabel("The end").fill("So far"));
    await page.reload();
    await press("Go on at page 4");
    await page.getByLabel("Your PIN").fill("2468");
    await press("Open");
    await person.sees("Page two");
    await page.getByText("These were not kept, because they are private. Answer them again: Are you safe?").waitFor();
    assert.equal(await page.getByText("There is a problem").count(), 0);
    assert.equal(await page.getByRole("radio", { name: "Yes" }).getAttribute("aria-invalid"), null);
    await looks("again");
    assert.deepEqual(await answers(), { called: "Amina Zed", end: "So far" });
    await page.evaluate(() => document.querySelector("intake-form").reset());
    assert.deepEqual(await stored(), []);
    await start("secret", "Amina Zed");
    await press("Yes, keep them");
    await page.getByLabel(/Choose a PIN/).fill("2468");
    await press("Keep my answers");
    await page.getByText("kept on this device until tomorrow").waitFor();
    await goOn("Page three");
    await written(() => page.getByLabel("Anything else").fill("The rest"));
  });

  await check("five wrong PINs, and it is deleted", async () => {
    await page.reload();
    await press("Go on at page 3");
    for (const left of [4, 3, 2, 1]) {
      await page.getByLabel("Your PIN").fill(`000${left}`);
      await press("Open");
      await page.getByText(`deleted: ${left}`).waitFor();
    }
    await page.getByLabel("Your PIN").fill("9999");
    await press("Open");
    await page.getByText("The PIN was wrong too often. The answers were deleted.").waitFor();
    await gone();
  });

  await check("a form that changed meanwhile says what was kept and what was not", async () => {
    await start("long", "Amina Zed");
    await press("Yes, keep them");
    await page.getByLabel("Rent").fill("800");
    await goOn("Page three");
    await goOn("Page four");
    await goOn("Page five");
    await written(() => page.getByLabel("Story").fill("My story"));
    const now = structuredClone(long);
    now.version = "2";
    now.pages[1].items[1] = { name: "rent", type: "boolean", label: "Do you pay rent?", record: true };
    now.pages[0].items[0].label = "Name of your partner";
    now.pages.splice(2, 1);
    await context.route("**/try/long.json", (route) => route.fulfill({ json: now }));
    await page.reload();
    await press("Go on at page 5");
    await page.getByText("The form has changed since then. Your answers were kept, except: Rent").waitFor();
    await page.getByText("These questions are worded in another way now. Check your answers: Name of your partner", { exact: true }).waitFor();
    await looks("changed");
    await person.sees("Page five");
    assert.equal((await answers()).story, "My story");
    await context.unroute("**/try/long.json");
    await page.evaluate(() => document.querySelector("intake-form").reset());
    await gone();
  });
}
