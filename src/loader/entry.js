// What a form of the page around gets of an <intake-form> within it: one entry with the signed answers, and before
// those are there why it can't be sent yet.

import { languageAround, send } from "./around.js";
import { sorry } from "./sorry.js";
import { enclose, field } from "./target.js";

export class Entry {
  #host;
  #report;
  // The signed answers, null before that, undefined where they can't be signed; how often that began, and whether the
  // form is to be sent then.
  #signed = null;
  #rounds = 0;
  #asked;

  /** `report(detail, error)` tells the page's author. */
  constructor(host, report) {
    this.#host = host;
    this.#report = report;
    host.addEventListener("intake-send", (event) => {
      if (!host.form || this.#signed === undefined) return;
      event.preventDefault();
      if (this.#signed) send(host.form);
      else this.#asked = true;
    });
  }

  /**
   * Whoever has reached the outcome is done. A form of the page around takes a field's value in the moment in which it
   * is sent, and does not wait: so the answers are signed before that, here. `form` is there once it is whole; at `anchor`
   * the browser may say what is missing.
   */
  judge(form, internals, anchor) {
    const host = this.#host;
    if (!internals) return;
    const done = host.page === "outcome";
    const judge = (key, value = null) => {
      const place = host.shadowRoot.contains(anchor()) ? anchor() : undefined;
      const loads = ![...host.shadowRoot.children].some((one) => one.matches("[role=alert]"));
      internals.setValidity(key ? { valueMissing: true } : {}, form?.get(key) || sorry(languageAround(host), loads), place);
      // The browser is not to keep what was answered for another visit.
      internals.setFormValue(value, "");
    };
    const round = ++this.#rounds;
    this.#signed = null;
    this.#asked = false;
    judge(done && !host.form ? "" : "unfinished");
    if (!done || !host.form) return;
    form.seal(async (signed) => {
      let { files } = host;
      const fail = (error) => (this.#report({ code: "recipient-key" }, error), []);
      if (signed && host.recipientKey) [signed, files] = await enclose(host, signed).catch(fail);
      if (round !== this.#rounds) return;
      this.#signed = signed;
      if (!signed) {
        judge("unsigned");
        return this.#report({ code: "unsigned" });
      }
      judge("", field(host.name, signed, files));
      if (this.#asked) send(host.form);
    });
  }
}
