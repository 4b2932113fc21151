import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { until } from "../person.mjs";
import { attach, inbox, paper, reference, send } from "../delivery/person.mjs";

export const title = "answers that are refused are kept until the person decides: a copy, another try, or away with them";
export const expected = [/status of 4(22|13)/, /status of 503/, /no receiver's refusal/];

export async function run({ page, person, check, shoot, open, server, context }) {
  // What the receiver says while the test wants it to: null for the real one.
  let say;
  const posts = [];
  await context.route("**/submissions", async (route) => {
    posts.push(route.request());
    await (say ? route.fulfill(say) : route.continue());
  });
  const problem = { status: 422, contentType: "application/problem+json", body: JSON.stringify({ code: "form-unknown", status: 422 }) };
  const errors = () => page.evaluate(() => window.errors);
  await context.addInitScript(() => {
    window.errors = [];
    addEventListener("intake-error", (event) => window.errors.push(event.detail.code));
  });
  const whose = page.getByText(/^Answers (by S\. )?of .* could not be accepted\. Are they yours\?$/);
  const opened = page.getByText(/answers from an earlier visit could not be accepted/);
  const notice = whose.or(opened);

  await check("a refusal is said, and what a copy lacks; the page hears the code", async () => {
    await open({ form: "delivery" });
    await person.fills("What should we call you?", "Sam");
    await attach(page, "Your card", [paper("card.pdf")]);
    say = problem;
    await send({ page, person });
    await person.sees("Your answers could not be accepted");
    await person.reads(/A saved copy does not contain the files/);
    await shoot("refused");
    assert.deepEqual(await errors(), ["form-unknown"]);
    await person.clicks("button", "Save a copy");
  });

  await check("the answers can be changed and sent again, or tried as they are", async () => {
    await person.clicks("button", "Try again now");
    await until(() => posts.length === 2, "it is tried again");
    await person.sees("Your answers could not be accepted");
    await person.clicks("button", "Back");
    await page.getByRole("button", { name: "Send", exact: true }).waitFor();
  });

  await check("it is not tried again by itself, and the next visit says so without an error", async () => {
    await page.reload();
    await notice.waitFor();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await shoot("next-visit");
    assert.match(await notice.innerText(), /by S\./);
    assert.equal(await page.getByRole("button", { name: "Save a copy" }).count(), 0);
    assert.equal(posts.length, 2);
    assert.deepEqual(await errors(), []);
  });

  await check("a copy is saved from there: the signed document", async () => {
    await person.clicks("button", "Yes, they are mine");
    await opened.waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), person.clicks("button", "Save a copy")]);
    const copy = JSON.parse(await readFile(await download.path(), "utf8"));
    assert.equal(copy.answers.called, "Sam");
    assert.ok(copy.signature);
    assert.equal(download.suggestedFilename(), "delivery.json");
  });

  await check("another try that is refused again says it again", async () => {
    await person.clicks("button", "Try again now");
    await until(() => posts.length === 3, "it is tried");
    await notice.waitFor();
    assert.deepEqual(await errors(), ["form-unknown"]);
  });

  await check("with a receiver that is busy it waits, and goes through when the receiver can, files and all", async () => {
    say = { status: 503, body: "" };
    await person.clicks("button", "Try again now");
    await notice.waitFor({ state: "detached" });
    // On a slow machine it may have been tried once more by now.
    await until(() => posts.length >= 4, "it is tried");
    say = null;
    await page.getByText(/earlier visit have been sent/).waitFor({ timeout: 20_000 });
    const sent = await reference(page);
    assert.ok((await inbox(server)).some((row) => row.reference === sent));
    assert.match(posts.at(-1).headers()["content-type"], /^multipart/);
    await page.reload();
    await person.sees("Your papers");
    assert.equal(await notice.count(), 0);
  });

  await check("what was refused, mended and then delivered is not told of again", async () => {
    say = problem;
    await send({ page, person });
    await person.sees("Your answers could not be accepted");
    await person.clicks("button", "Back");
    say = null;
    await person.clicks("button", "Send");
    await person.sees("Your answers have been sent");
    await until(() => isEmpty(page), "the outbox is empty");
    await page.reload();
    await person.sees("Your papers");
    assert.equal(await notice.count(), 0);
  });

  await check("to give it up asks first, and only then it is gone", async () => {
    say = { status: 413, body: "too large" };
    await send({ page, person });
    await person.sees("Your answers did not get through");
    await page.reload();
    await person.clicks("button", "Yes, they are mine");
    await opened.waitFor();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await person.reads("Remove these answers from this device?");
    await shoot("discard");
    assert.match((await person.focused()).text, /Remove these answers/);
    await person.clicks("button", "Keep");
    await notice.waitFor();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await person.clicks("button", "Yes, remove");
    await notice.waitFor({ state: "detached" });
    assert.equal((await person.focused()).name, "Your papers");
    await page.reload();
    await person.sees("Your papers");
    await until(() => isEmpty(page), "the outbox is empty");
    assert.equal(await notice.count(), 0);
  });
}

/** Whether nothing waits in the browser's storage. */
function isEmpty(page) {
  return page.evaluate(async () => {
    const wait = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const database = await wait(indexedDB.open("intake-form", 1));
    const count = await wait(database.transaction("outbox").objectStore("outbox").count());
    database.close();
    return count === 0;
  });
}
