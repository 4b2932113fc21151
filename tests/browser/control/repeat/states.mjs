// What else it looks like: see every-control.
import { fill } from "../../answer.mjs";

const people = async ({ page, definition, answers, language, root, say, goOn }) => {
  await fill({ page, definition, items: definition.pages[0].items, answers, language });
  // The cards of a page that is come back to.
  await goOn.click();
  await root.getByRole("heading", { name: "Last page" }).waitFor();
  await root.getByRole("button", { name: say.back, exact: true }).click();
  await root.getByRole("button", { name: `${say.change} Anna` }).waitFor();
};

export const states = {
  async "an entry without answers"({ root, goOn, say }) {
    await root.getByRole("radio", { name: say.no, exact: true }).check();
    await goOn.click();
    await root.getByRole("heading", { name: say.problem }).waitFor();
  },
  "cards": people,
  async "asked whether to remove"(stage) {
    await people(stage);
    await stage.root.getByRole("button", { name: `${stage.say.remove} Bo` }).click();
    await stage.root.getByRole("button", { name: `${stage.say.keep} Bo` }).waitFor();
  },
};
