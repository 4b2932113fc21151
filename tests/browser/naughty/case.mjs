import assert from "node:assert/strict";
import { inbox } from "../delivery/person.mjs";
import { embed } from "../embed.mjs";
import { census, flat, mark, same } from "./census.mjs";
import { guest, whole } from "./forms.mjs";
import { post } from "./sign.mjs";
import { NAUGHTY, UNSEEN } from "./strings.mjs";
import { plain, widget } from "./walk.mjs";

/** What each string goes through. */
export const parts = () => ["widget", "plain", "inbox", "refused"];
export const title = "naughty strings are drawn as they stand, as answers, names and texts of the form, and none of them runs";
// Without any page's policy: what would run, runs.
export const context = { bypassCSP: true };
// A definition that is no form says so.
export const expected = [/intake-form: /];

const NAMES = NAUGHTY.filter((word) => /^[<"'&`=]/.test(word) && word.length < 80).slice(0, 10);
/** Those that get a submission each, and as much of each as a name has room for. */
const single = (words) => words.filter((_, i) => i % 4 === 0 || NAMES.includes(NAUGHTY[i])).map((word) => word.slice(0, 100));
const SETS = {
  tame: { words: NAUGHTY.map((_, i) => `word ${i + 100}`), names: NAMES.map((_, i) => `paper ${i + 100}`) },
  naughty: { words: NAUGHTY, names: NAMES },
};

export async function run(stage) {
  const { page, check, context, server, folder, part } = stage;
  assert.ok(NAUGHTY.length + UNSEEN.length >= 60 && NAMES.length === 10);
  const ran = await mark(context);
  const forms = Object.entries(SETS).flatMap(([set, { words }]) => [whole(`${set}-words`, words), guest(`${set}-guest`)]);
  await embed(stage, "", { name: "none", forms, go: false });
  const running = { ...stage, server: { stop() {}, start() {} } };
  for (const { name } of forms) {
    await embed(running, `<intake-form src="/try/${name}.json" action="/submissions"></intake-form>`, { name, forms: [], go: false });
    await embed(running, `<intake-form src="/try/${name}.json" action="/submissions" mode="assisted" worker="Robin"></intake-form>`, { name: `with-${name}`, forms: [], go: false });
  }
  /** Opens a file that was saved, at the address of the site: as bad as it can be. */
  const opened = async (text) => {
    await context.route("**/host/saved.html", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: text }));
    await page.goto("/host/saved.html");
    const found = await census(page.locator("html"));
    await context.unroute("**/host/saved.html");
    return found;
  };
  /** Plays both sets of words; every page that is seen becomes a test of its own. */
  const compared = async (what, play) => {
    const seen = { tame: new Map(), naughty: new Map() };
    for (const [set, { words, names }] of Object.entries(SETS)) {
      const see = async (name, place, said = words) => seen[set].set(name, { found: await (place.elements ? place : census(place)), said });
      await check(`${what}: ${set} words are gone through to the end`, () => play({ set, words, names, see }));
    }
    const kinds = new Map();
    // Pages of one kind are one test.
    for (const name of seen.naughty.keys()) {
      const [kind] = name.split(" #");
      kinds.set(kind, [...(kinds.get(kind) ?? []), name]);
    }
    for (const [kind, names] of kinds) {
      await check(`${what}, ${kind}: the same elements as with tame words, and each string as it stands`, () => {
        assert.deepEqual(ran, []);
        for (const name of names) {
          const { found, said } = seen.naughty.get(name);
          same(name, found, (seen.tame.get(name) ?? seen.tame.get(names[0])).found, said);
        }
      });
    }
  };
  const goTo = async (address) => {
    await page.goto(address);
    await page.locator("intake-form").getByRole("heading").first().waitFor();
    // Scripts that come later draw, too.
    await page.waitForLoadState("networkidle");
  };
  const references = {};

  if (part === "widget") await compared("the widget", async ({ set, words, names, see }) => {
    await goTo(`/host/${set}-words.html`);
    const { draft, copy } = await widget({ page, words, names, see, folder });
    await see("the draft file", await opened(draft));
    await see("the saved copy", await opened(copy));
    references[set] = (await inbox(server))[0];
  });

  if (part === "plain") await compared("the plain pages", async ({ set, words, see }) => {
    await page.goto(`/fill/${set}-words`);
    await plain({ page, words, see, folder, opened });
  });

  if (part === "widget") await compared("the inbox, all of it", async ({ set, words, names, see }) => {
    await server.enter(page);
    await page.goto(`/inbox/${references[set].submissionId}`);
    await see("a submission", page.locator("html"), [...words, ...names]);
  });

  // A worker, and a submission of each string.
  const bodies = {};
  if (part === "inbox") await check("the widget's bar: a worker is called what the page says, letter by letter, and her note is kept as it is", async () => {
    for (const set of ["tame", "naughty"]) {
      const [sent] = await Promise.all([page.waitForRequest((request) => request.method() === "POST"), assisted(page, set)]);
      bodies[set] = JSON.parse(/"submission"\r\n\r\n(.*)\r\n/.exec(sent.postData())[1]);
      await page.getByRole("heading", { name: "Your answers have been sent" }).waitFor();
    }
    assert.equal(bodies.naughty.respondent.note, NAUGHTY.join("\n"));
    const form = page.locator("intake-form");
    const otherwise = await form.evaluate(async (host, words) => {
      const shown = [];
      for (const word of words) {
        host.worker = word;
        await new Promise((resolve) => setTimeout(resolve));
        const button = host.shadowRoot.querySelector("[data-key=who]");
        if (button.textContent !== `Helping: ${word}` || button.childElementCount > 0) shown.push(button.textContent);
      }
      return shown;
    }, NAUGHTY);
    assert.deepEqual(otherwise, []);
    assert.deepEqual((await census(form)).wrong, []);
    assert.deepEqual(ran, []);
  });

  const ids = { tame: [], naughty: [] };
  if (part === "inbox") await check("each string is taken as a name, a worker, a note, and a file, under a signature that holds", async () => {
    for (const [set, { words }] of Object.entries(SETS)) {
      for (const word of single(words)) {
        const body = structuredClone(bodies[set]);
        body.answers.called = word;
        body.answers.papers[0].fileName = word;
        body.attachments[0].fileName = word;
        body.respondent = { mode: "assisted", worker: word, note: word };
        const { status, text, submissionId } = await post(server, body, PAPER);
        assert.ok(status === 200 || status === 201, `${status} ${text} for ${word}`);
        ids[set].push(submissionId);
      }
    }
  });

  if (part === "inbox") await compared("the inbox", async ({ set, words, names, see }) => {
    await server.enter(page);
    await page.goto(`/inbox?size=200&form=${set}-guest`);
    await see("the list", page.locator("html"), single(words).filter((word) => !word.includes("\t")));
    for (const [i, id] of ids[set].entries()) {
      // A tame one is like the other.
      if (set === "tame" && i > 0) break;
      await page.goto(`/inbox/${id}`);
      await see(`a submission #${i}`, page.locator("html"), [single(words)[i]]);
    }
    for (const [i, word] of names.slice(0, set === "tame" ? 1 : 5).entries()) {
      await page.goto(`/inbox?form=${set}-guest&q=${encodeURIComponent(word)}`);
      assert.deepEqual((await census(page.locator("html"))).wrong, []);
      await see(`a search #${i}`, page.locator("form").filter({ has: page.locator("input[name=q]") }).first(), [word]);
      await page.goto(`/inbox/export?form=${set}-guest&q=${encodeURIComponent(word)}`);
      await see(`the export #${i}`, page.locator("html"), [word]);
    }
  });

  if (part === "refused") await check("what is not seen, or is no text, does no harm on the way", async () => {
    await goTo("/host/tame-guest.html");
    const form = page.locator("intake-form");
    for (const { written, drawn, line = drawn } of UNSEEN) {
      await form.getByLabel("Your name").first().evaluate((input, text) => {
        input.value = text;
        input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      }, written);
      await form.getByRole("button", { name: "Continue" }).click();
      await form.getByRole("heading", { name: "Check your answers" }).waitFor();
      const shown = flat((await census(form.locator("dl").first())).text);
      assert.ok(shown.includes(flat(line)), `${JSON.stringify(shown)} has not ${JSON.stringify(line)}`);
      await form.getByRole("button", { name: "Back", exact: true }).click();
    }
    assert.deepEqual(ran, []);
  });

  if (part === "refused") await check("a definition that leads to a script, or holds half a letter, is no form: it is said, and nothing runs", async () => {
    const links = NAUGHTY.filter((word) => /script:|^data:/i.test(word) && !word.includes("<"));
    assert.ok(links.length >= 4);
    for (const url of links) {
      const bad = whole("bad-link", ["Words"]);
      bad.referrals[0].service.url = url;
      await refused(stage, bad);
    }
    for (const half of ["\uD800", "\uDFFF", "\u0000"]) await refused(stage, guest("half", half));
    assert.deepEqual(ran, []);
  });
}

