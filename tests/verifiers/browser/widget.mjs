// A submission that the widget itself made and signed in Debian's Chromium, filled in as a person would: its text, as it was sent.

import { join } from "node:path";
import { launch } from "../../runner.mjs";

/** The first form of docs/form-language.md, with words that a signature must survive. */
export const FORM = {
  formLanguage: 1, name: "food-box", version: "2026-11", defaultLanguage: "en", languages: ["en"], title: "Ask for a food box",
  pages: [{ name: "you", title: "About you", items: [
    { name: "called", type: "text", label: "What is your name?", required: true, record: true },
    { name: "rent", type: "decimal", label: "What is your rent?" },
  ] }],
};

export async function signed(dist, audience) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const sent = new Promise((resolve) => {
      page.route("**/*", async (route) => {
        const request = route.request();
        const path = new URL(request.url()).pathname;
        const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" };
        if (request.url() === audience) {
          const text = request.postData() ?? "";
          await route.fulfill({ headers, body: text });
          if (text) resolve(text);
        } else if (path === "/") {
          const element = `<intake-form src="/form.json" action="${audience}" lang="en"></intake-form>`;
          await route.fulfill({ contentType: "text/html", body: `<!doctype html><title>Form</title><script type="module" src="/intake-form.js"></script>${element}` });
        } else if (path === "/form.json") await route.fulfill({ json: FORM });
        else if (path === "/favicon.ico") await route.abort();
        else await route.fulfill({ path: join(dist, path) });
      });
    });
    await page.goto("http://localhost/");
    await page.getByLabel("What is your name?").fill("Åsa “Ö” <b>, 🧡");
    await page.getByLabel("What is your rent?").fill("1731.9");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Check your answers" }).waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Send" }).click();
    return await sent;
  } finally {
    await browser.close();
  }
}
