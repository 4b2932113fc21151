// What else it looks like: see every-control.
const field = (root) => root.getByRole("combobox", { name: "Which town do you live in?" });

export const states = {
  async "open, with an answer active"({ root, person }) {
    await field(root).fill("ko");
    await person.presses("ArrowDown");
    await root.getByRole("option", { selected: true }).waitFor();
  },
  async "nothing found"({ root, say }) {
    await field(root).fill("Atlantis");
    await root.getByText(say["results-none"]).first().waitFor();
  },
  async "what is in no list"({ root, person, say }) {
    await field(root).fill("Atlantis");
    await person.presses("Tab", "Tab");
    await root.getByText(say["unknown-choice"]).first().waitFor();
  },
};