const PAPER = { bytes: Buffer.from("a paper"), type: "text/plain", name: "paper.txt" };

/** A worker fills in the form of one question, writes a note, and presses Send. */
async function assisted(page, set) {
  await page.goto(`/host/with-${set}-guest.html`);
  const form = page.locator("intake-form");
  const press = (name) => form.getByRole("button", { name, exact: true }).first().click();
  await form.getByLabel("Your name").fill("Sam");
  await form.locator("input[type=file]").first().setInputFiles({ name: PAPER.name, mimeType: PAPER.type, buffer: PAPER.bytes });
  await form.getByRole("button", { name: `Remove ${PAPER.name}` }).waitFor();
  await press("Note");
  await form.getByLabel("Your note").fill(SETS[set].words.join("\n"));
  await form.getByRole("region", { name: "With a worker" }).getByRole("button", { name: "Close" }).click();
  for (const there of ["Continue", "Continue", "Send"]) {
    await press(there);
    if (there === "Continue") await form.getByRole("heading", { name: /Check your answers|Send/ }).first().waitFor();
  }
}

/** The element says that this is no form. */
async function refused({ page, playground }, definition) {
  await page.goto(await playground.path({ form: definition }));
  const form = page.locator("intake-form");
  await form.getByRole("alert").first().waitFor();
  assert.deepEqual((await census(form)).wrong, []);
  assert.equal(await form.getByRole("button", { name: "Continue" }).count(), 0);
}
