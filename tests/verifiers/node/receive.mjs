// Whether to take a verified submission: steps 7 to 14 of docs/envelope.md, in Node and in browsers.
const need = (holds, reason) => { if (!holds) throw new Error(reason); };

const MEMBERS = "format submissionId audience form signedAt evaluatedOn respondent supersedes answers absent outcome attachments".split(" ");
const SHAPES = {
  format: /^intake-submission\/1$/,
  submissionId: /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  audience: /^/,
  signedAt: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  evaluatedOn: /^\d{4}-\d\d-\d\d$/,
};

/** Throws the reason class. `forms`: digests of what you published. `kept`: the digest of each id that is here already. */
export function receive({ body, digest }, audience, forms, kept) {
  const has = (name, shape) => typeof body[name] === "string" && shape.test(body[name]);
  need(Object.keys(body).every((name) => MEMBERS.includes(name)) && Object.entries(SHAPES).every(([name, shape]) => has(name, shape)), "submission");
  need(/^sha-256:[\w-]{43}$/.test(body.form?.digest), "submission");
  need(body.supersedes === undefined || has("supersedes", /^sha-256:[\w-]{43}$/), "submission");
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
