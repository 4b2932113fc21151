// What else it looks like: see every-control.
export const states = {
  async "no time"({ root, person }) {
    await root.getByRole("textbox").fill("noon");
    await person.presses("Tab", "Tab");
    await root.getByRole("textbox").and(root.locator("[aria-invalid]")).waitFor();
  },
};
