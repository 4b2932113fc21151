import assert from "node:assert/strict";
import { around } from "../../around.mjs";
import { attach, digest, paper } from "../../delivery/person.mjs";
import { until } from "../../person.mjs";

export const title = "inside a form of the page, files go with it as attachment[], to the last byte";
export const expected = [/request: http:\/\/127\.0\.0\.1:\d+\//];

export async function run(stage) {
  const { page, person, check } = stage;
  const site = await around({ ...stage, form: "delivery" });
  const element = page.locator("intake-form");
  const valid = () => until(() => element.evaluate((form) => form.checkValidity()), "the form is finished and signed");
  const fields = () => page.evaluate(() => [...new FormData(document.querySelector("#around"))]
    .map(([name, value]) => (value instanceof File ? `${name} ${value.name} ${value.type} ${value.size}` : name)));
  const goOn = async () => {
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    await person.clicks("button", "Continue");
    await valid();
  };
  try {
    await page.goto(site.url);
    await person.sees("Your papers");
    const files = [paper("one.pdf", 40_000), paper("två “2”.pdf", 3000)];

    await check("none before the person has finished", async () => {
      await page.getByLabel("Branch").fill("North");
      await attach(page, "Your card", files);
      assert.deepEqual(await fields(), ["branch"]);
    });

    await check("then each one, in the order of the JSON's attachments", async () => {
      await goOn();
      assert.deepEqual(await fields(), [
        "branch", "submission", "attachment[] one.pdf application/pdf 40000", "attachment[] två “2”.pdf application/pdf 3000",
      ]);
    });

    await check("one that is removed does not go", async () => {
      await element.evaluate((form) => form.goTo("page"));
      await page.getByRole("button", { name: "Remove one.pdf" }).click();
      assert.deepEqual(await fields(), ["branch"]);
      await goOn();
      assert.deepEqual(await fields(), ["branch", "submission", "attachment[] två “2”.pdf application/pdf 3000"]);
    });

    await check("a handler gets all of it, once, and the digests are those of the bytes", async () => {
      await person.clicks("button", "Send all");
      await person.sees("Thank you");
      assert.equal(site.got.length, 1);
      const [sent] = site.got;
      assert.deepEqual([...sent.keys()], ["branch", "submission", "attachment[]"]);
      const { attachments, audience } = JSON.parse(sent.get("submission"));
      const bytes = Buffer.from(await sent.get("attachment[]").arrayBuffer());
      assert.ok(bytes.equals(files[1].buffer));
      assert.deepEqual(attachments.map(({ digest, fileName }) => [digest, fileName]), [[digest(bytes), "två “2”.pdf"]]);
      assert.equal(audience, new URL("/handler", site.url).href);
    });
  } finally {
    await site.close();
  }
}
