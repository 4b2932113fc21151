// Staff read how a person may be reached in words that they can keep to, and no answer of a stranger's is raw, or taken
// for what it is not.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { body, sign } from "./sign.mjs";

const SAY_NOTHING = "Do not say which organisation you are from";
const NO_MESSAGE = "Do not leave a message";
const UNREADABLE = "This cannot be read here. The export has it.";
const NUMBER = "+1 202-555-0142";

/** Answers to a question of the type `contact`, and how they are read. */
const READ = [
  [{ method: "phone", value: NUMBER, leaveMessage: false, sayWho: "Ana", when: "After nine" },
    [`Phone call: ${NUMBER}`, NO_MESSAGE, "Use the name: Ana", "Good time: After nine"]],
  [{ method: "phone", value: NUMBER, leaveMessage: true }, [`Phone call: ${NUMBER}`, "It is safe to leave a message", SAY_NOTHING]],
  [{ method: "phone", value: NUMBER }, [`Phone call: ${NUMBER}`, NO_MESSAGE, SAY_NOTHING]],
  [{ method: "text", value: NUMBER, sayWho: "Ana" }, [`Text message: ${NUMBER}`, "Use the name: Ana"]],
  [{ method: "email", value: "ana@example.org", when: "<b>&amp; %s" }, ["Email: ana@example.org", SAY_NOTHING, "Good time: <b>&amp; %s"]],
  [{ method: "post", value: "1 Quay Street\nNorthbridge" }, ["Letter by post: 1 Quay Street", "Northbridge", SAY_NOTHING]],
  [{ method: "none" }, ["Don’t contact me"]],
  // What no form sends.
  [{ method: ["x"], value: { a: 1 } }, [UNREADABLE, NO_MESSAGE, SAY_NOTHING]],
  [{ method: "phone", value: [NUMBER], leaveMessage: "true", sayWho: ["Ana"], when: 7, wire: { a: false } }, [`Phone call: ${UNREADABLE}`, NO_MESSAGE, SAY_NOTHING]],
  [{ method: "phone", value: "", leaveMessage: 1, sayWho: " " }, ["Phone call", NO_MESSAGE, SAY_NOTHING]],
  [{ method: "none", value: NUMBER, leaveMessage: true, sayWho: "Ana" }, ["Don’t contact me"]],
  [{ method: "pigeon", value: "north", leaveMessage: true, sayWho: "Ana" }, [UNREADABLE, NO_MESSAGE, "Use the name: Ana"]],
  [[{ method: "phone" }], [UNREADABLE, NO_MESSAGE, SAY_NOTHING]],
  [false, [UNREADABLE, NO_MESSAGE, SAY_NOTHING]],
];

/** Answers of wrong types: the type of the question, the answer, how it is read. */
const STRANGE = [
  ["text", { a: false, b: 1 }, UNREADABLE], ["paragraph", [["<i>"]], UNREADABLE], ["text", false, "No"], ["integer", true, "Yes"], ["integer", 0, "0"],
  ["date", {}, UNREADABLE], ["month", [1], UNREADABLE], ["time", { a: "<i>" }, UNREADABLE], ["scale", "<i>", "<i>"],
  ["money", { a: 1 }, UNREADABLE], ["money", "much", "much"], ["money", 1500, "1500 EUR"], ["money", 0.5, "0.50 EUR"],
  ["boolean", "false", UNREADABLE], ["boolean", [true], UNREADABLE], ["consent", { given: "false" }, UNREADABLE], ["consent", { given: false }, "Did not agree"],
  ["consent", true, UNREADABLE], ["choice", { a: ["x"] }, UNREADABLE], ["choices", [["x"], "food", "gone"], `${UNREADABLE}\nFood\ngone`],
  ["address", { city: "Northbridge", wire: "<i>", line1: ["x"] }, "Northbridge"], ["address", "Northbridge", UNREADABLE], ["address", { city: false }, UNREADABLE],
  ["signature", { typedName: ["x"] }, UNREADABLE], ["signature", { strokes: "x" }, UNREADABLE], ["signature", false, UNREADABLE],
  ["file", [false, { fileName: ["x"] }, { fileName: "a.pdf", digest: ["x"] }], `${UNREADABLE}\n${UNREADABLE}\na.pdf`], ["repeat", "<i>", "<i>"], ["later", { a: false }, UNREADABLE],
];

export async function run(stage) {
  const { site, check, shoot, editor, folder } = stage;
  const audience = `${site.origin}/wp-json/intake-form/v1/submissions`;

  /** What the table says beside each of these answers, in their order. `[item, answer]` each. */
  const read = async (name, asked, absent = {}) => {
    const items = asked.map(([item], i) => ({ name: `q${i}`, label: `Question ${i}.`, ...item }));
    const form = { formLanguage: 1, name, version: "1", defaultLanguage: "en", languages: ["en"], title: name, pages: [{ name: "page", items }] };
    const place = join(folder, `${name}.json`);
    await writeFile(place, JSON.stringify(form));
    await site.php(`Intake_Form\\Forms::publish(file_get_contents('${place}'));`);
    const answers = Object.fromEntries(asked.map(([, answer], i) => [`q${i}`, answer]).filter(([, answer]) => answer !== undefined));
    const answer = await fetch(audience, { method: "POST", headers: { "Content-Type": "application/json" }, body: await sign(body(form, audience, { answers, absent })) });
    assert.equal(answer.status, 201, await answer.clone().text());
    await editor.goto(`/wp-admin/admin.php?page=intake-form&submission=${await site.sql("SELECT MAX(id) FROM wp_intake_form_submission")}`);
    const rows = await editor.locator("#wpbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.innerText.trim())));
    const said = new Map(rows);
    return items.map(({ label }) => said.get(label));
  };

  await check("how a person may be reached: the way, whether a message may be left, whose name to use, when", async () => {
    const said = await read("reach", READ.map(([answer]) => [{ type: "contact" }, answer]));
    await shoot(editor, "contact");
    assert.deepEqual(said, READ.map(([, lines]) => lines.join("\n")));
    assert.equal(await editor.locator("bdi", { hasText: NUMBER }).count(), 4, "among Arabic words a number keeps its order");
  });

  await check("an answer of another type than its question's is neither raw nor taken for one", async () => {
    const more = { money: { currency: "EUR" }, choice: { choices: [{ name: "food", label: "Food" }] }, choices: { choices: [{ name: "food", label: "Food" }] }, repeat: { items: [] }, file: { maxFiles: 3 } };
    const said = await read("strange", STRANGE.map(([type, answer]) => [{ type, ...more[type] }, answer]));
    assert.deepEqual(said, STRANGE.map(([, , words]) => words));
  });

  await check("why there is no answer is said of a repeat, too", async () => {
    assert.deepEqual(await read("absent", [[{ type: "repeat", items: [], absent: ["asked-unknown"] }, undefined], [{ type: "contact" }, undefined]],
      { q0: "asked-unknown", q1: "asked-declined" }), ["Does not know", "Would rather not say"]);
  });
}
