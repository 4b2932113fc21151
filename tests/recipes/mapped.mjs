// What CiviCRM, Salesforce, Google Sheets and n8n would be sent, against their schemas: `[sentence, truth]`.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import Ajv from "ajv/dist/2020.js";
import { map } from "../../recipes/mapped/map.mjs";
import { blocks } from "./readme.mjs";

export function* checks(root) {
  const folder = join(root, "recipes/mapped");
  const json = (path) => JSON.parse(readFileSync(path, "utf8"));
  const submission = json(join(folder, "submission.json"));
  const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false });
  const schema = (name) => ajv.compile(json(join(root, `tests/recipes/schemas/${name}.schema.json`)));

  const [commands] = blocks(join(folder, "README.md"));
  const lines = commands.trim().split("\n");
  yield ["the README has three commands", lines.length === 3];
  const [civicrm, salesforce, sheets] = lines.map((line) => JSON.parse(execFileSync("bash", ["-euc", line], { cwd: root, encoding: "utf8" })));

  const [takesCivi, takesSales, takesEvent] = ["civicrm", "salesforce", "sheets"].map(schema);
  const valid = (validate, value) => validate(value) || ajv.errorsText(validate.errors);
  yield [`CiviCRM's payload fits its schema (${valid(takesCivi, civicrm)})`, takesCivi(civicrm)];
  yield ["CiviCRM gets what the mapping names", same(civicrm, {
    entity: "FormProcessor", action: "intake", json: 1, submission_id: submission.submissionId, received_from: "food-support 2026-11", first_name: "Åsa",
    last_name: "Öst", email: "asa@example.org", preferred_language: "sv_SE", household_size: 3, needs: "food,nappies", may_be_contacted: 1, note: "=1+1",
  })];
  yield ["a list is no value of CiviCRM's", !takesCivi({ ...civicrm, needs: ["food"] })];
  yield ["no answer can be its key", !takesCivi({ ...civicrm, api_key: "x" })];

  yield [`Salesforce's payload fits its schema (${valid(takesSales, salesforce)})`, takesSales(salesforce)];
  const [contact, cases] = salesforce.compositeRequest;
  yield ["a contact, found by the submission's id", contact.url.endsWith(`/Contact/Intake_Submission__c/${submission.submissionId}`) && same(contact.body, { FirstName: "Åsa", LastName: "Öst", Email: "asa@example.org", Description: "=1+1" })];
  yield ["and a case of the contact's", same(cases.body, { ContactId: "@{contact.id}", Origin: "Web", Subject: "food-support 2026-11", Household_Size__c: 3, Needs__c: "food;nappies", May_Be_Contacted__c: true, Language__c: "sv" })];
  const known = salesforce.compositeRequest.flatMap(({ body }, i) => JSON.stringify(body).match(/@\{(\w+)\./g)?.map((reference) => [reference.slice(2, -1), i]) ?? []);
  yield ["each reference is to an earlier request", known.length === 1 && known.every(([name, i]) => salesforce.compositeRequest.slice(0, i).some(({ referenceId }) => referenceId === name))];
  for (const [what, change] of [
    ["26 requests", { compositeRequest: Array(26).fill(contact) }],
    ["a contact without a last name", { compositeRequest: [{ ...contact, body: { FirstName: "Åsa" } }] }],
    ["the external id in the body", { compositeRequest: [{ ...contact, body: { ...contact.body, Intake_Submission__c: "x" } }] }],
    ["a header that is not taken", { compositeRequest: [{ ...contact, httpHeaders: { Authorization: "x" } }] }],
    ["an address with a place that was not filled in", { compositeRequest: [{ ...contact, url: contact.url.replace(/[^/]+$/, "{x}") }] }],
  ]) yield [`Salesforce would not take ${what}`, !takesSales({ ...salesforce, ...change })];

  const bare = { ...submission, answers: {}, outcome: { programs: [], referrals: [] } };
  const mappings = ["civicrm", "salesforce", "sheets"].map((name) => json(join(folder, `${name}.json`)));
  yield ["without an answer CiviCRM's payload fits", takesCivi(map(mappings[0], bare))];
  yield ["without an answer Salesforce's payload fits", takesSales(map(mappings[1], bare))];
  const long = { ...submission, answers: { ...submission.answers, last_name: "🏠".repeat(100), note: "x".repeat(40_000) } };
  yield ["a long answer is cut where Salesforce has no room", takesSales(map(mappings[1], long))];
  const referring = { ...submission, form: { ...submission.form, name: "x@", version: "{y.id}" }, answers: { ...submission.answers, first_name: "@{contact.id}", note: "a @@{x.y} b@", needs: ["@", "{contact.id}"] } };
  const close = { ...mappings[1], compositeRequest: [{ ...mappings[1].compositeRequest[0], body: { LastName: "{/form/name}{/form/version}", Needs__c: { from: "/answers/needs", join: "" }, AccountId: "@{contact.id}" } }] };
  const own = (payload) => JSON.stringify(payload).match(/@\{[^}]*\}/g) ?? [];
  yield ["no answer is a reference of Salesforce's", same(own(map(mappings[1], referring)), ["@{contact.id}"]) && map(mappings[1], referring).compositeRequest[0].body.Description === "a @@ {x.y} b@ "];
  yield ["nor are two of them together", same(own(map(close, referring)), ["@{contact.id}"])];
  yield ["other systems get it as it was written", map(mappings[2], referring).row.Note === "a @@{x.y} b@"];
  yield ["letters are cut whole", [...map({ from: "/a", most: 2 }, { a: "🏠🏠🏠" })].length === 2];
  yield ["a pointer has ~1 and ~0", map("{/a~1b~0c}", { "a/b~c": 1 }) === "1"];
  yield ["what an object inherits is no answer", map({ from: "/constructor", or: 7 }, {}) === 7 && map({ from: "/a", codes: {} }, { a: "toString" }) === "toString"];
  yield ["what was answered is no place to fill in", map("{/a}", { a: "{/b}", b: "secret" }) === "{/b}"];

  yield* sheet(folder, sheets, takesEvent);
  yield* n8n(root, submission);
}

