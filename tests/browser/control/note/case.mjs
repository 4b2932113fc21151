import assert from "node:assert/strict";

export const title = "words between questions";

export async function run({ page, person, check, shoot, open }) {
  await open({ form: "note" });

  await check("it comes when it is its time, with the answer in it", async () => {
    assert.equal(await page.getByText(/You can stop at any time/).count(), 0);
    await page.getByRole("textbox", { name: /What is your name/ }).fill("Sam");
    await person.reads("Hello Sam. You can stop at any time.");
    await person.sees("No hurry");
    await page.getByRole("textbox", { name: /What is your name/ }).fill("Kim");
    await person.reads("Hello Kim. You can stop at any time.");
    assert.equal(await page.getByRole("strong").textContent(), "Kim");
  });

  await check("a link leads where it says, and what looks like HTML is only text", async () => {
    assert.equal(await page.getByRole("link", { name: "+1 202-555-0142" }).getAttribute("href"), "tel:+12025550142");
    await person.reads("<b>This</b> shows as it is written.");
  });
  await shoot("shown");

  await check("the review has no line for it", async () => {
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    assert.equal(await page.getByRole("term").count(), 1);
    assert.equal(await person.reviews("What is your name?"), "Kim");
  });
}
