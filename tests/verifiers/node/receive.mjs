// Whether to take a verified submission: steps 7 to 14 of docs/envelope.md, in Node and in browsers.
import { fits } from "./shape.mjs";

const need = (holds, reason) => { if (!holds) throw new Error(reason); };

/** Throws the reason class. `forms`: digests of what you published. `kept`: the digest of each id that is here already. */
export function receive({ body, digest }, audience, forms, kept) {
  need(fits(body), "submission");
  const [signed, evaluated] = [body.signedAt, body.evaluatedOn].map((text) => {
    const day = new Date(text.slice(0, 10)); // takes the 30th of February for the 2nd of March
    need(!isNaN(day) && text.startsWith(day.toISOString().slice(0, 10)), "submission");
    return day;
  });
  need(body.audience === audience, "audience");
  need(forms.includes(body.form.digest), "form");
  need(Math.abs(signed - evaluated) <= 86_400_000, "day");
  need((kept.get(body.submissionId) ?? digest) === digest, "conflict");
  kept.set(body.submissionId, digest);
}
