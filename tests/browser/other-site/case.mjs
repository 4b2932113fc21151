import { createServer } from "node:http";
import { freePort } from "../server.mjs";

export const title = "a page of a site builder, which keeps no files, has its form from the receiver at another address";
// The page itself: to a browser another port is another site.
export const expected = [/request: http:\/\/127\.0\.0\.1:\d+\/page$/];

export async function run({ page, person, check, server }) {
  const here = server.origin;
  const html = `<!doctype html><html lang="en"><title>Our pantry</title><link rel="icon" href="data:,"><h1>Our pantry</h1>
    <script type="module" src="${here}/intake-form.js"></script>
    <intake-form src="${here}/forms/month.json" action="${here}/submissions"></intake-form></html>`;
  const builder = createServer((_, answer) => answer.setHeader("content-type", "text/html; charset=utf-8").end(html));
  const port = await freePort();
  await new Promise((resolve) => builder.listen(port, "127.0.0.1", resolve));
  await check("the widget's files, the form and the receipt come from there", async () => {
    await page.goto(`http://127.0.0.1:${port}/page`);
    await page.waitForFunction(() => document.querySelector("intake-form").answers);
    await page.evaluate(() => {
      const form = document.querySelector("intake-form");
      form.answers = { moved: "2021-03" };
      return form.submit();
    });
    await person.sees("Your answers have been sent");
    await person.reads(/^\w{3}-\w{3}-\w{3}$/);
  });
  builder.closeAllConnections();
  builder.close();
}
