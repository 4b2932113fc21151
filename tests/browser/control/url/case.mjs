import assert from "node:assert/strict";
import { comesBack, excused, mistakes, refused, reviewed, types } from "../story.mjs";

export const title = "a web address";

export async function run(stage) {
  const { page, check, shoot, open } = stage;
  await open({ form: "url" });
  const field = page.getByRole("textbox", { name: /see the advert/ });
  await shoot("empty");

  await check("an answer is needed, and the summary leads to its place", async () => {
    await refused(stage, /Enter a web address/, field);
  });

  await check("each mistake is told with what to do", async () => {
    await mistakes(stage, field, [
      ["the newspaper", /like www\.example\.org/],
      ["javascript:alert(1)", /like www\.example\.org/],
      ["https://", /like www\.example\.org/],
      ["ftp://example.org", /like www\.example\.org/],
    ], "https://example.org/a");
  });

  await check("each usual way to write it is understood, said on the review, and kept as typed", async () => {
    for (const [typed, said] of [
      ["https://example.org/a?b=c", "https://example.org/a?b=c"],
      ["www.example.org", "https://www.example.org"],
      ["example.org/homes/7", "https://example.org/homes/7"],
      ["exämple.org", "https://exämple.org"],
    ]) {
      await types(stage, field, typed);
      await reviewed(stage, { "Where can we see the advert?": said });
      assert.equal(await field.inputValue(), typed);
    }
  });
  await shoot("filled");

  await check("a hidden question comes back with its answer", async () => {
    const before = await field.inputValue();
    await comesBack(stage, field, async () => assert.equal(await field.inputValue(), before));
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I don’t know", "Where can we see the advert?");
  });
}
