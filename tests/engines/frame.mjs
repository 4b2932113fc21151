// A form in a frame of another site's page, with the lines of docs/frames.md: as high as the form, in the page's language,
// sent; also where the frame's storage is this page's only, or there is none.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inbox } from "../browser/delivery/person.mjs";
import { visit } from "../browser/embed.mjs";
import { until } from "../browser/person.mjs";

export const title = "a form in a frame";

const root = fileURLToPath(new URL("../..", import.meta.url));
const many = Array.from({ length: 12 }, (_, i) => ({ name: `more_${i}`, type: "text", label: `More ${i}`, record: true }));
const [you, home] = visit.pages;
const FORM = { ...visit, name: "framed", pages: [you, { ...home, items: [...home.items, ...many] }] };

export async function run({ visitor, driver, check, leaveOut, server, playground }) {
  for (const folder of [join(playground.site, "try"), playground.forms]) await writeFile(join(folder, "framed.json"), JSON.stringify(FORM));
  // The receiver reads its forms when it starts.
  await server.stop();
  await server.start();

  const guide = await readFile(join(root, "docs/frames.md"), "utf8");
  const snippets = [...guide.matchAll(/```html\n(.*?)```/gs)].map(([, text]) => text);
  const [bare, scripted, sandboxed] = snippets.map((text) => text.replaceAll("https://forms.example.org", server.origin).replace("help-with-food", "framed"));
  const script = scripted.split("\n")[1];
  const faults = await readFile(new URL("faults.js", import.meta.url), "utf8");
  let opened = 0;
  let body = "";
  let lang = "en";
  const host = createServer((request, answer) => {
    answer.setHeader("content-type", "text/html; charset=utf-8");
    answer.end(`<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Our pantry</title><link rel="icon" href="data:,"><script>${faults}</script></head>
      <body><main><h1>Our pantry</h1><p>${"Open each day. ".repeat(60)}</p>${body}<p>${"Come by. ".repeat(300)}</p></main></body></html>`);
  });
  await new Promise((resolve) => host.listen(0, "127.0.0.1", resolve));

  /** Another name of this machine is another site, not only another origin. */
  const open = async (html, language = "en") => {
    await driver.leaveFrame();
    [body, lang, opened] = [html, language, opened + 1];
    // A page that was there before would be scrolled to where it was.
    await driver.goto(`http://localhost:${host.address().port}/${opened}`);
    await driver.enterFrame();
  };
  /** What the page around says. */
  const around = async (question, ...given) => {
    await driver.leaveFrame();
    try {
      return await driver.run(question, ...given);
    } finally {
      await driver.enterFrame();
    }
  };
  const height = () => around("() => document.querySelector('iframe').clientHeight");
  const fits = (what) => until(async () => {
    const inner = await driver.run("() => Math.ceil(document.documentElement.getBoundingClientRect().height)");
    return await height() === inner && inner;
  }, `the frame is as high as ${what}`);
  /** Where an element of the form stands in what is seen of the page around: its top, and how high that is. */
  const place = async () => {
    const top = await driver.run(`() => {
      let focused = document.activeElement;
      while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
      return focused.getBoundingClientRect().top;
    }`);
    return around("(top) => [document.querySelector('iframe').getBoundingClientRect().top + top, innerHeight]", top);
  };
  const inView = (what) => until(async () => {
    const [top, height] = await place();
    return top >= 0 && top < height - 10;
  }, `${what} is in view`);
  /** By key: a mouse misses what moves while the page around grows. */
  const presses = async (name) => {
    await driver.focus(await visitor.finds("button", name));
    await driver.press("Enter");
  };
  const fill = async () => {
    await visitor.sees("You");
    await visitor.fills("Your name", "Ada");
    await presses("Continue");
    await visitor.sees("Home");
    await visitor.fills("Your town", "Lund");
    await presses("Continue");
    await visitor.sees("Check your answers");
    await presses("Continue");
    await visitor.finds("button", "Send");
  };
  const send = async () => {
    await fill();
    await presses("Send");
  };
  const isSent = async () => {
    await visitor.sees("Your answers have been sent");
    const [reference] = /[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/.exec(await visitor.asks("text")) ?? assert.fail("no reference number");
    assert.ok((await inbox(server)).some((row) => row.reference === reference), `${reference} is in the inbox`);
  };

  await check("the frame alone keeps its height, and is filled in and sent", async () => {
    await open(bare);
    await send();
    await isSent();
    assert.equal(await height(), 700);
  });

  await check("with the script it speaks the page's language, and has the form's title", async () => {
    await open(scripted, "sv-FI");
    await visitor.sees("Du");
    await until(async () => (await around("() => { const { title, lang } = document.querySelector('iframe'); return `${title} ${lang}`; }")) === "Ett besök sv", "the frame is called Ett besök");
    await visitor.fills("Ditt namn", "Ada");
    await around("() => { document.documentElement.lang = 'en'; }");
    await visitor.sees("You");
    assert.equal((await visitor.answers()).called, "Ada");
  });

  await check("it is as high as each page of the form, and as the list of mistakes", async () => {
    await open(scripted);
    await visitor.sees("You");
    const first = await fits("the first page");
    await visitor.clicks("button", "Continue");
    await visitor.sees("There is a problem");
    const wrong = await fits("the page with its mistakes");
    assert.ok(wrong > first, `${wrong} after ${first}`);
    await inView("the list of mistakes");
    await visitor.fills("Your name", "Ada");
    await visitor.clicks("button", "Continue");
    await visitor.sees("Home");
    assert.ok(await fits("a longer page") > wrong);
    assert.equal(await driver.run("() => scrollY"), 0);
  });

  await check("the page around shows the field that Tab leads to", async () => {
    await inView("the new page's beginning");
    await visitor.clicks("textbox", "Your town");
    for (let i = 0; i < 12; i += 1) {
      await visitor.tabsTo("textbox", `More ${i}`, { limit: 3 });
      await inView(`field ${i}`);
    }
  });

  await check("in the sandbox of the guide it is filled in and sent", async () => {
    await open(`${sandboxed}\n${script}`);
    await send();
    await isSent();
    await fits("the confirmation");
  });

  await check("what it stores is kept for this page alone", async () => {
    await open(scripted);
    await visitor.sees("You");
    await driver.run("() => localStorage.setItem('probe', 'of the frame')");
    await driver.leaveFrame();
    await driver.goto(`${server.origin}/embed/framed`);
    await visitor.sees("You");
    assert.equal(await driver.run("() => localStorage.getItem('probe')"), null);
  });

  await check("without a connection the answers wait there, and are sent when the person comes back to the page", async () => {
    await open(scripted);
    await fill();
    await driver.run("() => { window.fetch = () => Promise.reject(new TypeError('no network')); }");
    await presses("Send");
    await visitor.sees("Your answers are not sent yet");
    await visitor.reads("saved on this device");
    await open(scripted);
    await visitor.reads("earlier visit have been sent");
  });

  // WebKit takes `'self'` in the policy of a frame without an origin for no address at all, and runs no script there.
  if (driver.title === "WebKitGTK") leaveOut("a frame without an origin runs no script in it");
  else await check("without any storage it is sent all the same", async () => {
    await open(bare.replace("<iframe", `<iframe sandbox="allow-scripts allow-forms"`));
    await visitor.sees("You");
    assert.equal(await driver.run("() => { try { return String(localStorage.length); } catch ({ name }) { return name; } }"), "SecurityError");
    await send();
    await visitor.sees("Your answers have been sent");
  });

  await driver.leaveFrame();
  host.closeAllConnections();
  host.close();
}
