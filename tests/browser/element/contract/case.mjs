import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { embed } from "../../embed.mjs";

export const title = "the element has what docs/element.md, docs/theming.md, custom-elements.json and the code say, and nothing else";

// What the browser itself does, once an element belongs to forms.
const BROWSERS = ["name", "disabled"];

export async function run(stage) {
  const { page, check, server } = stage;
  await embed(stage, '<intake-form src="/try/visit.json"></intake-form>');
  const manifest = await page.evaluate(() => fetch("/custom-elements.json").then((answer) => answer.json()));
  const [element] = manifest.modules[0].declarations;
  const named = (list) => list.map(({ name }) => name).sort();
  const read = (path) => readFile(join(server.root, path), "utf8");
  const [docs, theming] = [await read("docs/element.md"), await read("docs/theming.md")];
  const source = await sources(join(server.root, "src"));
  const found = (pattern, text = source) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();
  /** The names in the first column of the table under a heading. */
  const table = (text, heading) => {
    const section = text.split(`\n## ${heading}\n`)[1].split("\n## ")[0];
    const cells = section.split("\n").filter((line) => line.startsWith("| `")).map((line) => line.split(" | ")[0]);
    return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name.replace(/\(.*/, ""))).sort();
  };

  await check("attributes", async () => {
    const observed = await page.evaluate(() => customElements.get("intake-form").observedAttributes);
    assert.deepEqual([...observed, ...BROWSERS].sort(), named(element.attributes));
    assert.deepEqual(table(docs, "Attributes"), named(element.attributes));
  });

  await check("properties and methods, and which can be set", async () => {
    const own = await page.evaluate(() => Object.entries(Object.getOwnPropertyDescriptors(customElements.get("intake-form").prototype))
      .map(([name, { value, set }]) => ({ name, kind: value ? "method" : "field", readonly: !value && !set }))
      .filter(({ name }) => name !== "constructor" && !name.endsWith("Callback")));
    const bare = ({ name, kind, readonly = false }) => `${kind} ${name}${readonly ? " readonly" : ""}`;
    assert.deepEqual(own.map(bare).sort(), element.members.map(bare).sort());
    const kind = (kind) => named(element.members.filter((member) => member.kind === kind));
    assert.deepEqual(table(docs, "Properties"), kind("field"));
    assert.deepEqual(table(docs, "Methods"), kind("method"));
  });

  await check("events, and which can be canceled", async () => {
    assert.deepEqual(found(/(?:emit(?:_js)?|#tell|dispatch)\((?:host, )?\s*"(intake-[a-z]+)"/g), named(element.events));
    assert.deepEqual(table(docs, "Events"), named(element.events));
    const cancelable = found(/"(intake-[a-z]+)"/g, /let cancelable = .*/.exec(source)[0]);
    const said = docs.split("\n").filter((line) => line.includes("*Cancelable*")).map((line) => /intake-[a-z]+/.exec(line)[0]);
    assert.deepEqual(said.sort(), cancelable);
  });

  await check("parts", async () => {
    const literal = found(/"part": "([^"]+)"/g, source.replace(/\.part = "/g, '"part": "'));
    const parts = new Set(literal.flatMap((names) => names.split(" ")));
    // Put together where they are drawn: by a result's status, by an input's kind, by a button's weight.
    for (const name of ["program", "eligible", "ineligible", "undetermined", "radio", "checkbox", "button-main"]) parts.add(name);
    assert.deepEqual([...parts].sort(), named(element.cssParts));
    const section = theming.split("\n## Parts\n")[1].split("\n## ")[0];
    const told = section.split("\n").filter((line) => line.startsWith("| `")).flatMap((line) => found(/`([a-z-]+)`/g, line));
    assert.deepEqual([...new Set(told)].sort(), named(element.cssParts));
  });

  await check("custom properties", async () => {
    assert.deepEqual(found(/var\((--intake-[a-z-]+)/g), named(element.cssProperties));
    assert.deepEqual(table(theming, "Custom properties"), named(element.cssProperties));
  });

  await check("TypeScript is told of the same", async () => {
    const types = await page.evaluate(() => fetch("/intake-form.d.ts").then((answer) => answer.text()));
    const own = types.split("export interface IntakeFormElement")[1].split("\n}")[0];
    assert.deepEqual(found(/^ {2}(?:readonly )?(\w+)[(:]/gm, own), named(element.members));
    const attributes = types.split("export interface IntakeFormAttributes")[1].split("\n}")[0];
    assert.deepEqual(found(/^ {2}"([a-z-]+)":/gm, attributes), named(element.attributes));
    assert.deepEqual(found(/^ {2}"(intake-[a-z]+)": CustomEvent/gm, types), named(element.events));
  });
}

/** All that the widget is made of, in one text. */
async function sources(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter(({ name }) => /\.(rs|js|css)$/.test(name) && name !== "tests.rs");
  return (await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")))).join("\n");
}
