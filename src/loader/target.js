// For whom the answers are, and what a form of the page around gets of them.

import { fetchPart } from "./module.js";

/** What an element says of keys. The parts for it are fetched before they are needed: then there may be no network. */
export function target(element) {
  const { keys, recipientKey, receiverKey, supersedes } = element;
  const device = keys === "device";
  for (const [name, wanted] of Object.entries({ key: device, encrypt: recipientKey, receipt: receiverKey })) if (wanted) fetchPart(name);
  const shared = Boolean(element.shared) && element.mode !== "assisted";
  // A note may still be written.
  return { device, recipientKey, receiverKey, supersedes, shared, get note() { return element.note; } };
}

/** The signed answers and the files, encrypted: what leaves by a form of the page leaves the page. */
export async function enclose({ action, files, recipientKey }, body) {
  const { encrypt } = await fetchPart("encrypt");
  const named = files.map((file) => ({ bytes: file }));
  const closed = await encrypt({ id: JSON.parse(body).submissionId, action, body, files: named }, recipientKey);
  return [closed.body, closed.files.map(({ bytes, fileName, mediaType }) => new File([bytes], fileName, { type: mediaType }))];
}

/** The value of a field with this name, which may have none. */
export function field(name, signed, files) {
  const value = new FormData();
  if (name) {
    value.append(name, signed);
    for (const file of files) value.append("attachment[]", file);
  }
  return value;
}
