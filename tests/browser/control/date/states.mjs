// What else it looks like: see every-control.
const type = async ({ root, person, say }, parts) => {
  for (const [part, text] of Object.entries(parts)) await root.getByRole("textbox", { name: say[part] }).fill(text);
  await person.presses("Tab", "Tab");
};

export const states = {
  async "31 February"(stage) {
    await type(stage, { day: "31", month: "2", year: "1985" });
    await stage.root.getByText(stage.say["no-such-day"]).first().waitFor();
  },
  async "without a year"(stage) {
    await type(stage, { year: "", day: "27", month: "3" });
    await stage.goOn.click();
    await stage.root.getByRole("heading", { name: stage.say.problem }).waitFor();
  },
};
