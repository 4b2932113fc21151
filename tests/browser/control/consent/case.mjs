import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { until } from "../../person.mjs";
import { comesBack, refused, reviewed } from "../story.mjs";

export const title = "a consent, with the digest of the words that were read";

export async function run(stage) {
  const { page, person, check, shoot, open, playground } = stage;
  await open({ form: "consent" });
  const box = page.getByRole("checkbox", { name: "I agree" });
  const answer = () => page.locator("intake-form").evaluate((form) => form.answers.agree ?? null);
  const definition = await playground.definition("consent");
  const digest = (lang) => {
    const { statement } = definition.pages[0].items.find((item) => item.name === "agree");
    return `sha-256:${createHash("sha256").update(statement[lang]).digest("base64url")}`;
  };
  await shoot("empty");

  await check("the statement stands there to be read, and nothing is ticked", async () => {
    await person.reads("I can take this back at any time.");
    assert.equal(await box.isChecked(), false);
    await refused(stage, /Tick the box if you agree/, box);
    await shoot("error");
  });

  await check("agreed by key; the digest is of the statement in the language shown", async () => {
    await person.presses("Space");
    assert.equal(await box.isChecked(), true);
    await until(async () => (await answer())?.textDigest, "the digest is there");
    assert.deepEqual(await answer(), { given: true, textDigest: digest("en") });
    await reviewed(stage, { "May we keep your answers?": "Yes" });
    assert.equal(await box.isChecked(), true);
  });
  await shoot("filled");

  await check("what is taken back is no answer", async () => {
    await box.uncheck();
    assert.equal(await answer(), null);
    await refused(stage, /Tick the box if you agree/, box);
  });

  await check("agreed in Swedish, it is the Swedish words", async () => {
    await page.locator("intake-form").evaluate((form) => (form.lang = "sv"));
    await page.getByRole("checkbox", { name: "Jag godkänner" }).check();
    await until(async () => (await answer())?.textDigest === digest("sv"), "the digest is of the Swedish statement");
    await page.locator("intake-form").evaluate((form) => (form.lang = "en"));
    await person.reads("I can take this back at any time.");
    assert.equal((await answer()).textDigest, digest("sv"));
  });

  await check("a hidden question comes back with its answer", async () => {
    await comesBack(stage, box, async () => assert.equal(await box.isChecked(), true));
  });

  await check("the receiver takes it", async () => {
    await reviewed(stage, {}, { stay: true });
    await person.clicks("button", "Continue");
    await person.clicks("button", "Send");
    await person.sees("Your answers have been sent");
  });
}
