// An example as its README says: built, started, and a form filled in and sent.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Person, until } from "../browser/person.mjs";
import { watch } from "../browser/watch.mjs";
import * as react from "./react.mjs";
import { run, serve } from "./run-program.mjs";

/** Where a bundler puts what it carries along; without one the files are where they are copied to. */
export const EXAMPLES = ["vite-react", "vite-vue", "vite-svelte", "astro", "plain", "turbo", "htmx"];
const CARRIED = { "vite-react": "/assets/", "vite-vue": "/assets/", "vite-svelte": "/assets/", astro: "/_astro/" };
const EXTRA = { "vite-react": react.checks };

export async function example(stage, name) {
  const { examples, port, check } = stage;
  const folder = join(examples, name);
  const receiver = stage.receiver.origin;
  await check("npm run build", () => run("npm", ["run", "build"], { cwd: folder, env: { NODE_ENV: "production", ASTRO_TELEMETRY_DISABLED: "1" } }));
  const stop = await serve("npm", ["start"], { cwd: folder, env: { PORT: port, RECEIVER: receiver } });
  try {
    await withPage(stage, `http://127.0.0.1:${port}`, async (seen) => {
      await check("npm start: a form is filled in and sent, and the page hears of it", () => fillIn({ ...seen, name }));
      await check("it has its files from where the example was built", () => {
        const paths = seen.requests.map((line) => new URL(line.split(" ")[1]).pathname);
        const own = paths.filter((path) => /intake-form-[\w-]+/.test(path));
        for (const kind of [/\.wasm$/, /\.css$/, /-en-.*\.json$/]) assert.ok(own.some((path) => kind.test(path)), `${kind} of ${own}`);
        assert.deepEqual(own.filter((path) => !path.startsWith(CARRIED[name] ?? "/intake-form/")), []);
      });
      await check("intake verify says that what arrived is what was signed", () => verify(stage, name, port));
      await EXTRA[name]?.({ ...stage, ...seen, folder });
    });
  } finally {
    await stop();
  }
}

/** Looks at a page, which may neither log an error nor break its policy nor ask another site. */
export async function withPage({ browser, check }, origin, look, { expected = [], also = [] } = {}) {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1000, height: 800 }, reducedMotion: "reduce" });
  context.setDefaultTimeout(20_000);
  const elsewhere = also.map((other) => new RegExp(`^request: ${other}/`));
  const { requests, faults } = await watch(context, origin, [...expected, ...elsewhere]);
  const page = await context.newPage();
  try {
    await look({ context, page, person: new Person(page), requests, faults });
  } finally {
    await check("no error, no violation of the page's policy, no request to another site", () => assert.deepEqual(faults, []));
    await context.close();
  }
}

/** As a person would. */
async function fillIn({ page, person, name }) {
  await page.goto("/");
  // Turbo and htmx come to the form by a link of theirs.
  if (name === "turbo") await person.clicks("link", "Ask for a bag of food");
  if (name === "htmx") await person.clicks("button", "Ask for a bag of food");
  await person.sees("About you");
  const field = page.getByLabel("How many people do you cook for?");
  if (name === "turbo" || name === "htmx") await field.fill("2");
  await until(async () => (await field.inputValue()) === "2", "what the page knows is filled in");
  await page.getByLabel("What is your name?").fill(`Ada of ${name}`);
  const language = page.getByRole("button", { name: "Svenska / English" });
  if (await language.count()) {
    await language.click();
    await person.sees("Om dig");
    await language.click();
    await person.sees("About you");
    assert.equal(await page.getByLabel("What is your name?").inputValue(), `Ada of ${name}`);
  }
  await person.clicks("button", "Continue");
  await person.sees("Check your answers");
  await person.clicks("button", "Continue");
  await page.getByRole("button", { name: "Send" }).click();
  await person.sees("Your answers have been sent");
  await person.reads("The page has heard it, too.");
}

/** Takes what arrived out of the inbox, and has it judged, for this form and this address. */
export async function verify({ receiver, program, examples, folder }, name, port) {
  const headers = { authorization: `Bearer ${receiver.token}` };
  const { submissions } = await (await fetch(`${receiver.origin}/inbox.json`, { headers })).json();
  const texts = await Promise.all(submissions.map(async ({ submissionId }) => (await fetch(`${receiver.origin}/inbox/${submissionId}.json`, { headers })).text()));
  const own = texts.filter((text) => JSON.parse(text).answers.called === `Ada of ${name}`);
  assert.equal(own.length, 1, "it arrived once");
  assert.deepEqual(JSON.parse(own[0]).answers, { called: `Ada of ${name}`, people: 2 });
  const file = join(folder, `${name}.json`);
  const judge = () => run(program, ["verify", file, "--form", join(examples, "forms/pantry.json"), "--audience", `http://127.0.0.1:${port}/submissions`]);
  await writeFile(file, own[0]);
  await judge();
  await writeFile(file, (await readFile(file, "utf8")).replace("Ada", "Adb"));
  await assert.rejects(judge, /ended with 1/);
}
