import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { violations } from "../axe.mjs";
import { FILE, drafts, text, worded } from "../drafts/stage.mjs";
import { until } from "../person.mjs";

export const title = "drafts where words have changed, the disk is full or silent, the person leaves quickly, or a file holds them";
export const expected = [/request: https:\/\/weather\.example\//];

export async function run(stage) {
  const { page, person, check, context, shoot } = stage;
  const { dialogs, open, ready, button, press, goOn, answers, stored, written, gone, start, looks } = await drafts(stage);
  page.on("dialog", (dialog) => { dialogs.push(dialog.type()); dialog.accept(); });

  await check("words that changed: what was chosen, agreed to or drawn between other words is asked again", async () => {
    await start("worded", "Amina Zed");
    await press("Yes, keep them");
    await page.getByLabel("I rent").check();
    await page.getByLabel("Food").check();
    await page.getByLabel("A bed").check();
    await page.getByRole("checkbox", { name: /I agree/ }).check();
    await page.getByRole("radio", { name: /3/ }).check();
    await page.getByLabel("Note").fill("A note");
    await goOn("Page three");
    await page.getByRole("radio", { name: "Email" }).check();
    await page.getByLabel("Email address").fill("amina@zed.example");
    await written(() => page.getByLabel("Anything else").fill("The rest"));
    const [download] = await Promise.all([page.waitForEvent("download"), press("Save what I have written")]);
    const bytes = await readFile(await download.path());
    assert.match(bytes.toString(), /<dd>Email: amina@zed\.example\nDo not say which organisation you are from<\/dd>/);
    await page.reload();
    await press("Go on at page 3");
    await person.sees("Page three");
    const before = await answers();
    assert.equal(await page.getByText("The form has changed").count(), 0);
    assert.deepEqual([before.home, before.needs, before.share.given, before.tired], ["a", ["food", "bed"], true, 3]);
    const now = structuredClone(worded);
    const [home, , share, tired, note] = now.pages[1].items;
    [home.choices[0].label, home.choices[1].label] = [home.choices[1].label, home.choices[0].label];
    now.choiceLists.needs[1].label = "A bed in a dormitory";
    share.statement = "I agree that anybody reads this.";
    [tired.minLabel, tired.maxLabel] = [tired.maxLabel, tired.minLabel];
    note.hint = "Only about the flat";
    await context.route("**/try/worded.json", (route) => route.fulfill({ json: now }));
    await page.reload();
    await press("Go on at page 3");
    const says = async () => {
      await page.getByText("The form has changed since then. Your answers were kept, except: Home · Needs · Sharing · Tired").waitFor();
      await page.getByText("These questions are worded in another way now. Check your answers: Note", { exact: true }).waitFor();
      const { reach, ...rest } = await answers();
      assert.deepEqual(reach, before.reach);
      assert.deepEqual(rest, { called: "Amina Zed", needs: ["food"], note: "A note", rest: "The rest" });
    };
    await says();
    await page.evaluate(() => document.querySelector("intake-form").reset());
    assert.deepEqual(await stored(), []);
    // The file knows as much, and calls by its label a question that is gone.
    now.pages[2].items[0] = text("other", "Something else");
    await open("worded");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press("Go on with a file that you saved")]);
    await chooser.setFiles({ name: "saved.html", mimeType: "text/html", buffer: bytes });
    await page.getByText("except: Anything else · Home · Needs · Sharing · Tired").waitFor();
    await context.unroute("**/try/worded.json");
    await page.evaluate(() => document.querySelector("intake-form").reset());
  });

  /** As a disk that is full from now on, and a storage that fails once or answers nothing. */
  const faulty = () => {
    const { put, delete: remove } = IDBObjectStore.prototype;
    const { open } = IDBFactory.prototype;
    const fail = (store, name) => {
      store.transaction.abort();
      throw new DOMException("it fails", name);
    };
    IDBObjectStore.prototype.put = function (...given) {
      const large = given[0]?.sealed?.bytes?.length ?? 0;
      if (large > (window.room ?? Infinity)) fail(this, "QuotaExceededError");
      return put.apply(this, given);
    };
    IDBObjectStore.prototype.delete = function (...given) {
      if (window.stuck && this.name === "drafts") {
        window.stuck = false;
        fail(this, "UnknownError");
      }
      return remove.apply(this, given);
    };
    IDBFactory.prototype.open = function (...given) {
      return window.hangs && given[0] === "intake-form-drafts" ? new EventTarget() : open.apply(this, given);
    };
  };
  const faultyTab = async (name) => {
    const tab = await context.newPage();
    tab.on("dialog", (dialog) => dialog.accept());
    await tab.addInitScript(faulty);
    await open(name, tab);
    return tab;
  };
  const keepIn = async (tab) => {
    await tab.getByLabel("Name").fill("Amina Zed");
    await goOn("Page two", tab);
    await press("Yes, keep them", tab);
    await tab.getByText("kept on this device until tomorrow").waitFor();
  };

  await check("full half-way: what was kept until then goes too, at the latest when the form is sent", async () => {
    const tab = await faultyTab("short");
    await keepIn(tab);
    assert.equal((await stored()).length, 1);
    await tab.evaluate(() => { [window.room, window.stuck] = [-1, true]; });
    await tab.getByLabel("Story").fill("More than there is room for");
    await tab.getByText(/no room left on this device/).waitFor();
    await until(() => tab.evaluate(() => !window.stuck), "the storage has failed");
    assert.equal((await stored()).length, 1, "it could not be removed");
    await goOn("Check your answers", tab);
    await goOn("Send your answers", tab);
    await press("Send", tab);
    await tab.getByText("Your answers have been sent").first().waitFor();
    await press("Finish and clear this device", tab);
    await gone();
    await open("short", tab);
    assert.equal(await tab.getByText(/There are answers/).count(), 0);
    await keepIn(tab);
    await tab.evaluate(() => { window.room = -1; });
    await tab.getByLabel("Story").fill("More");
    await tab.getByText(/no room left on this device/).waitFor();
    await gone();
    await tab.close();
  });

  await check("a file that is too large: the rest is kept, and it is said, then and at the next visit", async () => {
    const tab = await faultyTab("short");
    await keepIn(tab);
    await tab.evaluate(() => { window.room = 1000; });
    const large = { name: "large.txt", mimeType: "text/plain", buffer: Buffer.from("large ".repeat(500)) };
    await written(() => tab.locator("input[type=file]").first().setInputFiles([FILE, large]), tab);
    await tab.getByText("There is no room on this device for these files, so they are not kept: large.txt. The rest is kept.").waitFor();
    assert.deepEqual(await violations(tab), []);
    await shoot("no-room", { page: tab });
    await written(() => tab.getByLabel("Story").fill("Still kept"), tab);
    await tab.reload();
    await press("Go on at page 2", tab);
    await tab.getByText("These files were not kept. Add them again: large.txt").waitFor();
    const now = await answers(tab);
    assert.deepEqual([now.papers.map(({ fileName }) => fileName), now.story], [["card.txt"], "Still kept"]);
    await tab.evaluate(() => document.querySelector("intake-form").reset());
    assert.deepEqual(await stored(), []);
    await tab.close();
  });

  await check("a storage that never answers: after ten seconds nothing is said to be kept", async () => {
    const tab = await faultyTab("short");
    await tab.getByLabel("Name").fill("Amina Zed");
    await goOn("Page two", tab);
    await button("Yes, keep them", tab).waitFor();
    await tab.evaluate(() => { window.hangs = true; });
    await press("Yes, keep them", tab);
    await button("Yes, keep them", tab).waitFor({ state: "detached" });
    assert.equal(await tab.getByText("kept on this device until tomorrow").count(), 0);
    await tab.getByText(/This browser does not keep your answers/).waitFor({ timeout: 15_000 });
    await tab.close();
  });

  await check("the way out takes the draft along before the page is left, which is blank at once", async () => {
    await context.route("https://weather.example/**", (route) => route.fulfill({ contentType: "text/html", body: "<title>Weather</title><link rel=icon href=data:,><h1>Rain</h1>" }));
    const tab = await context.newPage();
    await tab.addInitScript(() => {
      // As a device that is slow.
      const { open } = IDBFactory.prototype;
      IDBFactory.prototype.open = function (...given) {
        const late = window.slow && given[0] === "intake-form-drafts" ? new EventTarget() : undefined;
        if (!late) return open.apply(this, given);
        setTimeout(() => {
          const request = open.apply(this, given);
          request.onsuccess = () => { late.result = request.result; late.onsuccess(); };
        }, 100);
        return late;
      };
    });
    await open("away", tab);
    await keepIn(tab);
    await written(() => tab.getByLabel("Story").fill("Hidden"), tab);
    const blank = await tab.evaluate(() => {
      window.slow = true;
      document.querySelector("intake-form").shadowRoot.querySelector(".exit > a").click();
      return [getComputedStyle(document.documentElement).display, document.querySelectorAll("intake-form").length];
    });
    assert.deepEqual(blank, ["none", 0]);
    await tab.waitForURL("https://weather.example/today");
    assert.deepEqual(await stored(), []);
    await tab.goBack().catch(() => {});
    await open("away");
    assert.equal(await page.getByText(/There are answers/).count(), 0);
    assert.deepEqual(await stored(), []);
    await tab.close();
  });

  const wrongs = {
    "no room": [/no room left on this device/, () => {
      IDBObjectStore.prototype.put = function () {
        this.transaction.abort();
        throw new DOMException("no room", "QuotaExceededError");
      };
    }],
    "no storage": [/This browser does not keep your answers/, () => {
      IDBFactory.prototype.open = () => { throw new DOMException("no storage here", "SecurityError"); };
    }],
  };
  for (const [name, [said, wrong]] of Object.entries(wrongs)) {
    await check(`${name}: a notice, and the file is offered instead`, async () => {
      const other = await context.newPage();
      const asked = [];
      other.on("dialog", (dialog) => { asked.push(dialog.type()); dialog.accept(); });
      await other.addInitScript(wrong);
      await open("long", other);
      await other.getByLabel("Name").fill("Somebody");
      await goOn("Page two", other);
      await press("Yes, keep them", other);
      await other.getByText(said).waitFor();
      assert.deepEqual(await violations(other), []);
      await button("Save what I have written", other).waitFor();
      await other.reload();
      assert.deepEqual(asked, ["beforeunload"]);
      await other.close();
    });
  }

  await check("what the browser has removed is said, and can be kept again", async () => {
    await start("long", "Evicted");
    await press("Yes, keep them");
    await until(async () => (await stored()).length === 1, "it is stored");
    await page.evaluate(() => new Promise((resolve) => { indexedDB.deleteDatabase("intake-form-drafts").onsuccess = resolve; }));
    await page.getByLabel("Rent").fill("7");
    await page.getByText("The browser has removed the answers that were kept.").waitFor();
    await press("Keep them again");
    await until(async () => (await stored()).length === 1, "it is stored again");
    await page.reload();
    await press("Go on at page 2");
    await person.sees("Page two");
    assert.equal((await answers()).rent, 7);
    await page.evaluate(() => document.querySelector("intake-form").reset());
    await gone();
  });

  await check("the file: a page that can be read, which the form takes up on another device, with its files", async () => {
    await start("secret", "Amina </script> Zed");
    await press("No, this is not my device");
    await page.getByLabel("Who hurts you").fill("Voldemort");
    await page.getByLabel("Note").fill("A note");
    const [kept] = await Promise.all([page.waitForEvent("download"), press("Save what I have written")]);
    assert.equal(kept.suggestedFilename(), "secret.html");
    const html = await readFile(await kept.path(), "utf8");
    assert.doesNotMatch(html, /Voldemort/);
    for (const said of ["<h1>The secret</h1>", "Amina &#60;/script&#62; Zed", "A note", "Nothing has been sent.", "<li>Who hurts you</li>"]) {
      assert.ok(html.includes(said), said);
    }
    await page.getByText("Anybody who opens the file can read it.").waitFor();
    await start("long", "With a file");
    await press("No, this is not my device");
    await page.getByLabel("Rent").fill("1250.5");
    await goOn("Page three");
    await page.locator("input[type=file]").first().setInputFiles(FILE);
    await page.getByRole("button", { name: "Remove card.txt" }).waitFor();
    await goOn("Page four");
    await press("Add");
    await page.getByRole("textbox", { name: /^Child\b/ }).fill("Bo");
    const before = await answers();
    const [download] = await Promise.all([page.waitForEvent("download"), press("Save what I have written")]);
    const file = await download.path();
    const readable = await context.newPage();
    await readable.setContent(await readFile(file, "utf8"));
    await shoot("file", { page: readable });
    assert.match(await readable.locator("body").innerText(), /Rent\s+€1,250\.50[\s\S]*Papers\s+card\.txt[\s\S]*Child\s+Bo/);
    assert.deepEqual(await violations(readable), []);
    await readable.close();
    const bytes = await readFile(file);
    const take = async (name) => {
      await open(name);
      await looks("start");
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press("Go on with a file that you saved")]);
      await chooser.setFiles({ name: "saved.html", mimeType: "text/html", buffer: bytes });
    };
    await take("long");
    await page.getByText("Your answers are back.").waitFor();
    assert.deepEqual(await answers(), before);
    assert.equal(await page.evaluate(() => document.querySelector("intake-form").files[0].text()), FILE.buffer.toString());
    await take("secret");
    await page.getByText("This file was not saved by this form.").waitFor();
    assert.deepEqual(await answers(), {});
  });

  await check("off, by the form's setting, by the attribute, and where somebody helps", async () => {
    for (const name of ["off", "attribute", "assisted"]) {
      await page.goto(`/host/${name}.html`);
      await page.getByLabel("Name").fill("Off");
      await page.waitForFunction(() => performance.getEntriesByType("resource").some((entry) => /intake-form-drafts/.test(entry.name)));
      await goOn("Page two");
      assert.equal(await page.getByText(/Keep my answers|Save what I have written/).count(), 0, name);
      dialogs.length = 0;
      await page.reload();
      assert.deepEqual(dialogs, ["beforeunload"], name);
    }
  });

  await check("for longer, by the form's setting and by the attribute", async () => {
    for (const [name, days] of [["week", 7], ["days", 3]]) {
      await start(name, "Longer");
      await press("Yes, keep them");
      await until(async () => (await stored()).length === 1, "it is stored");
      const end = new Date();
      end.setDate(end.getDate() + days);
      const [{ expires }] = await stored();
      assert.equal(new Date(expires).toDateString(), end.toDateString());
      await page.evaluate(() => document.querySelector("intake-form").reset());
      await gone();
    }
  });

  await check("what is too old is gone", async () => {
    await start("long", "Old");
    await press("Yes, keep them");
    await until(async () => (await stored()).length === 1, "it is stored");
    await page.evaluate(() => {
      const tomorrow = Date.now() + 2 * 86_400_000;
      window.addEventListener("pagehide", () => {});
      sessionStorage.setItem("later", tomorrow);
    });
    await page.addInitScript(() => {
      const later = Number(sessionStorage.getItem("later"));
      if (later) Date.now = () => later;
    });
    await page.reload();
    await ready(page);
    await gone();
    await page.evaluate(() => sessionStorage.clear());
  });

  await check("in Arabic", async () => {
    await page.goto("/host/arabic.html");
    // Also what was written before all was there counts.
    await page.getByLabel("Name").fill("أمينة");
    await press("متابعة");
    await page.getByText("حفظ إجاباتي على هذا الجهاز حتى الغد؟").waitFor();
    await looks("arabic");
  });
}
