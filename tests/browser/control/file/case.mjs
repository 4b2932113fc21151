import assert from "node:assert/strict";
import { until } from "../../person.mjs";
import { tree } from "../../tree.mjs";
import { excused } from "../story.mjs";

export const title = "files: chosen, too large, of a wrong type, too many, removed";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "file" });
  const proof = page.getByRole("group", { name: "Proof of income" });
  const choose = proof.getByLabel("Choose files");
  const rows = () => proof.getByRole("listitem");
  const paper = (name, size = 2000) => ({ name, mimeType: "application/pdf", buffer: Buffer.alloc(size, name) });
  // A photo of noise, which no compression makes small: too large as it is.
  const photo = async (name, width) => {
    const data = await page.evaluate(async (side) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
      const context = canvas.getContext("2d");
      const image = context.createImageData(side, side);
      let state = 7;
      for (let i = 0; i < image.data.length; i += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        image.data[i] = i % 4 === 3 ? 255 : state >>> 24;
      }
      context.putImageData(image, 0, 0);
      return canvas.toDataURL("image/png").split(",")[1];
    }, width);
    return { name, mimeType: "image/png", buffer: Buffer.from(data, "base64") };
  };
  const told = (text) => proof.getByRole("paragraph").filter({ hasText: text }).count();
  const says = async () => (await tree(page)).split("\n").map((line) => /^\s*file "Choose files" \[.*?value="([^"]*)"/.exec(line)?.[1]).find(Boolean);
  await shoot("empty");

  await check("it is required, and the summary leads to it", async () => {
    await person.clicks("button", "Continue");
    await person.sees("There is a problem");
    await page.getByRole("link", { name: /Proof of income: Choose a file/ }).click();
    await until(async () => /Choose files/.test((await person.focused()).text ?? ""), "the input has the focus");
  });

  await check("a telephone offers its camera among the rest: only the types are asked for", async () => {
    assert.equal(await choose.getAttribute("accept"), "image/*,application/pdf");
    assert.equal(await choose.getAttribute("capture"), null, "a photo that was taken before counts too");
  });

  await check("a reason stands in for a file", async () => {
    await excused(stage, "I’ll bring proof later", "Proof of income");
  });

  await check("a file is listed with its name and its size", async () => {
    await choose.setInputFiles(paper("wages.pdf"));
    await rows().filter({ hasText: "wages.pdf" }).waitFor();
    assert.match(await rows().first().innerText(), /2 kB/);
    assert.equal(await says(), "wages.pdf", "the input does not say that no file is chosen");
    await person.reads("wages.pdf was added");
  });

  await check("a file of another type is not read, and said to be wrong", async () => {
    await choose.setInputFiles({ name: "macro.exe", mimeType: "application/x-msdownload", buffer: Buffer.from("MZ") });
    await proof.getByText(/^Error: macro\.exe: This type of file [^]*Choose one of these: pictures and PDF$/).waitFor();
    await shoot("wrong");
    assert.equal(await told(/This type of file/), 1, "it is told once");
    await person.clicks("button", "Remove macro.exe");
    await rows().filter({ hasText: "macro.exe" }).waitFor({ state: "detached" });
    await until(async () => /Choose files/.test((await person.focused()).text ?? ""), "the focus is on the input");
  });

  await check("one that is too large stays with what is wrong, until it is removed", async () => {
    await choose.setInputFiles(paper("book.pdf", 70_000));
    await rows().filter({ hasText: "book.pdf" }).waitFor();
    assert.equal(await says(), "2 files");
    await proof.getByText(/^Error: book\.pdf: [^]*too large. Choose one of at most 60 kB/).waitFor();
    assert.equal(await told(/too large/), 1, "it is told once");
    await person.clicks("button", "Continue");
    await person.sees("There is a problem");
    await person.clicks("button", "Remove book.pdf");
    await rows().filter({ hasText: "book.pdf" }).waitFor({ state: "detached" });
  });

  await check("a photo that is too large is made smaller, and shown", async () => {
    await choose.setInputFiles(await photo("card.png", 400));
    await rows().filter({ hasText: "card.jpg" }).waitFor();
    await person.reads("card.png was made smaller to fit");
    await until(() => proof.locator("canvas").evaluate((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return !canvas.hidden && data.some((value, i) => i % 4 === 3 && value > 0);
    }), "the picture is drawn");
    await shoot("filled");
  });

  await check("too many are said, and mended by removing one", async () => {
    await choose.setInputFiles([paper("third.pdf")]);
    await person.reads("Choose at most 2 files");
    await person.clicks("button", "Remove third.pdf");
    await rows().filter({ hasText: "third.pdf" }).waitFor({ state: "detached" });
    assert.equal(await proof.getByText("Choose at most 2 files").count(), 0);
  });

  await check("two that are wrong each in its own way are each told once, and two in the same way together", async () => {
    const mine = page.getByRole("group", { name: /Anything else/ });
    const add = async (file) => {
      await mine.getByLabel("Choose files").setInputFiles(file);
      await mine.getByRole("listitem").filter({ hasText: file.name }).waitFor();
    };
    await add({ name: "one.exe", mimeType: "application/x-msdownload", buffer: Buffer.from("MZ") });
    await add(paper("large.pdf", 70_000));
    await mine.getByText(/^Error: one\.exe: This type of file/).waitFor();
    await mine.getByRole("listitem").filter({ hasText: /large\.pdf[^]*too large/ }).waitFor();
    assert.equal(await mine.getByText(/too large/).count(), 1);
    await add({ name: "two.exe", mimeType: "application/x-msdownload", buffer: Buffer.from("MZ") });
    await mine.getByText(/^Error: one\.exe, two\.exe: This type of file/).waitFor();
    assert.equal(await mine.getByText(/This type of file/).count(), 1);
    for (const name of ["one.exe", "large.pdf", "two.exe"]) await mine.getByRole("button", { name: `Remove ${name}` }).click();
    await until(async () => await mine.getByRole("listitem").count() === 0, "all are removed");
  });

  await check("where one is asked for, the next takes its place", async () => {
    const letter = page.getByRole("group", { name: /A letter/ });
    await letter.getByLabel("Choose a file").setInputFiles(paper("a.pdf"));
    await letter.getByRole("listitem").filter({ hasText: "a.pdf" }).waitFor();
    await letter.getByLabel("Choose a file").setInputFiles(paper("b.pdf"));
    await letter.getByRole("listitem").filter({ hasText: "b.pdf" }).waitFor();
    assert.equal(await letter.getByRole("listitem").count(), 1);
  });

  await check("another language and another page keep them, pictures too", async () => {
    await page.locator("intake-form").evaluate((form) => form.setAttribute("lang", "sv"));
    await person.sees("Dina papper");
    assert.equal(await page.getByRole("listitem").filter({ has: page.getByRole("button") }).count(), 3);
    await page.locator("intake-form").evaluate((form) => form.setAttribute("lang", "en"));
    await person.sees("Your papers");
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    assert.equal(await person.reviews("Proof of income"), "wages.pdf | card.jpg");
    await person.clicks("button", "Back");
    await until(() => proof.locator("canvas").evaluate((canvas) => !canvas.hidden), "the picture is drawn again");
  });

  await check("the answer holds name, type, size and digest", async () => {
    const { proof: files } = await page.locator("intake-form").evaluate((form) => form.answers);
    assert.deepEqual(files.map(({ fileName, mediaType }) => [fileName, mediaType]), [["wages.pdf", "application/pdf"], ["card.jpg", "image/jpeg"]]);
    assert.ok(files[1].size <= 60_000);
    for (const { digest } of files) assert.match(digest, /^sha-256:[\w-]{43}$/);
  });
}
