// What else it looks like: see every-control.
export const states = {
  async "too long"({ root, person }) {
    await root.getByRole("textbox").fill("We have a dog, and he is larger than we are together.");
    await person.presses("Tab", "Tab");
    await root.getByRole("textbox", { name: "What should we know?" }).and(root.locator("[aria-invalid]")).waitFor();
  },
};
