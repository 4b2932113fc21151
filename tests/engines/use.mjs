// How a person answers the example form of each control (tests/browser/control/<name>/form.json):
// `first` what the summary leads to when it is left empty, `answer` what is done, `expect` the answers then,
// `further` the pages after the first, `reads` what the review says.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { until } from "../browser/person.mjs";

const field = (label, role = "textbox") => ({ link: label, role, name: label });
const first = (question, role, name) => ({ link: question, role, name });
const fill = (label, text) => (visitor) => visitor.fills(label, text);

/** Chooses from a list box by key, as its own typing finds it. */
async function select(visitor, label, text, value) {
  const { driver } = visitor;
  // By key, because what opens on a click is drawn by the system and not by the page.
  const element = await visitor.finds("combobox", label);
  await driver.focus(element);
  await driver.type(text);
  if ((await visitor.state("combobox", label)).value !== value) throw new Error(`${text} was not chosen`);
}

export const USES = {
  address: {
    first: first(/What is your address/, "textbox", /Street and number/),
    async answer(visitor, driver) {
      await visitor.fills("Street and number", "5 Lantern Street", /What is your address/);
      await visitor.fills("Town or city", "Northbridge", /What is your address/);
      await driver.press("Tab");
    },
    expect: { home: { line1: "5 Lantern Street", city: "Northbridge" } },
    reads: ["5 Lantern Street, Northbridge"],
  },
  autocomplete: {
    first: field(/Which town/, "combobox"),
    async answer(visitor, driver) {
      await driver.type("ore");
      await visitor.finds("option", "Örebro");
      await driver.press("ArrowDown");
      await driver.press("Enter");
    },
    expect: { town: "orebro" },
    reads: ["Örebro"],
  },
  boolean: {
    first: first(/Do you have children/, "radio", /Yes/),
    async answer(visitor, driver) {
      await driver.press("Space");
      await visitor.finds("textbox", /How old are they/);
      await driver.press("ArrowDown");
    },
    expect: { has_children: false },
  },
  choice: {
    first: first(/How may we reach you/, "radio", /A call/),
    async answer(visitor, driver) {
      await driver.press("Space");
      await driver.press("ArrowDown");
      await select(visitor, /Which language/, "Polish", "pl");
    },
    expect: { way: "letter", language: "pl" },
    reads: ["A letter", "Polish"],
  },
  "choice-filter": {
    first: first(/Which county/, "radio", /Northshire/),
    async answer(visitor, driver) {
      await driver.press("Space");
      await select(visitor, /Which town/, "Northhaven", "north-haven");
      await visitor.picks(/Which of our houses/, "The lamp house", "checkbox");
    },
    expect: { county: "north", town: "north-haven", centres: ["north-house"] },
  },
  choices: {
    first: first(/What do you need/, "checkbox", /Food/),
    async answer(visitor, driver) {
      await visitor.picks(/What do you need/, "None of these", "checkbox");
      await visitor.picks(/What do you need/, "Rent", "checkbox");
      await visitor.picks(/What do you need/, "Food", "checkbox");
      await driver.press("Tab");
    },
    expect: { needs: ["food", "rent"] },
  },
  consent: {
    first: first(/May we keep your answers/, "checkbox", /I agree/),
    answer: (_, driver) => driver.press("Space"),
    expect: { agree: (answer) => answer?.given === true && /^sha-256:/.test(answer.textDigest) },
  },
  contact: {
    first: first(/How may we contact you/, "radio", /Phone call/),
    async answer(visitor, driver) {
      await driver.press("Space");
      await visitor.fills("Phone number", "202-555-0142", /How may we contact you/);
      await driver.press("Tab");
    },
    expect: { reach: { method: "phone", value: "202-555-0142" } },
    reads: ["Phone call: 202-555-0142", "Do not leave a message"],
  },
  date: {
    first: first(/When were you born/, "textbox", /Day|Month/),
    async answer(visitor) {
      for (const [part, text] of [["Day", "29"], ["Month", "2"], ["Year", "1988"]]) await visitor.fills(part, text, /When were you born/);
    },
    expect: { birth: "1988-02-29" },
  },
  decimal: { first: field(/How many square metres/), answer: fill(/How many square metres/, "1,234.5"), expect: { area: 1234.5 } },
  email: { first: field(/email address/), answer: fill(/email address/, "sam@example.org"), expect: { email: "sam@example.org" } },
  file: {
    first: first(/Proof of income/, "file", /Choose files/),
    async answer(visitor, driver, scratch) {
      const paper = join(scratch, "wages.pdf");
      await writeFile(paper, "%PDF-1.4 wages");
      await driver.upload(await visitor.finds("file", /Choose files/, /Proof of income/), paper);
      await visitor.finds("button", "Remove wages.pdf");
    },
    expect: { proof: (files) => files?.length === 1 && files[0].fileName === "wages.pdf" && files[0].mediaType === "application/pdf" && files[0].size === 14 },
    reads: ["wages.pdf"],
  },
  group: { first: first(/Name/, "textbox", /^Name/), answer: fill(/^Name/, "Sam"), expect: { person_name: "Sam" } },
  integer: { first: field(/How many people/), answer: fill(/How many people/, "3"), expect: { people: 3 } },
  money: { first: field(/What is the rent/), answer: fill(/What is the rent/, "1,234.50"), expect: { rent: 1234.5 } },
  month: {
    first: first(/When did you move in/, "textbox", /Month/),
    async answer(visitor) {
      await visitor.fills("Month", "3", /When did you move in/);
      await visitor.fills("Year", "2021", /When did you move in/);
    },
    expect: { moved: "2021-03" },
    reads: ["March 2021"],
  },
  note: {
    async answer(visitor) {
      await visitor.fills(/What is your name/, "Sam");
      await visitor.reads(/Hello Sam\. You can stop at any time\./);
      await visitor.finds("link", "+1 202-555-0142");
    },
    expect: { name_given: "Sam" },
  },
  other: {
    first: first(/What do you need/, "checkbox", /Food/),
    async answer(visitor) {
      await visitor.picks(/What do you need/, "Other", "checkbox");
      await visitor.fills(/Other: What do you need/, "A bicycle");
    },
    expect: { needs: ["other"], needs_other: "A bicycle" },
  },
  paragraph: { first: field(/What should we know/), answer: fill(/What should we know/, "We have a dog."), expect: { more: "We have a dog." } },
  phone: { first: field(/phone number/), answer: fill(/phone number/, "+1 202-555-0142"), expect: { phone: (number) => /^\+1/.test(number) } },
  "read-only": {
    async answer(visitor, driver) {
      await visitor.clicks("textbox", "Text");
      await driver.type("x");
    },
    expect: { r_text: "Northbridge", r_integer: 7, r_date: "1985-03-27" },
  },
  repeat: {
    async answer(visitor) {
      await visitor.picks(/Do you live alone/, "No");
      await visitor.fills("First name", "Anna");
      await visitor.fills("How old is Anna?", "34");
      await visitor.clicks("button", "Add a person");
      await visitor.focusIs(({ role, name }) => role === "textbox" && /First name/.test(name), "the new entry's first field has the focus");
      await visitor.driver.type("Bo");
      await visitor.fills("How old is Bo?", "40");
    },
    expect: { members: (entries) => entries?.map(({ first_name, age }) => `${first_name} ${age}`).join() === "Anna 34,Bo 40" },
    further: ["Last page"],
  },
  "repeat-absent": {
    first: first(/Person 1, First name/, "textbox", /First name/),
    async answer(visitor) {
      await visitor.picks(/^Person$/, "I’d rather not say", "checkbox");
      await until(async () => !(await visitor.has("textbox", "First name")), "the entries are gone");
    },
    expect: { members: (entries) => entries === undefined },
    further: ["Last page"],
    reads: ["I’d rather not say"],
  },
  scale: {
    first: first(/How was our help/, "radio", /^0/),
    async answer(_, driver) {
      await driver.press("Space");
      for (let step = 0; step < 3; step += 1) await driver.press("ArrowRight");
    },
    expect: { help_felt: 3 },
  },
  signature: {
    first: first(/Sign here/, "button", /Type your name/),
    async answer(visitor, driver) {
      await driver.draw(await visitor.finds("img", "Draw your signature here"), [[0.1, 0.5], [0.2, 0.2], [0.3, 0.8], [0.4, 0.4]]);
      await visitor.finds("img", "Your drawn signature");
    },
    expect: { sign: (answer) => answer?.strokes?.length === 1 && /^sha-256:/.test(answer.digest) },
  },
  text: {
    first: field(/What should we call you/),
    answer: fill(/What should we call you/, "Åsa 你好"),
    expect: { called: "Åsa 你好", office: "Northbridge" },
  },
  time: { first: field(/When can we call you/), answer: fill(/When can we call you/, "2.30 pm"), expect: { call: "14:30" } },
  url: { first: field(/Where can we see the advert/), answer: fill(/Where can we see the advert/, "https://example.org/a"), expect: { page_address: "https://example.org/a" } },
};
