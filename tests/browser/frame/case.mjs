import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { violations } from "../axe.mjs";
import { embed, visit } from "../embed.mjs";
import { until } from "../person.mjs";
import { freePort } from "../server.mjs";

export const title = "a form in a frame of another site: as high as it is, in the page's language, with nobody else between them";

const AWAY = "https://weather.example/today";
const SERVICE = "https://service.example/";
// Another port is another site; what is refused is provoked.
export const expected = [
  /request: http:\/\/(127\.0\.0\.1|localhost):\d+\/(host|foreign)/, /request: https:\/\/(weather|service)\.example\//,
  /console: .*(ERR_FAILED|Unsafe attempt to initiate navigation|is sandboxed|IndexedDB|Blocked opening)/,
];

const many = Array.from({ length: 12 }, (_, i) => ({ name: `more_${i}`, type: "text", label: `More ${i}`, required: i === 11, record: true }));
const framed = {
  ...visit, name: "framed", languages: ["en", "sv", "ar"],
  title: { en: "A visit", sv: "Ett besök", ar: "زيارة" },
  pages: [visit.pages[0], { ...visit.pages[1], items: [...visit.pages[1].items, ...many] }],
  referrals: [{ name: "help", reason: "They help.", relevant: "true", service: { name: "Help", url: SERVICE, phones: [{ number: "+1 202-555-0142" }] } }],
};
const watched = { ...framed, name: "framed-watched", settings: { exitUrl: AWAY } };

