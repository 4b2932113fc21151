// The WebAssembly module in its three parts, and the scripts that it asks for.

import { at, FILES, get, once, wait } from "./file.js";
import { catalogue } from "./language.js";
import { unpack } from "./unpack.js";

// Some browsers remember a module that failed to load; another address is another try.
const part = (name) => once((tries) => import(at(FILES[name]) + (tries ? `?${tries}` : "")));
const [outbox, trouble] = [part("outbox"), part("trouble")];
export const parts = { glue: part("glue"), media: part("media"), sheet: part("sheet"), outbox: () => outbox().then((module) => (module.help(trouble), module)) };
/** Fetches a part before it is needed: then there may be no network. */
export const fetchPart = (name) => parts[name]().catch(() => {});

// Fails also when a network says nothing. What could not be had is asked for again only after a while.
let pause;
const load = async (name) => {
  await pause;
  const late = wait(10_000).then(() => Promise.reject(new Error(name)));
  // What is no part is a language: its words.
  return Promise.race([parts[name]?.().then(meet) ?? catalogue(name), late]).catch((error) => {
    pause = wait(5000);
    throw error;
  });
};
// The outbox asks for parts of its own.
const meet = (part) => (part.setLoad?.(load), part);

// The module comes in three parts: the second has what answers a page, the third what nothing needs before its end.
const unpacked = async (response) => unpack(await (await response).arrayBuffer());
const bytes = (name) => once(() => unpacked(get(at(FILES[name]))));
const rest = { later: bytes("later"), last: bytes("last") };
let starts = 0;
let current = once(start);
let joined;

export const engine = () => current();
/** The second part. */
export const later = () => joined.later();
/** All of it. */
export const whole = () => joined.last();

let again;
/**
 * Whether a form may be drawn before all is there: the first of a page. Should it need what is not there yet, the module
 * begins anew, since no module can wait within a call, and `anew` is called.
 */
export function early(anew) {
  const first = !again;
  if (first) again = anew;
  return first;
}

function need(giveUp) {
  // What stumbled was in the middle of something, and is not to go on.
  giveUp();
  starts += 1;
  current = once(start);
  again();
  const planned = new Error("a later part of the module is needed");
  // No fault, and for nobody's log.
  const hush = (event) => {
    if ((event.error ?? event.reason) !== planned) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("error", hush, true);
  addEventListener("unhandledrejection", hush, true);
  throw planned;
}

// How many bytes of the first part are still to come when the second is asked for: on a slow network it sets out by the
// time that the first is there.
const AHEAD = 40_000;

async function ahead(response) {
  const reader = response.clone().body.getReader();
  for (let left = FILES.size; left > AHEAD;) {
    const { value } = await reader.read();
    if (!value) break;
    left -= value.length;
  }
  reader.cancel();
  await rest.later();
}

async function start() {
  const glue = starts ? import(`${at(FILES.glue)}?again=${starts}`) : parts.glue();
  const response = get(at(FILES.wasm));
  response.then(ahead).catch(() => {});
  const [module, wasm] = await Promise.all([glue, unpacked(response)]);
  const shared = await module.default({ module_or_path: wasm });
  // What a later part imports stands at the end of the first one's table, backwards.
  const { _t: table } = shared;
  const peer = new Proxy(shared, { get: (own, name) => own[name] ?? table.get(table.length - 1 - name) });
  const join = async (part) => { await WebAssembly.instantiate(await part(), { a: peer }); };
  const second = once(() => join(rest.later));
  // One behind the other: a slow network is for the part that is waited for.
  joined = { later: second, last: once(async () => { await second(); await join(rest.last); }) };
  module.setNeed(() => need(module.giveUp));
  joined.last().catch(() => {});
  module.setLoad(load);
  return module;
}