const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (value) => (typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value);

/** Runs the script on a spreadsheet that is an array. */
function* sheet(folder, payload, takesEvent) {
  const rows = [];
  let [locks, releases, flushed] = [0, 0, 0];
  const range = (row, column, height, width) => ({
    getValues: () => Array.from({ length: height }, (_, i) => Array.from({ length: width }, (_, j) => rows[row - 1 + i]?.[column - 1 + j] ?? "")),
    setValues: (values) => values.forEach((line, i) => { rows[row - 1 + i] = [...line]; }),
  });
  const submissions = { getLastColumn: () => Math.max(0, ...rows.map((line) => line.length)), getLastRow: () => rows.length, getRange: range, appendRow: (line) => rows.push([...line]) };
  const text = (said) => ({ said, setMimeType: () => text(said) });
  const script = vm.createContext({
    PropertiesService: { getScriptProperties: () => ({ getProperty: (name) => (name === "SECRET" ? "word" : null) }) },
    LockService: { getScriptLock: () => ({ waitLock: () => { locks += 1; }, releaseLock: () => { releases += 1; } }) },
    SpreadsheetApp: { getActiveSpreadsheet: () => ({ getSheetByName: (name) => (name === "Submissions" ? submissions : null) }), flush: () => { flushed += 1; } },
    ContentService: { createTextOutput: text, MimeType: { JSON: "JSON" } },
  });
  vm.runInContext(readFileSync(join(folder, "Code.gs"), "utf8"), script);
  const post = (come) => {
    const contents = JSON.stringify(come);
    const event = { queryString: "", parameter: {}, parameters: {}, contextPath: "", contentLength: contents.length, postData: { length: contents.length, type: "application/json", contents, name: "postData" } };
    if (!takesEvent(event)) throw new Error("no event of Apps Script's");
    return JSON.parse(script.doPost(event).said);
  };
  const first = { ...payload, secret: "word" };
  yield ["Sheets refuses who does not know the word", post(payload).error === "secret" && rows.length === 0];
  yield ["Sheets answers with the id, once it is written", post(first).submissionId === payload.submissionId && rows.length === 2 && flushed === 1];
  yield ["the row stands below its names", rows[0].join() === Object.keys(payload.row).join() && rows[1][rows[0].indexOf("Needs")] === "food, nappies" && rows[1][rows[0].indexOf("People")] === 3];
  yield ["an answer is no formula", rows[1][rows[0].indexOf("Note")] === "'=1+1"];
  yield ["the same again adds no row", post(first).submissionId === payload.submissionId && rows.length === 2];
  const other = { secret: "word", submissionId: "other", row: { Submission: "other", New: "@x" } };
  post(other);
  yield ["a new name becomes a column, and its cell no formula", rows.length === 3 && rows[0].at(-1) === "New" && rows[2].at(-1) === "'@x" && rows[2][0] === "other"];
  yield ["each lock is released", locks === releases && locks === 3];
}

