// The demo site, and beside it a page that shows any form: what the receiver of the tests serves.

import { copyFile, cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";

export class Playground {
  /** Where the pages are, for `--site`. */
  site;
  /** Where the forms are that the receiver takes submissions for. */
  forms;

  #here;
  #root;

  constructor({ here, root, folder }) {
    this.#here = here;
    this.#root = root;
    this.site = join(folder, "site");
    this.forms = join(folder, "forms");
  }

  /** Copies the built site and every form: those of `schemas/`, and `<case>/form.json`, `control/<name>/form.json` as `<name>`. */
  async build() {
    await cp(join(this.#root, "dist/site"), this.site, { recursive: true });
    await mkdir(join(this.site, "try"));
    await mkdir(this.forms);
    for (const file of ["try.html", "try.js"]) await copyFile(join(this.#here, file), join(this.site, file));
    for (const name of await readdir(join(this.#root, "schemas"))) {
      if (name.endsWith(".json")) await this.#put(name, join(this.#root, "schemas", name));
    }
    for (const folder of [this.#here, join(this.#here, "control")]) {
      for (const name of await readdir(folder).catch(() => [])) {
        await this.#put(`${name}.json`, join(folder, name, "form.json")).catch(() => {});
      }
    }
  }

  async #put(name, file) {
    await copyFile(file, join(this.site, "try", name));
    await copyFile(file, join(this.forms, name));
  }

  /**
   * The path of the page with a form: the name of one of the forms here, or a definition, which is then served too,
   * though the receiver does not know it.
   */
  async path({ form, lang = "en", query = {} }) {
    let name = form;
    if (typeof form !== "string") {
      const text = JSON.stringify(form);
      name = createHash("sha256").update(text).digest("hex").slice(0, 16);
      await writeFile(join(this.site, "try", `${name}.json`), text);
    }
    return `/try.html?${new URLSearchParams({ ...query, form: `/try/${name}.json`, lang })}`;
  }

  /** The definition of one of the forms here. */
  async definition(name) {
    return JSON.parse(await readFile(join(this.site, "try", `${name}.json`), "utf8"));
  }
}
