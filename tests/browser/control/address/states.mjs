// What else it looks like: see every-control.
export const states = {
  async "half an address"({ root, goOn, say }) {
    await root.getByRole("textbox", { name: say.line1 }).first().fill("5 Lantern Street");
    await goOn.click();
    await root.getByRole("heading", { name: say.problem }).waitFor();
  },
};
