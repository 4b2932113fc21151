// The WebAssembly module in its two halves, and the scripts that it asks for.

import { at, FILES, get, once } from "./file.js";

// Some browsers remember a module that failed to load; another address is another try.
const part = (name) => once((tries) => import(at(FILES[name]) + (tries ? `?${tries}` : "")));
const parts = { glue: part("glue"), media: part("media"), outbox: part("outbox") };

// Fails also when a network says nothing. What could not be had is asked for again only after a while.
let pause;
const load = async (name) => {
  await pause;
  const late = wait(10_000).then(() => Promise.reject(new Error(name)));
  return Promise.race([parts[name](), late]).catch((error) => {
    pause = wait(5000);
    throw error;
  });
};
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The module comes in two halves: the second has what nothing needs before a page is touched.
let shared;
export const later = once(async () => {
  await WebAssembly.instantiate(await (await get(at(FILES.later))).arrayBuffer(), { a: shared });
});

// A page that needs it earlier, for a question of a rarer kind, stands still until it is there.
function need() {
  const request = new XMLHttpRequest();
  request.open("GET", at(FILES.later), false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  const bytes = Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0));
  new WebAssembly.Instance(new WebAssembly.Module(bytes), { a: shared });
}

export const engine = once(async () => {
  const glue = parts.glue();
  const wasm = get(at(FILES.wasm));
  wasm.catch(() => {});
  const module = await glue;
  shared = await module.default({ module_or_path: wasm });
  module.setNeed(need);
  later().catch(() => {});
  module.setLoad(load);
  return module;
});
