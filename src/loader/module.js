// The WebAssembly module in its two halves, and the scripts that it asks for.

import { at, FILES, get, once } from "./file.js";

// Some browsers remember a module that failed to load; another address is another try.
const part = (name) => once((tries) => import(at(FILES[name]) + (tries ? `?${tries}` : "")));
const [outbox, trouble] = [part("outbox"), part("trouble")];
const parts = { glue: part("glue"), media: part("media"), outbox: () => outbox().then((module) => (module.help(trouble), module)) };

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
const rest = once(async () => (await get(at(FILES.later))).arrayBuffer());
let starts = 0;
let current = once(start);
let whole;

export const engine = () => current();
/** The second half. */
export const later = () => whole();

let again;
/**
 * Whether a form may be drawn before the second half is there: the first of a page. Should it need that half all the
 * same, the module begins anew, since no module can wait within a call, and `anew` is called.
 */
export function early(anew) {
  const first = !again;
  if (first) again = anew;
  return first;
}

function need() {
  starts += 1;
  current = once(start);
  again();
  const planned = new Error("the second half of the module is needed");
  // No fault, and for nobody's log.
  addEventListener("error", (event) => {
    if (event.error !== planned) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  throw planned;
}

async function start() {
  const glue = starts ? import(`${at(FILES.glue)}?again=${starts}`) : parts.glue();
  const wasm = get(at(FILES.wasm));
  wasm.catch(() => {});
  const module = await glue;
  const shared = await module.default({ module_or_path: wasm });
  // What the second half imports of the first stands at the end of the table, backwards.
  const { _t: table } = shared;
  const peer = new Proxy(shared, { get: (own, name) => own[name] ?? table.get(table.length - 1 - name) });
  whole = once(async () => { await WebAssembly.instantiate(await rest(), { a: peer }); });
  module.setNeed(need);
  whole().catch(() => {});
  module.setLoad(load);
  return module;
}
