import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { until } from "../../person.mjs";

export const title = "where a form can't run, the person reads at once what to do, the author what is wrong, and no button offers what can't help";
export const expected = [/./];

const BASE = "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; require-trusted-types-for 'script'";
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm", ".html": "text/html" };

/** How each trouble is made: the page's policy, and what is taken away before anything else. */
const TROUBLES = {
  webassembly: { policy: BASE, take: () => { delete globalThis.WebAssembly; } },
  insecure: { policy: BASE, origin: "http://plain.example" },
  "wasm-policy": { policy: "script-src 'self'; style-src 'self'" },
  "connect-policy": { policy: `${BASE}; connect-src 'none'` },
  "connect-policy by default-src": { policy: `default-src 'none'; ${BASE}` },
};

export async function run({ check, context, server, playground }) {
  const troubles = new Set();
  const plain = new Set();
  for (const lang of ["en", "sv", "pl", "es", "ar", "uk"]) {
    const said = new Set();
    for (const [name, { policy, take, origin = server.origin }] of Object.entries(TROUBLES)) {
      const [code] = name.split(" ");
      await check(`${name}, ${lang}`, async () => {
        const page = await context.newPage();
        if (take) await page.addInitScript(take);
        await page.addInitScript(() => {
          window.told = [];
          document.addEventListener("intake-error", ({ detail }) => window.told.push(detail));
        });
        const lines = [];
        page.on("console", (message) => { if (message.type() === "error") lines.push(message.text()); });
        await page.route(`${origin}/**`, async (route) => {
          const { pathname } = new URL(route.request().url());
          if (pathname === "/host/trouble.html") {
            return route.fulfill({
              contentType: "text/html; charset=utf-8", headers: { "content-security-policy": policy },
              body: `<!doctype html><html lang="${lang}"><title>-</title><link rel="icon" href="/mark.svg"><script type="module" src="/intake-form.js"></script>
                <intake-form src="/try/text.json" action="/submissions" plain-href="/fill/text?a=b"><p>Call us: 08-465 004 00.</p></intake-form></html>`,
                        });
          }
          return route.fulfill({ contentType: TYPES[extname(pathname)] ?? "image/svg+xml", body: await readFile(join(playground.site, pathname)) });
        });
        await page.goto(`${origin}/host/trouble.html`);
        const alert = page.locator("intake-form").getByRole("alert");
        await alert.waitFor();
        const sentence = (await alert.innerText()).trim();
        assert.ok(sentence.length > 40, sentence);
        assert.equal(await alert.getAttribute("lang"), lang);
        assert.equal(await alert.getByRole("link").getAttribute("href"), `${origin}/fill/text?a=b&lang=${lang}`);
        plain.add(await alert.getByRole("link").innerText());
        assert.equal(await page.locator("intake-form").getByRole("button").count(), 0);
        assert.equal(await page.getByText("Call us").isVisible(), true);
        await until(async () => (await page.evaluate(() => window.told.length)) === 1, "the author is told");
        assert.deepEqual(await page.evaluate(() => window.told), [{ code }]);
        assert.ok(lines.some((line) => line.startsWith(`intake-form: ${code}: `)), lines.join("\n"));
        if (!said.has(sentence)) said.add(sentence);
        troubles.add(`${lang} ${code} ${sentence}`);
        await page.close();
      });
    }
    await check(`each has a sentence of its own, ${lang}`, () => assert.equal(said.size, 4));
  }
  await check("the link to the plain pages has words in each language", () => assert.equal(plain.size, 6));
  await check("the link stands there once: where the page has it between the tags, the sentence has none", async () => {
    const page = await context.newPage();
    await page.addInitScript(TROUBLES.webassembly.take);
    await page.route("**/host/linked.html", (route) => route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: `<!doctype html><html lang="en"><title>-</title><link rel="icon" href="/mark.svg"><script type="module" src="/intake-form.js"></script>
        <intake-form src="/try/text.json" plain-href="/fill/text"><a href="/fill/text?lang=en">Fill in the form</a></intake-form></html>`,
    }));
    await page.goto("/host/linked.html");
    await page.locator("intake-form").getByRole("alert").waitFor();
    assert.deepEqual(await page.locator("intake-form").getByRole("link").allInnerTexts(), ["Fill in the form"]);
    await page.close();
  });
  await check("without a network it is still the sentence of the network, with a button that tries again", async () => {
    const page = await context.newPage();
    await page.route(/intake-form-[\w-]+\.(wasm|css|json|js)$/, (route) => route.abort());
    await page.goto("/try.html?form=/try/text.json");
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await page.unroute(/intake-form-[\w-]+\.(wasm|css|json|js)$/);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("intake-form").getByRole("heading").first().waitFor();
    await page.close();
  });
}
