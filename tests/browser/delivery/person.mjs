// What the cases about sending have in common: the form of `delivery/form.json`, filled in and sent, and the inbox.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** A file of so many bytes that no other file has. */
export function paper(name, size = 3000, mimeType = "application/pdf") {
  return { name, mimeType, buffer: Buffer.alloc(size, `${name} ${Math.random()} `) };
}

/** A photo of noise, which no compression makes small. */
export async function photo(page, name, side = 400) {
  const data = await page.evaluate(async (side) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
    const context = canvas.getContext("2d");
    const image = context.createImageData(side, side);
    for (let i = 0; i < image.data.length; i += 1) image.data[i] = i % 4 === 3 ? 255 : Math.random() * 256;
    context.putImageData(image, 0, 0);
    return canvas.toDataURL("image/png").split(",")[1];
  }, side);
  return { name, mimeType: "image/png", buffer: Buffer.from(data, "base64") };
}

/** Puts files into the question `name`, and waits until they are listed as `listed`. */
export async function attach(page, name, files, listed = files.map((file) => file.name)) {
  const group = page.getByRole("group", { name });
  await group.getByLabel(/Choose (a file|files)/).setInputFiles(files);
  for (const file of listed) await group.getByRole("button", { name: `Remove ${file}` }).waitFor();
  return group;
}

/** From the page of questions to the press of "Send". */
export async function send({ page, person }) {
  await person.clicks("button", "Continue");
  await person.sees("Check your answers");
  await person.clicks("button", "Continue");
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

/** The signed record in a saved page, as JSON. */
export function record(file) {
  return /id="intake-submission">(.*?)<\/script>/s.exec(file)[1];
}

/** The reference that the page shows. */
export async function reference(page, options) {
  const shown = page.getByText(/[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/).first();
  await shown.waitFor(options);
  return /[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/.exec(await shown.innerText())[0];
}

/** What the receiver has, the newest first: `[{ submissionId, reference, … }]`. */
export async function inbox(server) {
  const { submissions } = await listed(server);
  // The list has urgent ones before those.
  return submissions.sort((one, other) => (one.receivedAt < other.receivedAt ? 1 : -1));
}

/** How many the receiver has in all. */
export async function inboxCount(server) {
  return (await listed(server)).count;
}

async function listed(server) {
  const answer = await fetch(`${server.origin}/inbox.json?size=200`, { headers: { authorization: `Bearer ${server.token}` } });
  return answer.json();
}

/** Opens a submission in the inbox and saves each file that it lists: `[{ name, bytes, digest }]`. */
export async function downloads(context, server, reference) {
  const page = await context.newPage();
  await server.enter(page);
  await page.getByRole("link", { name: reference }).click();
  const links = page.locator("dd").getByRole("link");
  const found = [];
  for (const link of await links.all()) {
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const bytes = await readFile(await download.path());
    found.push({ name: download.suggestedFilename(), bytes, digest: digest(bytes) });
  }
  const text = await page.locator("main").innerText();
  await page.close();
  return { files: found, text };
}

export const digest = (bytes) => `sha-256:${createHash("sha256").update(bytes).digest("base64url")}`;
