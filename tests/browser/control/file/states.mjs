// What else it looks like: see every-control.
export const states = {
  async "of a wrong type, among others"({ root, say }) {
    const input = root.getByRole("group", { name: "Proof of income" }).locator("[type=file]");
    for (const [name, mimeType] of [["wages.pdf", "application/pdf"], ["macro.exe", "application/x-msdownload"]]) {
      await input.setInputFiles({ name, mimeType, buffer: Buffer.from("some words") });
      await root.getByRole("button", { name: `${say.remove} ${name}` }).waitFor();
    }
    await root.getByText(say["file-type"].split("{")[0].trim()).first().waitFor();
  },
};
