// Goes through a form as a person would, page by page, with answers by item name, and stops at every state on the way.

import { fill, plain, words } from "./answer.mjs";

/**
 * Calls `visit(state)` for every page empty, with its errors showing, and filled, then for the review, the outcome and,
 * with `send`, the confirmation. A state is a name such as `household filled`.
 */
export async function walk({ page, definition, answers, language, send = true }, visit) {
  const say = await words(language);
  const form = page.locator("intake-form");
  const heading = form.locator("form, [part]").getByRole("heading", { level: 2 }).first();
  const goOn = form.getByRole("button", { name: say.continue, exact: true });
  const summary = form.getByRole("heading", { name: say.problem });
  for (const content of definition.pages) {
    const title = plain(content.title ?? definition.title, language, definition);
    const here = form.getByRole("heading", { level: 2, name: title }).first();
    if (!(await appears(heading, here, definition, language))) continue;
    await visit(`${content.name} empty`);
    await goOn.click();
    const next = here.waitFor({ state: "detached" }).then(() => "gone", () => "here");
    if ((await Promise.race([summary.waitFor().then(() => "wrong", () => "timeout"), next])) === "wrong") {
      await visit(`${content.name} error`);
    } else {
      await form.getByRole("button", { name: say.back, exact: true }).click();
      await here.waitFor();
    }
    await fill({ page, definition, items: content.items, answers, language });
    await visit(`${content.name} filled`);
    await goOn.click();
    await here.waitFor({ state: "detached" });
  }
  if (definition.settings?.reviewPage !== false) {
    await form.getByRole("heading", { name: say.check }).waitFor();
    await visit("review");
    await goOn.click();
  }
  const label = definition.settings?.submitLabel;
  const submit = form.getByRole("button", { name: label ? plain(label, language, definition) : say.send });
  await submit.waitFor();
  // One may be within another.
  const folded = form.locator("details:not([open]) > summary:visible");
  while ((await folded.count()) > 0) await folded.first().click();
  await visit("outcome");
  if (!send) return;
  await submit.click();
  await form.getByRole("heading", { name: say.sent }).waitFor();
  await visit("confirmation");
}

/** Whether the page of this heading is the one that is shown; the pages before it may have been passed over. */
async function appears(heading, here, definition, language) {
  await heading.waitFor();
  const shown = (await heading.textContent()).trim();
  const titles = definition.pages.map((page) => plain(page.title ?? definition.title, language, definition));
  if (!titles.some((title) => title.test(shown))) return false;
  return (await here.count()) > 0;
}
