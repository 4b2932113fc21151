// What was measured, as the Markdown of docs/performance.md.

import { cpus, totalmem } from "node:os";
import { median } from "./measure.mjs";
import { version } from "./pack.mjs";

const KIB = 1024;
const MIB = 1024 * KIB;
const whole = (number) => Math.round(number).toLocaleString("en-US");
const tenths = (number) => number.toFixed(1);

const MEASURES = [
  { key: "usable", title: "First render: from opening the page to a form that is drawn and answers, ms", show: whole },
  { key: "work", title: "The same as work of the page's main thread, CPU ms", show: whole },
  { key: "key", title: "Keystroke to paint, ms", show: whole },
  { key: "script", title: "Script work a keystroke, CPU ms", show: tenths },
  { key: "toggle", title: "Toggle: from a radio's click until the question that it shows is painted, ms", show: whole },
  { key: "toggleWork", title: "The same as work of the page's main thread, CPU ms", show: whole },
  { key: "submit", title: "Submit: validate and collect every answer, ms", show: whole },
  { key: "heap", title: "Heap after opening, WebAssembly's memory included, MiB", show: (bytes) => tenths(bytes / MIB) },
];

export async function document(results) {
  const parts = [await machine(results), transfer(results)];
  for (const measure of MEASURES) parts.push(table(results, measure));
  if (results.list) parts.push(list(results.list));
  if (results.bySize[1000]?.ours && results.bySize[1000]?.hand) parts.push(limits(results));
  return parts.join("\n\n");
}

async function machine({ rounds, chromium, contestants }) {
  const packages = contestants.flatMap(([, { packages = [] }]) => packages);
  const versions = await Promise.all(packages.map(async (name) => `${name} ${await version(name)}`));
  const [{ model }] = cpus();
  const memory = Math.round(totalmem() / MIB / KIB);
  return `${new Date().toISOString().slice(0, 10)}, medians of ${rounds} interleaved rounds. Chromium ${chromium}, headless, its CPU slowed down 4 times; ` +
    `${model}, ${cpus().length} cores, ${memory} GiB; Node.js ${process.versions.node}; ${versions.join(", ")}.`;
}

function transfer({ contestants, link, bytes }) {
  const rows = contestants.map(([name, { title }]) => {
    const times = link[name].filter(Boolean);
    const at = (key) => (times.length > 0 ? whole(median(times.map((time) => time[key]))) : "over 60 s");
    return `| ${title} | ${tenths(bytes[name] / KIB)} | ${at("drawn")} | ${at("usable")} |`;
  });
  return ["| 20 questions, cold cache, 400 kbit/s, 400 ms | transferred, KiB (brotli 11; page, form and all) | the first field can be typed into, ms | the form answers, ms |", "|---|--:|--:|--:|", ...rows].join("\n");
}

function table({ contestants, sizes, bySize }, { key, title, show }) {
  const rows = contestants.map(([name, contestant]) => {
    const cells = sizes.map((size) => (bySize[size][name] ? show(bySize[size][name][key]) : "over 60 s"));
    return `| ${contestant.title} | ${cells.join(" | ")} |`;
  });
  return [`| ${title} | ${sizes.map((size) => `${whole(size)} items`).join(" | ")} |`, `|---|${"--:|".repeat(sizes.length)}`, ...rows].join("\n");
}

/** One choice of very many, by the length of its list. */
function list(byLength) {
  const lengths = Object.keys(byLength);
  const row = (title, key) => {
    const [few, many] = lengths.map((length) => byLength[length][key]);
    return `| ${title} | ${tenths(few)} | ${tenths(many)} | ${(many / few).toFixed(2)}× |`;
  };
  const heads = lengths.map((length) => `${whole(Number(length))} answers`);
  return [`| intake-form: a key in a choice of very many, 50 of them drawn | ${heads.join(" | ")} | |`, "|---|--:|--:|--:|",
    row("keystroke to paint, ms", "key"), row("script work a keystroke, CPU ms", "script")].join("\n");
}

/** Ours against the limits that we have set ourselves. */
function limits({ bySize, link }) {
  const { ours, hand } = bySize[1000];
  const small = bySize[20]?.ours;
  const drawn = median(link.ours.filter(Boolean).map((time) => time.drawn));
  const rows = [
    ["script work a keystroke at 1,000 items", tenths(ours.script), "2.0 ms", ours.script <= 2],
    ...(small ? [["the same against 20 items", `${(ours.script / small.script).toFixed(2)}×`, "1.5×", ours.script <= 1.5 * small.script]] : []),
    ["toggle at 1,000 items against hand-written", `${(ours.toggle / hand.toggle).toFixed(2)}×`, "1.1×", ours.toggle <= 1.1 * hand.toggle],
    ["first render of 1,000 items against hand-written", `${(ours.usable / hand.usable).toFixed(2)}×`, "1.5×", ours.usable <= 1.5 * hand.usable],
    ["the first field on the slow link, ms", whole(drawn), "3,500", drawn <= 3500],
  ];
  return ["| our limits | measured | limit | |", "|---|--:|--:|---|", ...rows.map((row) => `| ${row.slice(0, 3).join(" | ")} | ${row[3] ? "kept" : "missed"} |`)].join("\n");
}
