// A person with a browser, who follows what `intake serve` has printed.

import { launch } from "../runner.mjs";

/** What stands behind `start` in one of the lines. */
export const after = (printed, start) => printed.find((line) => line.startsWith(start)).slice(start.length);

/** Fills in the first form, sends it, and reads it in the inbox. */
export async function submit(printed, name) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    // Another processor may be acted out by this one.
    page.setDefaultTimeout(60_000);
    await page.goto(after(printed, "Look at it: "));
    await page.getByRole("group", { name: "What do you need?" }).getByRole("radio", { name: "Food" }).check();
    await page.getByLabel("What is your name?").fill(name);
    for (const heading of ["Check your answers", "Where you can get help"]) {
      await page.getByRole("button", { name: "Continue", exact: true }).click();
      await page.getByRole("heading", { name: heading }).first().waitFor();
    }
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("heading", { name: "Your answers have been sent" }).waitFor();
    const reference = await page.getByText(/^\w{3}-\w{3}-\w{3}$/).first().innerText();
    await page.goto(after(printed, "Inbox: "));
    await page.getByRole("heading", { name: "Submissions" }).waitFor();
    await page.getByRole("link", { name: new RegExp(reference) }).first().click();
    await page.getByText(name).first().waitFor();
  } finally {
    await browser.close();
  }
}
