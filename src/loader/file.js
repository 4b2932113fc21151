// The files of the widget, and what is fetched once.

export const FILES = { glue: "./intake_form.js", wasm: "./intake_form_bg.wasm", css: "./intake-form.css", later: "./later.wasm", last: "./last.wasm", size: 0, media: "./media.js", outbox: "./outbox.js", sheet: "./sheet.js", key: "./key.js", encrypt: "./encrypt.js", receipt: "./receipt.js", exit: "./exit.js", drafts: "./drafts.js", assist: "./assist.js", shared: "./shared.js", trouble: "./trouble.js", older: "./older.js", lang: { en: "./lang/en.json", sv: "./lang/sv.json", pl: "./lang/pl.json", es: "./lang/es.json", ar: "./lang/ar.json", uk: "./lang/uk.json" } }; // replaced by the build

export const at = (path) => new URL(path, import.meta.url).href;

export async function get(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}

export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export const text = async (url) => (await get(url)).text();

// A promise that is made once and again only after it failed.
export function once(make) {
  let made;
  let tries = 0;
  return () => (made ??= make(tries++).catch((error) => {
    made = undefined;
    throw error;
  }));
}
