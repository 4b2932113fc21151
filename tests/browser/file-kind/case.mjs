import assert from "node:assert/strict";
import { until } from "../person.mjs";

export const title = "files are taken by what they are, empty ones are refused, and a name shows which way it ends";

const item = (name, accept) => ({ name, type: "file", label: name, accept, maxFiles: 9, record: true });
const form = {
  formLanguage: 1, name: "kinds", version: "1", defaultLanguage: "en", languages: ["en"], title: "Kinds",
  pages: [{ name: "page", title: "Page", items: [
    item("papers", ["image/*", "application/pdf"]), item("sheet", ["text/csv"]), item("jpg", [".jpg"]), item("word", [".docx", "application/vnd.oasis.opendocument.text"]), item("any", []),
  ] }],
};
const JPEG = Buffer.from("\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9", "latin1");
const HEIC = Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1");
const PDF = Buffer.from("%PDF-1.7\n");
const EXE = Buffer.from("MZ\x90\0\x03\0\0\0", "latin1");
const ZIP = Buffer.from("PK\x03\x04\x14\0", "latin1");
const CSV = Buffer.from("name;age\nAda;36\n");

export async function run({ page, person, check, open, shoot }) {
  await open({ form });
  const group = (name) => page.getByRole("group", { name: new RegExp(`^${name}`) });
  const answers = async () => JSON.parse(await page.evaluate(() => JSON.stringify(document.querySelector("intake-form").answers)));
  /** Hands over a file as Windows and Android do: also without a type, which the test's own driver would fill in. */
  const give = (question, name, type, buffer) => group(question).locator("[type=file]").evaluate((input, [name, type, bytes]) => {
    const given = new DataTransfer();
    given.items.add(new File([Uint8Array.from(bytes)], name, { type }));
    input.files = given.files;
    input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  }, [name, type, [...buffer]]);
  /** Chooses one file; the type that the answer has for it, and what is said to be wrong. */
  const choose = async (question, name, mimeType, buffer) => {
    await give(question, name, mimeType, buffer);
    const row = group(question).getByRole("listitem").last();
    await row.waitFor();
    await until(async () => (await group(question).getByText("Reading the file").count()) === 0, "it is read");
    const [file] = (await answers())[question];
    const error = (await group(question).locator(".error").allInnerTexts()).join(" ");
    await row.getByRole("button").click();
    await row.waitFor({ state: "detached" });
    return [file.mediaType, error.replace(/\s+/g, " ")];
  };

  await check("without a type, as octet-stream, by another name of the type or ending", async () => {
    for (const [question, name, type, bytes, is] of [
      ["papers", "IMG_0001.HEIC", "", HEIC, "image/heic"], ["papers", "letter.pdf", "", PDF, "application/pdf"], ["papers", "photo.jpg", "application/octet-stream", JPEG, "image/jpeg"],
      ["papers", "1000012345", "", JPEG, "image/jpeg"], ["papers", "1000012346", "application/octet-stream", PDF, "application/pdf"], ["papers", "scan.PDF", "application/x-pdf", PDF, "application/pdf"],
      ["papers", "photo.png", "image/png", JPEG, "image/jpeg"],
      ["sheet", "list.csv", "application/vnd.ms-excel", CSV, "text/csv"], ["sheet", "list.CSV", "", CSV, "text/csv"], ["sheet", "list.csv", "text/plain", CSV, "text/csv"],
      ["sheet", "list.csv", "text/comma-separated-values", CSV, "text/csv"], ["sheet", "list", "text/csv", CSV, "text/csv"],
      ["jpg", "photo.jpeg", "image/jpeg", JPEG, "image/jpeg"], ["jpg", "PHOTO.JPG", "", JPEG, "image/jpeg"], ["jpg", "photo.jfif", "image/jpeg", JPEG, "image/jpeg"], ["jpg", "photo", "image/jpg", JPEG, "image/jpeg"],
      ["word", "a.docx", "", ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"], ["word", "a.odt", "application/octet-stream", ZIP, "application/vnd.oasis.opendocument.text"],
    ]) assert.deepEqual(await choose(question, name, type, bytes), [is, ""], `${question} ${name} ${type}`);
  });

  await check("what is something else is refused, whatever it is called", async () => {
    for (const [question, name, type, bytes, is] of [
      ["papers", "photo.jpg", "image/jpeg", EXE, "application/x-msdownload"], ["papers", "letter.pdf", "application/pdf", ZIP, "application/zip"],
      ["papers", "letter.pdf", "application/pdf", Buffer.from("<!doctype html><script>"), "text/html"], ["papers", "notes.txt", "text/plain", CSV, "text/plain"],
      ["sheet", "list.csv", "text/csv", ZIP, "application/zip"], ["jpg", "photo.jpg", "image/jpeg", PDF, "application/pdf"], ["word", "a.docx", "", EXE, "application/x-msdownload"],
    ]) {
      const [found, error] = await choose(question, name, type, bytes);
      assert.match(error, /This type of file can’t be read here/, `${question} ${name}`);
      assert.equal(found, is, `${question} ${name}`);
    }
    assert.match((await choose("word", "a.exe", "", EXE))[1], /one of these: DOCX and ODT$/);
  });

  await check("the system's chooser lets the other names through too", async () => {
    const tokens = (name) => group(name).locator("[type=file]").getAttribute("accept");
    assert.deepEqual([await tokens("papers"), await tokens("sheet"), await tokens("jpg")], ["image/*,application/pdf", "text/csv,.csv", ".jpg,.jpeg"]);
  });

  await check("a file without a byte in it is refused, and nothing is sent with it", async () => {
    for (const [question, name, type] of [["papers", "payslip.jpg", "image/jpeg"], ["papers", "a.pdf", "application/pdf"], ["sheet", "a.csv", ""], ["any", "b", ""]]) {
      const [, error] = await choose(question, name, type, Buffer.alloc(0));
      assert.match(error, /This file is empty\. Choose it again, or another file/, name);
    }
    await give("any", "empty.txt", "text/plain", []);
    await group("any").getByText(/This file is empty/).waitFor();
    assert.equal(await page.getByText("empty.txt was added").count(), 0);
    await person.clicks("button", "Continue");
    await person.sees("There is a problem");
    await person.clicks("button", "Remove empty.txt");
  });

  await check("marks of direction and controls are no part of a name: on the page, in the answer, in what is sent", async () => {
    for (const [name, shown] of [
      ["payslip\u202egpj.exe", "payslipgpj.exe"], ["\u2067x\u2069.txt", "x.txt"], ["a\u200f\u061cb.txt", "ab.txt"], ["a\u0007\u0085b.txt", "ab.txt"], ["كشف الراتب.txt", "كشف الراتب.txt"],
    ]) {
      await give("any", name, "text/plain", CSV);
      const own = group("any").locator("bdi").filter({ hasText: shown });
      await own.waitFor();
      assert.equal(await own.textContent(), shown);
      assert.equal((await answers()).any[0].fileName, shown);
      assert.deepEqual(await page.evaluate(() => document.querySelector("intake-form").files.map(({ name }) => name)), [shown]);
      await shoot("name");
      await person.clicks("button", `Remove ${shown}`);
      await own.waitFor({ state: "detached" });
    }
  });
}
