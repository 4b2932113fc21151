import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { violations } from "../axe.mjs";
import { start } from "../killable.mjs";
import { until } from "../person.mjs";
import { small } from "../target.mjs";
import { traces } from "../traces.mjs";

export const title = "a day without a network: ten persons, three reloads and an empty battery, then the network; and newer forms come between two persons";
export const expected = [/status of 404/, /ERR_CONNECTION_REFUSED/, /ERR_INTERNET_DISCONNECTED/];

const NAMES = ["Quetzal", "Wombat", "Yabby", "Zorilla", "Xerus", "Vicuna", "Umbrette", "Takahe", "Saola", "Ratel"];
const NUMBER = /^[1-9A-HJKMNP-TV-Z]{3}(-[1-9A-HJKMNP-TV-Z]{3}){2}$/;
const FORM = "/assist/?form=assist-offline";

export async function run(stage) {
  const { check, page, context, shoot, server, playground } = stage;
  const press = (tab, name) => tab.getByRole("button", { name, exact: true }).click();
  const sees = (tab, name) => tab.getByRole("heading", { name, exact: true }).waitFor();
  const ready = (tab) => tab.getByText(/works without a network\. Last checked/).waitFor();
  const open = async (tab, path = FORM) => {
    await tab.goto(server.origin + path);
    await sees(tab, "About you");
    await tab.getByRole("region", { name: "With a worker" }).waitFor();
  };
  const be = async (tab, worker) => {
    await tab.getByLabel("Name", { exact: true }).fill(worker);
    await tab.keyboard.press("Enter");
    await tab.getByRole("button", { name: `Helping: ${worker}` }).waitFor();
  };
  const help = async (tab, name, heading, file) => {
    await tab.getByLabel("First name").fill(name);
    await tab.getByLabel("Story").fill(`The story of ${name}`);
    await press(tab, "Continue");
    await sees(tab, "Your papers");
    if (file) {
      await tab.locator("input[type=file]").first().setInputFiles({ name: `${name}.txt`, mimeType: "text/plain", buffer: Buffer.from(name.repeat(50)) });
      await tab.getByRole("button", { name: `Remove ${name}.txt` }).waitFor();
    }
    await press(tab, "Continue");
    await sees(tab, "Check your answers");
    await press(tab, "Continue");
    await press(tab, "Send");
    await sees(tab, heading);
  };
  const WAITS = "Your answers are not sent yet";
  const next = async (tab) => {
    await press(tab, "Next person");
    await sees(tab, "About you");
  };
  const numberOf = async (tab) => {
    const said = await tab.getByText("Not sent yet. Write this number down for the person:").innerText();
    return said.trim().split(/\s/).at(-1);
  };

  await check("the page lists the forms, says when it is ready, and a browser would install it", async () => {
    await page.goto("/assist/");
    await sees(page, "Forms");
    await ready(page);
    assert.deepEqual(await violations(page), []);
    await shoot("forms");
    const session = await context.newCDPSession(page);
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    // Nothing can be installed in a window that keeps no history.
    assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"), []);
    const { data } = await session.send("Page.getAppManifest");
    assert.equal(JSON.parse(data).scope, "/assist/");
    await page.getByRole("link", { name: "On the road" }).click();
    await sees(page, "About you");
    await be(page, "Robin");
    await ready(page);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await small(page), []);
    await shoot("form");
    await press(page, "العربية");
    await sees(page, "عنك");
    assert.deepEqual(await violations(page), []);
    await shoot("form-arabic");
  });

  await check("ten persons without a network, three reloads, an empty battery: ten wait, and none can be read", async () => {
    const profile = await mkdtemp(join(tmpdir(), "intake-profile-"));
    let browser = await start(profile);
    try {
      let tab = await browser.browser.contexts()[0].newPage();
      tab.on("dialog", (dialog) => dialog.accept());
      await open(tab);
      await be(tab, "Robin");
      await ready(tab);
      await server.stop();
      const numbers = [];
      for (const [i, name] of NAMES.entries()) {
        if ([2, 5, 8].includes(i)) {
          await tab.reload();
          await sees(tab, "About you");
        }
        if (i === 7) {
          await tab.getByLabel("First name").fill("Nobody");
          await browser.kill("SIGKILL");
          browser = await start(profile);
          tab = await browser.browser.contexts()[0].newPage();
          tab.on("dialog", (dialog) => dialog.accept());
          await open(tab);
          await tab.getByRole("button", { name: "7 waiting to send" }).waitFor();
        }
        await tab.getByRole("button", { name: "Helping: Robin" }).waitFor();
        await help(tab, name, WAITS, i % 4 === 0);
        numbers.push(await numberOf(tab));
        await next(tab);
        assert.deepEqual(await traces(tab, NAMES), [], name);
      }
      assert.equal(new Set(numbers).size, 10);
      numbers.forEach((number) => assert.match(number, NUMBER));
      await press(tab, "10 waiting to send");
      const rows = await tab.getByRole("region", { name: "With a worker" }).getByRole("listitem").allInnerTexts();
      assert.deepEqual(rows.map((row) => row.trim().split(/\s/).at(-1)).sort(), [...numbers].sort());
      assert.deepEqual(rows.map((row) => row.trim()[0]).sort(), NAMES.map(([letter]) => letter).sort());

      const posts = [];
      tab.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
      await server.start();
      await press(tab, "Try to send now");
      await tab.getByRole("button", { name: "0 waiting to send", exact: true }).waitFor({ timeout: 30_000 });
      const staff = await context.newPage();
      await server.enter(staff);
      await staff.getByText(numbers[0]).first().waitFor();
      await staff.waitForLoadState();
      const there = await staff.locator("main").innerText();
      // By the whole word: others wrote here, too.
      const times = (text) => there.match(new RegExp(`\\b${text}\\b`, "g"))?.length ?? 0;
      assert.deepEqual([...numbers, ...NAMES].map((text) => [text, times(text)]).filter(([, n]) => n !== 1), [], there);
      await staff.close();
      assert.deepEqual(await traces(tab, NAMES), []);
    } finally {
      await browser.kill("SIGTERM");
      await server.start();
    }
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  const file = join(playground.forms, "assist-offline.json");
  const original = await readFile(file, "utf8");
  await check("a newer form waits while somebody is in the middle of one, in another tab too, and comes with the next person", async () => {
    await open(page);
    await ready(page);
    await page.getByLabel("First name").fill("Ada");
    await writeFile(file, original.replace('"version": "1"', '"version": "2"').replace('"en": "Story"', '"en": "What happened"'));
    await server.stop();
    await server.start();
    const newer = page.evaluate(() => new Promise((resolve) => document.addEventListener("intake-offline", ({ detail }) => detail.next && resolve(true))));
    await page.evaluate(() => dispatchEvent(new Event("online")));
    assert.equal(await newer, true);
    await page.getByLabel("Story").fill("Something");
    const other = await context.newPage();
    await other.goto(FORM);
    await other.getByLabel("Story").waitFor();
    await other.close();
    await press(page, "Continue");
    await press(page, "Continue");
    await sees(page, "Check your answers");
    await press(page, "Continue");
    await press(page, "Send");
    await sees(page, "Your answers have been sent");
    // A browser whose step back, over the last person's pages, lands when the next form stands there.
    await page.evaluate(() => {
      const { go } = History.prototype;
      History.prototype.go = function (by) { setTimeout(() => go.call(this, by), 40); };
    });
    await press(page, "Next person");
    await page.getByLabel("What happened").waitFor();
    await ready(page);
    await server.stop();
    await page.reload();
    await page.getByLabel("What happened").waitFor();
    await server.start();
  });
  // However that ended: the case may be played once more.
  await writeFile(file, original);

  await check("on another site one script does it: the page, the form and its words are there without a network", async () => {
    const folder = join(playground.site, "desk");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "index.html"), `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Desk</title>
<link rel="icon" href="/gone.svg"><link rel="stylesheet" href="/site.css"><script type="module" src="/intake-form.js"></script><script src="/intake-offline.js" defer></script></head>
<body><main><h1>Desk</h1><intake-form src="/try/assist-offline.json" action="/submissions" mode="assisted" worker="Kim"></intake-form><p role="status" data-offline-status></p></main></body></html>`);
    const tab = await context.newPage();
    await tab.goto("/desk/");
    await ready(tab);
    const parts = await tab.evaluate(async () => {
      const names = [];
      for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) names.push(url);
      return names;
    });
    for (const part of ["wasm", "-ar-", "-media-", "-assist-", "-drafts-", "-key-", "-trouble-", "assist-offline.json", "site.css"]) assert.ok(parts.some((url) => url.includes(part)), part);
    await server.stop();
    await tab.reload();
    await sees(tab, "About you");
    await tab.evaluate(() => { document.querySelector("intake-form").lang = "ar"; });
    await sees(tab, "عنك");
    await tab.evaluate(() => { document.querySelector("intake-form").lang = "en"; });
    await sees(tab, "About you");
    await help(tab, "Nyala", WAITS, true);
    assert.match(await numberOf(tab), NUMBER);
    await next(tab);
    assert.deepEqual(await traces(tab, ["Nyala"]), []);
    await server.start();
    await tab.reload();
    await tab.getByRole("button", { name: "0 waiting to send", exact: true }).waitFor();
    await tab.close();
    // A site without readable addresses: each page is one of its own.
    const five = await context.newPage();
    await five.goto("/desk/?page_id=5");
    await ready(five);
    assert.equal(new URL(await five.evaluate(async () => (await navigator.serviceWorker.ready).scope)).search, "?page_id=5");
    await server.stop();
    await five.goto("/desk/?page_id=5&utm_source=letter");
    await sees(five, "About you");
    await assert.rejects(five.goto("/desk/?page_id=6"), /ERR_(CONNECTION_REFUSED|FAILED)/);
    await server.start();
    await five.close();
    await rm(folder, { recursive: true });
  });
}
