// Prints what another system is to be sent of a submission:  node map.mjs MAPPING.json < SUBMISSION.json
//
// A mapping is the other system's payload with places to fill in. A text may have `{/answers/city}` in it, a JSON Pointer (RFC 6901)
// into the submission. An object `{ "from": "/answers/needs" }` becomes what stands there, as it is, and may say more:
//     "join": ";"               a list as one text
//     "codes": { "yes": true }  another value for a code; what is not named stays
//     "or": "unknown"           for what is not there; without it the member is left out
//     "most": 80                as many characters as the other system has room for
// Salesforce's composite request takes `@{…}` for a reference to another of its parts, also in an answer: there it becomes `@ {`.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export function map(mapping, submission) {
  if (typeof mapping === "object" && mapping !== null && "compositeRequest" in mapping) return filledIn(mapping, apart(submission));
  return filledIn(mapping, submission);
}

/** The same with no `@{` in its texts, nor where two of them are put together. */
function apart(value) {
  if (typeof value === "string") return value.replace(/@(?=\{|$)/g, "@ ");
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value) ? value.map(apart) : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, apart(item)]));
}

function filledIn(mapping, submission) {
  if (typeof mapping === "string") return mapping.replace(/\{(\/[^{}]*)\}/g, (_, pointer) => at(submission, pointer) ?? "");
  if (Array.isArray(mapping)) return mapping.map((item) => filledIn(item, submission));
  if (typeof mapping !== "object" || mapping === null) return mapping;
  if ("from" in mapping) return filled(mapping, at(submission, mapping.from));
  const members = Object.entries(mapping).map(([name, value]) => [name, filledIn(value, submission)]);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

function at(submission, pointer) {
  const names = pointer.split("/").slice(1).map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  return names.reduce((value, name) => (value !== null && typeof value === "object" && Object.hasOwn(value, name) ? value[name] : undefined), submission);
}

function filled({ join, codes = {}, or, most }, found) {
  const coded = (value) => (typeof value === "string" && Object.hasOwn(codes, value) ? codes[value] : value);
  let value = Array.isArray(found) ? found.map(coded) : coded(found);
  if (Array.isArray(value) && join !== undefined) value = value.join(join);
  if (most !== undefined && typeof value === "string") value = [...value].slice(0, most).join("");
  return value ?? or;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [mapping, submission] = [process.argv[2], 0].map((file) => JSON.parse(readFileSync(file, "utf8")));
  console.log(JSON.stringify(map(mapping, submission), null, 2));
}