export async function run(stage) {
  const { page, check, context, server, shoot, person } = stage;
  for (const [address, text] of [[AWAY, "Rain"], [SERVICE, "Help is here"]]) {
    await context.route(`${address}**`, (route) => route.fulfill({ contentType: "text/html", body: `<title>${text}</title><h1>${text}</h1>` }));
  }
  await embed(stage, "", { name: "none", forms: [framed, watched], go: false });

  const guide = await readFile(join(server.root, "docs/frames.md"), "utf8");
  const snippets = [...guide.matchAll(/```html\n(.*?)```/gs)].map(([, text]) => text);
  const [bare, scripted, sandboxed] = snippets;
  const fit = (snippet, name = "framed", query = "") => snippet
    .replaceAll("https://forms.example.org", server.origin).replace("help-with-food", name + query);
  const only = (words) => fit(bare, "framed").replace("<iframe", `<iframe sandbox="${words}"`);
  const [, script] = scripted.trim().split("\n");
  const withScript = (frame) => `${frame}\n${fit(script)}`;

  // The host: what stands in `body`, in a page with a text before and after the frame.
  let body = "";
  let lang = "en";
  let policy = "";
  const host = createServer((request, answer) => {
    answer.setHeader("content-type", "text/html; charset=utf-8");
    if (policy) answer.setHeader("content-security-policy", policy);
    if (request.url === "/foreign") return answer.end("<!doctype html><title>Foreign</title>");
    answer.end(`<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Our pantry</title>${policy ? "" : '<link rel="icon" href="data:,">'}</head><body><main><h1>Our pantry</h1><p>${"Open each day. ".repeat(60)}</p>
      ${body}<p>${"Come by. ".repeat(300)}</p></main></body></html>`);
  });
  const port = await freePort();
  await new Promise((resolve) => host.listen(port, "127.0.0.1", resolve));
  const open = async (html, language = "en") => {
    body = html;
    lang = language;
    await page.goto(`http://127.0.0.1:${port}/host`);
  };
  const element = page.locator("iframe").first();
  const frame = element.contentFrame();
  const inside = () => page.frames().find((one) => one.url().startsWith(`${server.origin}/embed/`));
  const heading = (name) => frame.getByRole("heading", { name }).first().waitFor();
  const goOn = (name = "Continue") => frame.getByRole("button", { name, exact: true }).click();
  /** The height of the frame, and what is in it; the same where nothing scrolls within. */
  const heights = async () => [
    await element.evaluate((one) => one.clientHeight),
    await inside().evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height)),
  ];
  const fits = (what) => until(async () => {
    const [outer, inner] = await heights();
    return outer === inner && outer;
  }, `the frame is as high as ${what}`);
  const fill = async () => {
    await heading("You");
    await frame.getByLabel("Your name").fill("Ada");
    await goOn();
    await heading("Home");
    await frame.getByLabel("Your town").fill("Lund");
    await frame.getByLabel("More 11").fill("x");
    await goOn();
    await heading("Check your answers");
    await goOn();
  };
  const send = async () => {
    await fill();
    await frame.getByRole("button", { name: "Send" }).first().click();
  };
  const inView = (box) => page.evaluate(() => innerHeight).then((height) => box && box.y >= 0 && box.y + Math.min(box.height, 40) <= height);

  await check("the frame alone: it keeps its height, scrolls within, and is filled in and sent into the inbox", async () => {
    await open(fit(bare));
    await heading("You");
    await frame.getByRole("heading", { name: "A visit", level: 1 }).waitFor();
    await fill();
    assert.deepEqual(await element.evaluate(({ clientHeight, title }) => [clientHeight, title]), [700, "Help with food"]);
    await frame.getByRole("button", { name: "Send" }).first().click();
    await heading("Your answers have been sent");
    const reference = await frame.getByText(/^\w{3}-\w{3}-\w{3}$/).first().innerText();
    const inbox = await context.newPage();
    await server.enter(inbox);
    await inbox.getByText(reference).first().waitFor();
    await inbox.close();
  });

  await check("a link to a service opens beside it, and takes no answer away", async () => {
    await frame.getByText("More about this place").first().click();
    const link = frame.getByRole("link", { name: /service\.example/ }).first();
    const [popup] = await Promise.all([page.waitForEvent("popup", { timeout: 30_000 }), link.click()]);
    await popup.getByRole("heading", { name: "Help is here" }).waitFor();
    await popup.close();
    await heading("Your answers have been sent");
  });

  await check("with the script it is as high as each page of the form, and of the error summary", async () => {
    await open(fit(scripted));
    await heading("You");
    const first = await fits("the first page");
    await goOn();
    await heading("There is a problem");
    const wrong = await fits("the page with its mistakes");
    assert.ok(wrong > first, `${wrong} after ${first}`);
    await frame.getByLabel("Your name").fill("Ada");
    await goOn();
    await heading("Home");
    assert.ok(await fits("a longer page") > wrong);
    assert.equal(await inside().evaluate(() => scrollY), 0);
    await shoot("long");
    await frame.getByRole("button", { name: "Back" }).click();
    await heading("You");
    assert.ok(await fits("a short page again") < wrong + 100);
    assert.equal(await frame.getByLabel("Your name").inputValue(), "Ada");
    assert.deepEqual(await violations(page), []);
  });

  await check("Tab, the list of mistakes and a new page are where the person looks", async () => {
    await page.setViewportSize({ width: 800, height: 500 });
    await goOn();
    await heading("Home");
    await fits("the longer page");
    await until(async () => inView(await frame.getByRole("heading", { name: "Home" }).boundingBox()), "the new page's beginning is in view");
    await frame.getByLabel("Your town").focus();
    for (let i = 0; i < 14; i += 1) {
      await page.keyboard.press("Tab");
      const focused = frame.locator("*:focus").last();
      await until(async () => inView(await focused.boundingBox()), `field ${i} is in view`);
    }
    await goOn();
    const summary = frame.getByRole("heading", { name: "There is a problem" });
    await summary.waitFor();
    await until(async () => inView(await summary.boundingBox()), "the mistakes are in view");
    await frame.getByRole("link", { name: /More 11/ }).click();
    await until(async () => inView(await frame.getByLabel("More 11").boundingBox()), "the field is in view");
    assert.equal(context.pages().length, 1);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  await check("other browsers don't scroll the page around: the form says where, and the page goes there", async () => {
    await open(fit(scripted));
    await heading("You");
    await fits("the first page");
    await page.evaluate(() => {
      window.shown = [];
      addEventListener("message", ({ data }) => data.show && window.shown.push(data.show));
    });
    await page.keyboard.press("Tab");
    await frame.getByLabel("Your name").focus();
    const [top, bottom] = await until(() => page.evaluate(() => window.shown.at(-1)), "the form says where the focus is");
    const box = await frame.getByLabel("Your name").evaluate((one) => one.getBoundingClientRect());
    assert.deepEqual([top, bottom], [box.top - 16, box.bottom + 16]);
    for (const [end, show] of [[1e6, [100, 140]], [0, [400, 440]]]) {
      await page.setViewportSize({ width: 800, height: 300 });
      await page.evaluate((end) => scrollTo(0, end), end);
      await inside().evaluate((show) => parent.postMessage({ intakeForm: 1, show }, "*"), show);
      await until(async () => {
        const y = (await element.boundingBox()).y + show[0];
        // A page scrolls by whole pixels.
        return y >= -1 && y + 40 <= 301;
      }, `${show} is in view from ${end}: ${(await element.boundingBox()).y}`);
    }
  });
  await page.setViewportSize({ width: 1280, height: 900 });

  const speaks = (tag, name) => until(async () => {
    const [title, lang] = await element.evaluate((one) => [one.title, one.lang]);
    return title === name && lang === tag;
  }, `the frame is called ${name} (${tag})`);

  await check("the page's language arrives, and the form's title; a person's own choice keeps the answers", async () => {
    await open(fit(scripted), "sv-FI");
    await heading("Du");
    await speaks("sv", "Ett besök");
    await frame.getByLabel("Ditt namn").fill("Ada");
    await page.evaluate(() => { document.documentElement.lang = "en"; });
    await heading("You");
    await speaks("en", "A visit");
    await frame.getByRole("link", { name: "العربية" }).click();
    await speaks("ar", "زيارة");
    await until(() => inside().evaluate(() => document.documentElement.dir === "rtl" && document.querySelector("h1").textContent === "زيارة"), "it is read from the right");
    assert.equal(await inside().evaluate(() => document.querySelector("intake-form").answers.called), "Ada");
    await fits("the page in Arabic");
    await shoot("arabic");
    await page.evaluate(() => { document.documentElement.lang = "fi"; });
    await page.evaluate(() => { document.documentElement.lang = "sv"; });
    await speaks("sv", "Ett besök");
    await open(fit(scripted, "framed", "?lang=sv"), "en");
    await speaks("sv", "Ett besök");
  });

  await check("a foreign window is heard by neither side", async () => {
    await open(`${fit(scripted)}<iframe src="http://localhost:${port}/foreign" title="Foreign"></iframe>`);
    await heading("You");
    // Scripts that come later draw, too.
    await page.waitForLoadState("networkidle");
    const height = await fits("the first page");
    const count = () => {
      window.strange = 0;
      addEventListener("message", ({ origin }) => { window.strange += origin.startsWith("http://localhost:"); });
    };
    await page.evaluate(count);
    await inside().evaluate(count);
    const foreign = page.frames().find((one) => one.url().endsWith("/foreign"));
    await foreign.evaluate(() => {
      const lie = { intakeForm: 1, ready: 1, hello: 1, lang: "sv", view: 300, height: 3333, title: "Lie", blank: 1, leave: "https://weather.example/today", show: [0, 9000] };
      parent.postMessage(lie, "*");
      parent.frames[0].postMessage(lie, "*");
    });
    // Their own page, but not the window that it should be.
    await page.evaluate((origin) => {
      const lie = { data: { intakeForm: 1, height: 4444, title: "Lie" }, origin, source: window };
      dispatchEvent(new MessageEvent("message", lie));
      dispatchEvent(new MessageEvent("message", { ...lie, origin: "https://a.example", source: document.querySelector("iframe").contentWindow }));
    }, server.origin);
    await until(() => page.evaluate(() => window.strange === 1), "the page has heard it");
    await until(() => inside().evaluate(() => window.strange === 1), "the form has heard it");
    assert.deepEqual(await element.evaluate((one) => [one.title, one.lang, one.clientHeight]), ["A visit", "en", height]);
    assert.equal(await page.title(), "Our pantry");
    assert.deepEqual(await inside().evaluate(() => [document.documentElement.lang, document.documentElement.style.cssText]), ["en", "--intake-view-top: 0px;"]);
    await heading("You");
  });

  await check("in the sandbox of the guide it does all of that, and saves", async () => {
    await open(withScript(fit(sandboxed)));
    await heading("You");
    await fits("the first page");
    await send();
    await heading("Your answers have been sent");
    await fits("the confirmation");
    await inside().evaluate(() => { window.print = () => { window.printed = true; }; });
    await frame.getByRole("button", { name: "Print" }).click();
    await until(() => inside().evaluate(() => window.printed), "it is printed");
  });

  await check("without storage and without a connection it says that nothing is kept, and a copy can be saved", async () => {
    await context.route("**/submissions", (route) => route.abort());
    await open(only("allow-scripts allow-forms allow-downloads"));
    await send();
    await frame.getByText("This browser could not save your answers").first().waitFor();
    const save = frame.getByRole("button", { name: /[Ss]ave a copy/ }).first();
    const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
    assert.equal(download.suggestedFilename(), "framed.html");
    await context.unroute("**/submissions");
    await frame.getByRole("button", { name: /[Tt]ry again/ }).first().click();
    await heading("Your answers have been sent");
  });

  const exit = frame.getByRole("link", { name: "Leave this page quickly" });
  const before = `http://127.0.0.1:${port}/foreign`;
  const ways = {
    "in a plain frame": () => fit(bare, "framed-watched"),
    "with the script": () => fit(scripted, "framed-watched"),
    "in the sandbox of the guide": () => fit(sandboxed, "framed-watched"),
    "by the script, where the sandbox lets nobody leave": () =>
      withScript(only("allow-scripts allow-forms allow-same-origin").replace("/framed", "/framed-watched")),
  };
  for (const [way, html] of Object.entries(ways)) {
    await check(`who leaves quickly leaves the whole page, and Back does not lead to it: ${way}`, async () => {
      await page.goto(before);
      await open(html());
      await heading("You");
      await frame.getByLabel("Your name").fill("Hidden");
      await goOn();
      await heading("Home");
      await exit.click();
      await page.waitForURL(AWAY);
      await page.goBack();
      assert.equal(page.url(), before);
    });
  }

  await check("the way out stays in view where the page scrolls and the frame does not", async () => {
    await open(fit(scripted, "framed-watched"));
    await heading("You");
    await frame.getByLabel("Your name").fill("Hidden");
    await goOn();
    await heading("Home");
    await fits("the longer page");
    await element.evaluate((one) => scrollTo(0, one.getBoundingClientRect().top + scrollY + 500));
    await until(async () => {
      const box = await exit.boundingBox();
      return box.y >= 0 && box.y < 100;
    }, "it is at the top of what is seen");
  });

  await check("where nothing lets it leave, the other page opens in front and the form is gone", async () => {
    await open(only("allow-scripts allow-forms allow-same-origin allow-popups").replace("/framed", "/framed-watched"));
    await heading("You");
    await frame.getByLabel("Your name").fill("Hidden");
    await exit.waitFor();
    const [popup] = await Promise.all([page.waitForEvent("popup", { timeout: 30_000 }), exit.click()]);
    await popup.getByRole("heading", { name: "Rain" }).waitFor();
    assert.equal(await frame.locator("intake-form").count(), 0);
  });

  await check("a page that lets in nothing but the frame, by its policy, has the form too", async () => {
    policy = `default-src 'none'; frame-src ${server.origin}`;
    // What the guide says of such a page; the picture of the tab is none of ours.
    await open(fit(bare).replace(' style="border: 0"', ""));
    policy = "";
    await send();
    await heading("Your answers have been sent");
  });

  host.closeAllConnections();
  host.close();
}