/** What the workflow answers, one node after the other as n8n runs them, with a node of the user's own before the last; `undefined` for an error. */
function delivered({ nodes, connections }, body, write, seen) {
  const does = {
    webhook: (items) => items,
    code: (items, { jsCode }) => items.map(({ json }) => vm.runInNewContext(`(() => { ${jsCode} })()`, { $json: json })),
    // It marks what it lets pass at once, and not when the nodes behind it are done.
    removeDuplicates: (items) => items.filter(({ json }) => !seen.has(json.submissionId) && seen.add(json.submissionId)),
    respondToWebhook: (items) => (items.forEach(({ json }) => write(json)), items),
  };
  let [name, items] = ["Webhook", [{ json: { body } }]];
  try {
    for (;;) {
      const { type, parameters, alwaysOutputData } = nodes.find((node) => node.name === name);
      items = does[type.replace("n8n-nodes-base.", "")](items, parameters);
      if (items.length === 0 && alwaysOutputData) items = [{ json: {} }];
      if (items.length === 0) return undefined;
      if (!connections[name]) return body.submissionId;
      name = connections[name].main[0][0].node;
    }
  } catch {
    return undefined;
  }
}

function* n8n(root, submission) {
  const { nodes, connections, settings } = JSON.parse(readFileSync(join(root, "recipes/n8n/workflow.json"), "utf8"));
  const names = nodes.map(({ name }) => name);
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  yield ["each node has what n8n wants of one", nodes.length === 3 && nodes.every(({ id, name, type, typeVersion, position, parameters }) => uuid.test(id) && name && type.startsWith("n8n-nodes-base.") && typeVersion >= 1 && position.length === 2 && typeof parameters === "object")];
  yield ["names and ids are there once", new Set(names).size === nodes.length && new Set(nodes.map(({ id }) => id)).size === nodes.length];
  const links = Object.entries(connections).flatMap(([from, { main }]) => main.flat().map(({ node, type, index }) => ({ from, node, type, index })));
  yield ["links lead from nodes to nodes", links.length === 2 && links.every(({ from, node, type, index }) => names.includes(from) && names.includes(node) && type === "main" && index === 0)];
  const reached = new Set(["Webhook"]);
  for (let size = 0; size !== reached.size;) {
    size = reached.size;
    for (const { from, node } of links) if (reached.has(from)) reached.add(node);
  }
  yield ["all is reached from the webhook", reached.size === nodes.length];
  const of = (type) => nodes.find((node) => node.type === `n8n-nodes-base.${type}`);
  const { httpMethod, responseMode, authentication } = of("webhook").parameters;
  yield ["the webhook takes POST, from who knows a word, and waits for the answer", httpMethod === "POST" && responseMode === "responseNode" && authentication === "headerAuth"];
  const { responseBody, respondWith } = of("respondToWebhook").parameters;
  const expression = /^=\{\{([^]*)\}\}$/.exec(responseBody)[1];
  const said = vm.runInNewContext(`JSON.stringify(${expression})`, { $: (name) => ({ first: () => ({ json: name === "Webhook" ? { body: submission } : {} }) }) });
  yield ["it answers with the id", respondWith === "json" && JSON.parse(said).submissionId === submission.submissionId];
  const code = (body) => JSON.parse(JSON.stringify(vm.runInNewContext(`(() => { ${of("code").parameters.jsCode} })()`, { $json: { body } }).json));
  const kept = code(submission);
  yield ["its code gives answers and programs", kept.first_name === "Åsa" && kept.programs.join() === "food-parcel" && kept.submissionId === submission.submissionId];
  yield ["no answer takes the place of the id", code({ ...submission, answers: { submissionId: "x" } }).submissionId === submission.submissionId];
  const rows = new Map();
  const took = [];
  let fails = true;
  const write = (item) => {
    took.push(item);
    if (fails) throw new Error("the database is away");
    rows.set(item.submissionId, item);
  };
  const seen = new Set();
  const answers = [true, false, false].map((away) => {
    fails = away;
    return delivered({ nodes, connections }, submission, write, seen);
  });
  yield ["what failed is not answered, and goes through again when it comes again", answers[0] === undefined && answers[1] === submission.submissionId && answers[2] === answers[1]];
  yield ["each time it is the whole that the user's nodes get", took.length === 3 && took.every(({ submissionId, first_name }) => submissionId === submission.submissionId && first_name === "Åsa")];
  yield ["written by the id it is there once", rows.size === 1];
  let thrown = false;
  try { code({ submissionId: "x" }); } catch { thrown = true; }
  yield ["its code takes nothing else", thrown];
  yield ["answers do not stay in the list of executions", settings.saveDataSuccessExecution === "none"];
}
