// The shape of a submission: step 7 of docs/envelope.md, which has the same text and says how it is read.
const SUBMISSION = {
"format": "intake-submission/1",
"submissionId": "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
"audience": [1, 2048],
"form": { "name": [1, 255], "version": [1, 255], "digest": "sha-256:[A-Za-z0-9_-]{43}", "language": [2, 35, "[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*"] },
"signedAt": "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|23:59:60)([.][0-9]{1,9})?Z",
"evaluatedOn": "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
"respondent": [{ "mode": "self" }, { "mode": "assisted", "worker": [1, 255], "note?": [1, 10000] }],
"supersedes?": "sha-256:[A-Za-z0-9_-]{43}",
"answers": {},
"absent": {},
"outcome": { "programs": [{ "name": [1, 255], "status": "eligible|ineligible|undetermined", "estimate?": "#.*",
  "criteria": [{ "name": [1, 255], "status": "met|unmet|undetermined" }] }], "referrals": [[1, 255]] },
"attachments": [{ "item": [1, 255], "fileName": [1, 255], "mediaType": [0, 255], "size": "#0|[1-9][0-9]{0,14}", "digest": "sha-256:[A-Za-z0-9_-]{43}" }]
};

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const matches = (text, pattern) => new RegExp(`^(?:${pattern})$`, "u").test(text);

/** Whether a value of JSON has a shape. */
export function fits(value, shape = SUBMISSION) {
  if (typeof shape === "string" && shape.startsWith("#")) return typeof value === "number" && matches(JSON.stringify(value), shape.slice(1));
  if (typeof shape === "string") return typeof value === "string" && matches(value, shape);
  if (typeof shape[0] === "number") {
    const size = typeof value === "string" ? [...value].length : -1;
    return size >= shape[0] && size <= shape[1] && (shape.length === 2 || fits(value, shape[2]));
  }
  if (Array.isArray(shape) && shape.length === 1) return Array.isArray(value) && value.length <= 1000 && value.every((item) => fits(item, shape[0]));
  if (Array.isArray(shape)) return shape.some((one) => fits(value, one));
  const names = Object.keys(shape).map((name) => name.replace("?", ""));
  return isObject(value) && (names.length === 0 || Object.keys(value).every((name) => names.includes(name)))
    && names.every((name) => (Object.hasOwn(value, name) ? fits(value[name], shape[name] ?? shape[`${name}?`]) : !shape[name]));
}
