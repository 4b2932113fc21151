// What else it looks like: see every-control.
export const states = {
  async "searched"({ root }) {
    await root.getByRole("searchbox").fill("ish");
    await root.getByRole("checkbox", { name: "Turkish" }).waitFor();
    await root.getByRole("checkbox", { name: "Albanian" }).waitFor({ state: "detached" });
  },
  async "none of these"({ root }) {
    await root.getByRole("checkbox", { name: "Food" }).check();
    await root.getByRole("checkbox", { name: "None of these" }).check();
  },
};
