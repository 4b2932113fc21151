import assert from "node:assert/strict";
import { violations } from "../../axe.mjs";
import { embed, visit } from "../../embed.mjs";
import { until } from "../../person.mjs";
import { small } from "../../target.mjs";

export const title = "a person who is watched leaves at once, and nothing leads back";
export const expected = [/request: https:\/\/weather\.example\//, /console: intake-form: \{"code":"(exit-url|definition)"/];

const AWAY = "https://weather.example/today";
const watched = { ...visit, name: "watched", settings: { exitUrl: AWAY } };
const towns = ["Lund", "Luleå", "Ystad"].map((label, i) => ({ name: `t${i}`, label }));
/** Controls that take Escape for themselves. */
const open3 = {
  ...visit, name: "open", settings: { exitUrl: AWAY }, choiceLists: { towns }, pages: [{ name: "one", title: "One", items: [
    { name: "searched", type: "choice", appearance: "autocomplete", choices: "towns", label: "Search a town" },
    { name: "listed", type: "choice", appearance: "select", choices: "towns", label: "List of towns" },
    { name: "sign", type: "signature", label: "Sign here", record: true },
    { name: "born", type: "date", label: "Born" },
  ] }],
};
const unsafe = { ...visit, name: "unsafe", settings: { exitUrl: "http://weather.example/" } };

export async function run(stage) {
  const { page, person, check, context, shoot } = stage;
  const exit = page.getByRole("link", { name: "Leave this page quickly" });
  const referrers = [];
  await context.route("https://weather.example/**", (route) => {
    referrers.push(route.request().headers().referer);
    return route.fulfill({ contentType: "text/html", body: "<title>Weather</title><h1>Rain</h1>" });
  });
  await context.route("**/host/before.html", (route) => route.fulfill({ contentType: "text/html", body: "<title>Before</title>" }));
  const open = async (body = '<intake-form src="/try/watched.json" action="/submissions"></intake-form><div id="long"></div>') => {
    // A navigation of the check before, Forward for one, may still be on its way and cut this one short.
    await until(() => page.goto("/host/before.html").catch(() => undefined), "the page before the form stands");
    await embed(stage, body, { forms: [visit, watched] });
  };
  /** The texts of the page and the form that the way out lies upon. */
  const covered = () => page.evaluate(() => {
    const form = document.querySelector("intake-form");
    const exit = form.shadowRoot.querySelector(".exit > a");
    const box = exit.getBoundingClientRect();
    const all = [...document.querySelectorAll("main > h1"), ...form.shadowRoot.querySelectorAll("h2, label, legend, input, button, .panel")];
    const apart = (one) => one.bottom <= box.top || one.top >= box.bottom || one.right <= box.left || one.left >= box.right;
    return all.filter((one) => !apart(one.getBoundingClientRect())).map((one) => one.textContent || one.localName);
  });
  const away = async () => {
    await page.waitForURL(AWAY);
    await person.sees("Rain");
  };

  await check("a form that says where to go has the way out from the first moment, in view wherever one is", async () => {
    await open();
    await exit.waitFor();
    await shoot("start");
    assert.deepEqual(await small(page), []);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await covered(), []);
    await page.evaluate(() => { document.querySelector("#long").style.height = "200vh"; });
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const box = await exit.boundingBox();
    assert.ok(box.y >= 0 && box.y < 100, `it stands at ${box.y}`);
    assert.equal(await exit.getAttribute("href"), AWAY);
    await page.evaluate(() => scrollTo(0, 0));
  });

  await check("it comes with the form: nothing of it moves under the finger once it stands there", async () => {
    const late = /intake-form-exit-[0-9a-f]+\.js$/;
    await page.route(late, async (route) => {
      await new Promise((resolve) => { setTimeout(resolve, 500); });
      await route.continue();
    });
    await page.addInitScript(() => {
      globalThis.tops = [];
      const look = () => {
        const button = document.querySelector("intake-form")?.shadowRoot?.querySelector("form button");
        if (button) tops.push(Math.round(button.getBoundingClientRect().top + scrollY));
        requestAnimationFrame(painted);
      };
      // As it was painted: what hears of sizes may still change them in the same frame.
      const painted = () => setTimeout(look, 0);
      requestAnimationFrame(painted);
    });
    await page.reload();
    await exit.waitFor();
    await until(() => page.evaluate(() => tops.length > 90), "it has been looked at for a while");
    assert.deepEqual(await page.evaluate(() => [...new Set(tops)].length), 1, JSON.stringify(await page.evaluate(() => [...new Set(tops)])));
    await page.unroute(late);
  });

  await check("it covers nothing of the page, at any width, in any language, at its foot either; and leaves the page as it was", async () => {
    const padding = () => page.evaluate(() => ["Top", "Bottom"].map((side) => parseFloat(getComputedStyle(document.documentElement)[`padding${side}`]) > 0));
    for (const [width, lang] of [[320, "en"], [320, "pl"], [320, "ar"], [1280, "en"]]) {
      await page.setViewportSize({ width, height: 700 });
      await page.evaluate((lang) => { document.querySelector("intake-form").lang = lang; }, lang);
      await page.locator(`intake-form .exit[lang=${lang}]`).waitFor({ state: "attached" });
      await until(async () => (await covered()).length === 0, `nothing is covered at ${width} px in ${lang}`);
    }
    await page.evaluate(() => {
      const foot = new CSSStyleSheet();
      foot.replaceSync("intake-form::part(exit) { inset: auto 1em 1em auto; max-width: 12em; }");
      document.adoptedStyleSheets.push(foot);
      scrollTo(0, document.body.scrollHeight);
    });
    await until(async () => (await covered()).length === 0 && (await padding()).join() === "false,true", "the room is at the foot");
    await page.evaluate(() => {
      window.taken = document.querySelector("intake-form");
      window.taken.remove();
    });
    assert.deepEqual(await padding(), [false, false]);
    await page.evaluate(() => {
      document.adoptedStyleSheets.pop();
      document.querySelector("main").append(window.taken);
      scrollTo(0, 0);
    });
    await until(async () => (await padding()).join() === "true,false", "the room is there again");
  });

  await check("one press on page three of the form: away, without a referrer, and Back leads to what was before", async () => {
    await person.fills("Your name", "Hidden");
    await person.clicks("button", "Continue");
    await person.sees("Home");
    await person.fills("Your town", "Lund");
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    await exit.click();
    await away();
    assert.equal(referrers.at(-1), undefined);
    await page.goBack();
    assert.equal(await page.title(), "Before");
  });

  await check("Forward finds nothing that was typed", async () => {
    await page.goForward();
    await page.goForward().catch(() => {});
    await until(async () => (await page.title()) === "Weather" || (await page.getByLabel("Your name").count()) > 0, "a page is there");
    // It may be on its way out again.
    const content = await until(() => page.content().catch(() => undefined), "a page stands still");
    assert.doesNotMatch(content, /Hidden/);
    // Asked at once, without waiting for a field: the page may leave, and take it along.
    const typed = await page.getByLabel("Your name").evaluateAll((fields) => fields.map(({ value }) => value)).catch(() => []);
    assert.ok(typed.every((value) => value === ""), `${typed}`);
  });

  await check("after a reload in the middle, too", async () => {
    await open();
    await person.fills("Your name", "Hidden");
    await person.clicks("button", "Continue");
    await person.sees("Home");
    await page.reload();
    await person.sees("You");
    await exit.click();
    await away();
    await page.goBack();
    assert.equal(await page.title(), "Before");
  });

  for (const key of ["Shift", "Escape"]) {
    await check(`${key} three times`, async () => {
      await open();
      await exit.waitFor();
      await page.getByLabel("Your name").focus();
      await person.presses(key);
      await page.getByText("press 2 more times").waitFor();
      await person.presses(key);
      await page.getByText("press once more").waitFor();
      if (key === "Shift") await shoot("counting");
      await person.presses(key);
      await away();
    });
  }

  const opened = {
    "an open list of answers found": async () => {
      await page.getByRole("combobox", { name: "Search a town" }).fill("Lu");
      await page.getByRole("listbox", { name: "Search a town" }).waitFor();
    },
    "a searching field that has its answer": async () => {
      await page.getByRole("combobox", { name: "Search a town" }).fill("Ystad");
      await person.presses("Enter");
    },
    "an open list box": async () => {
      await page.getByLabel("List of towns").click();
    },
    "the pad of a signature, in the middle of a stroke": async () => {
      const box = await page.getByRole("img", { name: "Draw your signature here" }).boundingBox();
      await page.mouse.move(box.x + 20, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + 60, box.y + 40, { steps: 5 });
    },
    "a part of a date": () => page.getByLabel("Month").focus(),
    "nothing at all": () => page.evaluate(() => document.activeElement?.blur()),
  };
  for (const [where, go] of Object.entries(opened)) {
    // The browser keeps the keys of its own open list to itself, and tells only of Escape, which closes it.
    for (const key of where === "an open list box" ? ["Escape"] : ["Escape", "Shift"]) {
      await check(`${key} three times in ${where}, though the page stops its keys`, async () => {
        await page.goto("/host/before.html");
        await embed(stage, '<intake-form src="/try/open.json"></intake-form>', { forms: [open3] });
        // As a dialog of the page's does.
        await page.evaluate(() => { for (const type of ["keydown", "keyup"]) document.addEventListener(type, (event) => event.stopImmediatePropagation(), true); });
        await exit.waitFor();
        await page.getByRole("img", { name: "Draw your signature here" }).waitFor();
        await go();
        await person.presses(key, key, key);
        await away();
        await page.mouse.up();
      });
    }
  }

  await check("capitals, and other keys in between, are no way out", async () => {
    await open();
    await exit.waitFor();
    await page.getByLabel("Your name").focus();
    for (const letter of "ABCD") await page.keyboard.press(`Shift+${letter}`);
    await person.presses("Shift", "Shift", "a", "Shift", "Escape", "Shift", "Escape", "Shift");
    assert.equal(await page.getByLabel("Your name").inputValue(), "ABCDa");
    await person.presses("x");
    assert.equal(await page.getByText("press once more").count(), 0);
    await person.sees("You");
  });

  await check("it speaks the person's language", async () => {
    await page.locator("intake-form").evaluate((form) => { form.lang = "ar"; });
    await page.getByRole("link", { name: "مغادرة هذه الصفحة بسرعة" }).waitFor();
    await page.locator("intake-form").evaluate((form) => { form.lang = "sv"; });
    await page.getByRole("link", { name: "Lämna sidan snabbt" }).waitFor();
  });

  await check("the page may offer it for a form that does not, and only to https", async () => {
    await open('<intake-form src="/try/visit.json" exit-url="https://weather.example/today"></intake-form>');
    await exit.waitFor();
    await page.evaluate(() => {
      window.told = [];
      document.addEventListener("intake-error", ({ detail }) => window.told.push(detail));
      document.querySelector("intake-form").setAttribute("exit-url", "/home");
    });
    await exit.waitFor({ state: "detached" });
    assert.deepEqual(await page.evaluate(() => window.told), [{ code: "exit-url" }]);
    await page.evaluate(() => document.querySelector("intake-form").removeAttribute("exit-url"));
    await page.evaluate((form) => { document.querySelector("intake-form").definition = form; }, unsafe);
    await until(() => page.evaluate(() => window.told.length === 2), "the definition is refused");
    const [, { code, errors }] = await page.evaluate(() => window.told);
    assert.deepEqual([code, errors[0].pointer], ["definition", "/settings/exitUrl"]);
  });

  await check("a form without it asks for no file of it", async () => {
    const before = stage.seen.requests.length;
    await open('<intake-form src="/try/visit.json"></intake-form>');
    assert.ok(!stage.seen.requests.slice(before).some((line) => line.includes("exit")));
  });
}
