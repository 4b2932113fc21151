// The way out of the page for people who may be watched: at once, without a trace that leads back.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import { join } from "node:path";
import { until } from "../browser/person.mjs";

export const title = "leaving at once";

const EXIT = "Leave this page quickly";

/** The way out leads to https only, for which a certificate of our own is made. */
export function unfit() {
  return spawnSync("openssl", ["version"]).status === 0 ? undefined : "openssl is not installed";
}

export async function run({ visitor, check, playground, folder }) {
  const { driver } = visitor;
  const referrers = [];
  const weather = createServer(await certificate(folder), (request, response) => {
    if (request.url === "/today") referrers.push(request.headers.referer);
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>Weather</title><link rel='icon' href='data:,'><h1>Rain</h1>");
  });
  await new Promise((resolve) => weather.listen(0, "127.0.0.1", resolve));
  const away = `https://127.0.0.1:${weather.address().port}/today`;
  const form = { ...await playground.definition("text"), name: "watched", settings: { exitUrl: away } };
  const second = { name: "second", title: "Page two", items: [{ name: "more", type: "text", label: "Anything else?", record: true }] };
  form.pages = [...form.pages, second];
  await writeFile(join(playground.site, "try/watched.json"), JSON.stringify(form));
  await writeFile(join(playground.site, "before.html"), "<!doctype html><title>Before</title><link rel='icon' href='/mark.svg'><script src='/faults.js'></script>");

  // A page that is just being left does not answer.
  const at = (title) => until(() => driver.run("() => document.title").then((now) => now === title, () => false), `the page is ${title}`);
  // Firefox's driver waits in vain for the first page after one that came back out of the history.
  const come = async (path) => {
    await driver.run("(url) => { window.left = true; location.assign(url); }", new URL(path, visitor.origin).href);
    await until(() => driver.run("() => !window.left && document.readyState === 'complete'").catch(() => false), `${path} is there`);
  };
  const open = async () => {
    await come("/before.html");
    await come("/try.html?form=/try/watched.json&lang=en");
    await visitor.finds("link", EXIT);
    await visitor.finds("button", "Continue");
  };
  // WebKit's driver never answers what it is asked while a page comes out of the history.
  const go = async (by) => {
    await driver.run("(by) => { setTimeout(() => history.go(by), 50); }", by);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  };
  const nothingBack = async () => {
    await go(-1);
    await at("Before");
  };

  await check("it is in view wherever one is, and above the page's heading", async () => {
    await open();
    const box = () => driver.run(`() => {
      const { top, bottom } = document.querySelector("intake-form").shadowRoot.querySelector("[part=exit]").getBoundingClientRect();
      return [top, bottom, innerHeight, document.querySelector("h1").getBoundingClientRect().top];
    }`);
    for (const place of ["document.body.scrollHeight", "0"]) {
      await driver.run(`() => { document.body.style.minHeight = "300vh"; scrollTo(0, ${place}); }`);
      const [top, bottom, height] = await box();
      assert.ok(top >= 0 && bottom <= height, `it stands from ${top} to ${bottom} of ${height}`);
    }
    await until(async () => { const [, bottom, , heading] = await box(); return heading >= bottom; }, "the heading is below it");
  });

  await check("one press on page two: away, without a referrer, and Back leads to what was before the form", async () => {
    await open();
    await visitor.fills(/What should we call you/, "Hidden");
    await visitor.clicks("button", "Continue");
    await visitor.sees("Page two");
    await visitor.clicks("link", EXIT);
    await at("Weather");
    assert.equal(await driver.run("() => location.href"), away);
    assert.deepEqual(referrers.splice(0), [undefined]);
    await nothingBack();
  });

  await check("Forward finds nothing that was typed", async () => {
    await go(1);
    await until(() => driver.run(`() => document.title === "Weather" || !!document.querySelector("intake-form")?.page`).catch(() => false), "a page is there");
    assert.doesNotMatch(JSON.stringify(await visitor.answers()) ?? "", /Hidden/);
  });

  for (const key of ["Shift", "Escape"]) {
    await check(`${key} three times, told each time`, async () => {
      await open();
      await visitor.clicks("textbox", /What should we call you/);
      await driver.press(key);
      await visitor.reads(/press 2 more times/);
      await driver.press(key);
      await visitor.reads(/press once more/);
      await driver.press(key);
      await at("Weather");
      await nothingBack();
    });
  }

  await check("capital letters are no way out", async () => {
    await open();
    await visitor.clicks("textbox", /What should we call you/);
    for (const letter of "abcd") await driver.press(`Shift+${letter}`);
    await driver.press("Escape");
    await visitor.reads(/press 2 more times/);
    assert.equal((await visitor.state("textbox", /What should we call you/)).value.toLowerCase(), "abcd");
  });

  weather.closeAllConnections();
  weather.close();
}

async function certificate(folder) {
  const [key, cert] = [join(folder, "away.key"), join(folder, "away.crt")];
  const words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert];
  const { status, stderr } = spawnSync("openssl", words, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return { key: await readFile(key), cert: await readFile(cert) };
}
