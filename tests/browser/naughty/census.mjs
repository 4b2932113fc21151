// What a page is made of: each element and the names of its attributes, and how often; its text; and what may run.

import assert from "node:assert/strict";

/** Marks each page of a context that runs what nobody should: `ran` grows. */
export async function mark(context) {
  const ran = [];
  await context.exposeBinding("tellRan", ({ page }, what) => ran.push(`${what} on ${page.url().slice(0, 200)}`));
  await context.addInitScript(() => {
    Object.defineProperty(window, "__ran", { set: (n) => tellRan(`string ${n}`), get: () => undefined });
  });
  context.on("dialog", (dialog) => {
    // Leaving a page with answers asks first.
    if (dialog.type() === "beforeunload") return dialog.accept();
    ran.push(`a dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  context.on("page", (page) => page.on("popup", (popup) => ran.push(`a window: ${popup.url()}`)));
  return ran;
}

/** `{ elements: { "a[class href]": 3, … }, text, wrong }` of a page or of one element in it, shadow roots included. */
export function census(place) {
  return place.evaluate((root) => {
    const elements = {};
    const wrong = [];
    let text = "";
    // Where a person reads nothing: styles, what a script holds, the options of a language.
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) text += node.data;
      if (node.nodeType === Node.COMMENT_NODE && /\w/.test(node.data)) wrong.push(`a comment: ${node.data}`);
      if (node.nodeType === Node.ELEMENT_NODE) {
        const names = node.getAttributeNames();
        const key = `${node.localName}[${names.sort().join(" ")}]`;
        elements[key] = (elements[key] ?? 0) + 1;
        for (const name of names) {
          const value = node.getAttribute(name);
          if (/^on|^srcdoc$/.test(name)) wrong.push(`${key} has ${name}`);
          if (/href$|^src$|^action$|^formaction$|^data$|^poster$/.test(name) && !/^(https?:\/\/|mailto:|tel:|\/|\?|#|$)/.test(value)) wrong.push(`${key} leads to ${value.slice(0, 80)}`);
        }
        if (/^(script|style)$/.test(node.localName)) return;
        if (/^(input|textarea)$/.test(node.localName)) text += `\n${node.value}`;
        if (!/^(bdi|span|strong|em|a|b)$/.test(node.localName)) text += "\n";
        if (node.shadowRoot) node.shadowRoot.childNodes.forEach(walk);
      }
      node.childNodes.forEach(walk);
    };
    walk(root);
    return { elements, text, wrong };
  });
}

/** Text as it is compared: white space is white space. */
export const flat = (text) => text.replace(/\s+/g, " ").trim();

/** A page of naughty words is made of the same elements as one of tame words, and each word stands in it as it is. */
export function same(what, naughty, tame, words) {
  assert.deepEqual(naughty.wrong, [], what);
  const others = Object.keys({ ...naughty.elements, ...tame.elements })
    .filter((key) => naughty.elements[key] !== tame.elements[key])
    .map((key) => `${key}: ${naughty.elements[key] ?? 0}, not ${tame.elements[key] ?? 0}`);
  assert.deepEqual(others, [], what);
  const text = flat(naughty.text);
  const lost = words.filter((word) => !text.includes(flat(word)));
  assert.deepEqual(lost, [], `${what}: is not drawn as it is`);
}
