import assert from "node:assert/strict";
import { spawnSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inbox } from "../delivery/person.mjs";

export const title = "a person in a text browser fills in the plain pages by keyboard and reads the reference number";
export const skip = () => spawnSync("lynx", ["-version"]).status !== 0 && "lynx is not installed";

const DOWN = "Down Arrow";
const ENTER = "^J";
const KEYS = [
  // The first page: a name, then the first radio, which says yes, then Continue.
  ..."Sam", DOWN, ENTER, DOWN, DOWN, ENTER,
  // The review: past two links that change an answer to Continue; the outcome: Send.
  DOWN, DOWN, ENTER, ENTER,
  // The reference is read; quit.
  "q", "y",
];

export async function run({ check, server, folder }) {
  await check("what was typed in lynx is in the inbox, and the number in the terminal is that of the receipt", async () => {
    const script = join(folder, "lynx-keys");
    await writeFile(script, KEYS.map((key) => `key ${key}\n`).join(""));
    const lynx = spawn("lynx", ["-accept_all_cookies", `-cmd_script=${script}`, `${server.origin}/fill/plain-lynx`], {
      env: { ...process.env, TERM: "vt100", LINES: "40", COLUMNS: "100" }, stdio: ["ignore", "pipe", "ignore"], timeout: 120_000,
    });
    let screen = "";
    lynx.stdout.on("data", (data) => { screen += data; });
    await once(lynx, "close");
    const [sent] = (await inbox(server)).filter(({ form }) => form === "A form in a terminal");
    assert.ok(sent, screen);
    assert.ok(screen.includes(sent.reference), screen);
    const document = await fetch(`${server.origin}/inbox/${sent.submissionId}.json`, { headers: { authorization: `Bearer ${server.token}` } });
    assert.deepEqual((await document.json()).answers, { warm: true, who: "Sam" });
  });
}
