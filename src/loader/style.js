// How the form is dressed: by a style sheet of its own, or by a link where a browser can't make one (Safari before 16.4).

import { at, FILES, once, text } from "./file.js";

export const style = once(async () => {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await text(at(FILES.css)));
    return "adoptedStyleSheets" in document && sheet;
  } catch (error) {
    if (error instanceof TypeError && globalThis.CSSStyleSheet?.prototype.replaceSync) throw error;
  }
});

/** A link, which is loaded when this is done, or has failed. */
export async function link(root) {
  const node = document.createElement("link");
  node.rel = "stylesheet";
  const done = new Promise((resolve) => { node.onload = node.onerror = resolve; });
  node.href = at(FILES.css);
  root.append(node);
  await done;
  return node;
}
