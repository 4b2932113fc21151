import assert from "node:assert/strict";
import { bare } from "../../../src/photo.js";
import { until } from "../person.mjs";
import { SECRET, heic, jpeg, png, webp } from "./camera.mjs";

export const title = "a photo is sent without where and when it was taken, upright, and otherwise as it was";

const form = {
  formLanguage: 1, name: "photo", version: "1", defaultLanguage: "en", languages: ["en"], title: "Photo",
  pages: [{ name: "page", title: "Page", items: [{ name: "p", type: "file", label: "Photo", maxFiles: 9, record: true }] }],
};

export async function run({ page, person, check, open }) {
  await open({ form });
  const input = page.locator("[type=file]");
  // Red on the left, blue on the right, wider than high: which way is up can be seen.
  const draw = (type) => page.evaluate((type) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 60, height: 40 });
    const context = canvas.getContext("2d");
    for (const [i, colour] of ["#f00", "#00f"].entries()) {
      context.fillStyle = colour;
      context.fillRect(i * 30, 0, 30, 40);
    }
    return canvas.toDataURL(type, 0.9).split(",")[1];
  }, type).then((data) => Buffer.from(data, "base64"));
  /** The file as it would be sent, and what a browser sees in it. */
  const sent = async (name, mimeType, buffer) => {
    await input.setInputFiles({ name, mimeType, buffer });
    await page.getByRole("listitem").filter({ hasText: name.replace(/\..*/, "") }).waitFor();
    const found = await until(() => page.evaluate(async () => {
      const element = document.querySelector("intake-form");
      const [file] = element.files;
      if (!file) return null;
      const bitmap = await createImageBitmap(file).catch(() => null);
      const canvas = document.createElement("canvas");
      const context = canvas.getContext("2d");
      if (bitmap) [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
      if (bitmap) context.drawImage(bitmap, 0, 0);
      const at = (x, y) => { const [red, , blue] = context.getImageData(x * canvas.width, y * canvas.height, 1, 1).data; return red > 150 ? "red" : blue > 150 ? "blue" : "?"; };
      const answer = element.answers.p[0];
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
      return {
        bytes: [...new Uint8Array(await file.arrayBuffer())], name: file.name, type: file.type, answer: { ...answer },
        digest: `sha-256:${btoa(String.fromCharCode(...hash)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "")}`,
        size: bitmap && [bitmap.width, bitmap.height],
        seen: bitmap && [at(0.1, 0.5), at(0.9, 0.5), at(0.5, 0.1), at(0.5, 0.9)],
      };
    }), `${name} is read`);
    await person.clicks("button", /^Remove/);
    await page.getByRole("listitem").first().waitFor({ state: "detached" });
    const bytes = Buffer.from(found.bytes);
    assert.equal(found.answer.digest, found.digest);
    assert.equal(found.answer.size, bytes.length);
    assert.equal(found.answer.mediaType, found.type);
    assert.equal(bytes.includes(SECRET), false, "it does not say where");
    return { ...found, bytes };
  };

  const plain = { "image/jpeg": await draw("image/jpeg"), "image/png": await draw("image/png"), "image/webp": await draw("image/webp") };
  const marks = ["Exif", "xmpmeta", "Photoshop", "MPF", "GPS"];

  await check("a JPEG that lies as it is: not a byte of the picture is another, and its colours stay", async () => {
    const found = await sent("a.jpg", "image/jpeg", jpeg(plain["image/jpeg"]));
    for (const mark of marks) assert.equal(found.bytes.includes(mark), false, mark);
    assert.ok(found.bytes.includes("ICC_PROFILE"));
    const after = plain["image/jpeg"].subarray(2);
    assert.ok(found.bytes.subarray(-after.length + 18).equals(after.subarray(18)), "what is drawn is the same");
    assert.deepEqual([found.name, found.type, found.size, found.seen.slice(0, 2)], ["a.jpg", "image/jpeg", [60, 40], ["red", "blue"]]);
  });

  await check("a JPEG without any of it is sent as it is", async () => {
    const found = await sent("a.jpg", "image/jpeg", plain["image/jpeg"]);
    assert.ok(found.bytes.equals(plain["image/jpeg"]));
  });

  // By Exif's orientation: where the red half comes to lie, left, right, above or below.
  for (const [turn, side] of Object.entries({ 2: 1, 3: 1, 4: 0, 5: 2, 6: 2, 7: 3, 8: 3 })) {
    for (const little of [false, true]) {
      await check(`a JPEG that was turned (${turn}${little ? ", small end first" : ""}) is upright`, async () => {
        const found = await sent("a.jpeg", "image/jpeg", jpeg(plain["image/jpeg"], Number(turn), { little }));
        for (const mark of marks) assert.equal(found.bytes.includes(mark), false, mark);
        assert.deepEqual(found.size, turn > 4 ? [40, 60] : [60, 40]);
        assert.equal(found.seen[side], "red");
        assert.equal(found.seen[side ^ 1], "blue");
      });
    }
  }

  await check("where a browser gives out noise for what is drawn, only the turn is said", async () => {
    await page.evaluate(() => {
      const real = CanvasRenderingContext2D.prototype.getImageData;
      CanvasRenderingContext2D.prototype.getImageData = function (...place) {
        const image = real.apply(this, place);
        if (!this.canvas.isConnected && place[2] === 1 && place[3] === 1 && place[0] === 0) image.data.set([7, 99, 3, 255]);
        return image;
      };
    });
    const found = await sent("a.jpg", "image/jpeg", jpeg(plain["image/jpeg"], 6));
    await page.reload();
    await input.waitFor({ state: "attached" });
    for (const mark of marks.slice(1)) assert.equal(found.bytes.includes(mark), false, mark);
    assert.deepEqual([found.size, found.seen[2]], [[40, 60], "red"]);
  });

  await check("a PNG and a WebP", async () => {
    const one = await sent("a.png", "image/png", png(plain["image/png"]));
    for (const mark of ["eXIf", "tEXt", "iTXt", "tIME"]) assert.equal(one.bytes.includes(mark), false, mark);
    assert.ok(one.bytes.equals(plain["image/png"]));
    const other = await sent("a.webp", "image/webp", webp(plain["image/webp"], [60, 40]));
    for (const mark of ["EXIF", "XMP ", "Exif"]) assert.equal(other.bytes.includes(mark), false, mark);
    assert.equal(other.bytes.readUInt32LE(4), other.bytes.length - 8);
    assert.deepEqual([other.size, other.seen.slice(0, 2)], [[60, 40], ["red", "blue"]]);
  });

  await check("a HEIC, which few browsers can draw: the picture keeps its place, the rest is written over", async () => {
    for (const brand of ["heic", "mif1", "avif"]) {
      const before = heic({ brand, item: brand === "avif" ? "av01" : "hvc1" });
      const found = await sent("IMG_0001.HEIC", "", before);
      assert.equal(found.bytes.length, before.length);
      assert.equal(found.bytes.indexOf("the picture itself"), before.indexOf("the picture itself"));
      assert.equal(found.bytes.includes("mpvd"), false);
      assert.equal(await page.getByText(/may say where/).count(), 0);
    }
  });

  await check("what can't be looked into is said to the person, by its name", async () => {
    for (const [name, mimeType, buffer] of [
      ["film.mp4", "video/mp4", Buffer.from("\0\0\0\x18ftypmp42....", "latin1")],
      ["scan.tif", "image/tiff", Buffer.from("II*\0....", "latin1")],
      ["IMG_2.heic", "image/heic", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x10moov........", "latin1")],
    ]) {
      await input.setInputFiles({ name, mimeType, buffer });
      await page.getByText(`${name} was added. It may say where and when it was taken.`).first().waitFor();
      await person.clicks("button", `Remove ${name}`);
    }
    await input.setInputFiles({ name: "letter.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") });
    await page.getByText("letter.pdf was added").first().waitFor();
    await until(async () => (await page.getByText(/may say where/).count()) === 0, "of it nothing else is said");
    await person.clicks("button", "Remove letter.pdf");
  });

  await check("broken and cut files are taken as they are, and stop nothing", () => {
    let state = 20261128;
    const random = (most) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state % most;
    };
    const whole = [jpeg(plain["image/jpeg"], 6), png(plain["image/png"]), webp(plain["image/webp"], [60, 40]), heic()];
    for (let i = 0; i < 4000; i += 1) {
      const bytes = new Uint8Array(whole[i % 4].subarray(0, i % 3 ? undefined : random(whole[i % 4].length)));
      for (let n = random(6); n > 0; n -= 1) bytes[random(bytes.length)] = random(256);
      const found = bare(bytes);
      assert.ok(found === undefined || (found.turn >= 1 && found.turn <= 8 && found.bytes.length <= bytes.length), `seed 20261128, ${i}`);
    }
  });
}
