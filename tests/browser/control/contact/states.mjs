// What else it looks like: see every-control.
export const states = {
  async "an address that is none"({ root, goOn, say }) {
    await root.getByRole("radio", { name: say["contact-email"] }).first().check();
    await root.getByRole("textbox", { name: say["contact-address"] }).fill("robin@");
    await goOn.click();
    await root.getByRole("heading", { name: say.problem }).waitFor();
  },
  async "a letter"({ root, say }) {
    await root.getByRole("radio", { name: say["contact-post"] }).first().check();
    await root.getByRole("textbox", { name: say["contact-letter"] }).fill("Robin Sand\n5 Lantern Street");
  },
};
