// Signed rightly, and still not to be taken: `[name, class, text]`. And what is rightly signed and looks as if it were not.

import { shapes, unusualShapes } from "./shapes.mjs";
import { base64url, sha256 } from "./signer.mjs";

const day = (body, days) => new Date(Date.parse(body.signedAt) + days * 86_400_000).toISOString().slice(0, 10);
const form = (body, change) => ({ form: { ...body.form, ...change } });

export function* claimed(own, other, body) {
  const cases = {
    submission: {
      "another-version": { format: "intake-submission/2" },
      "format-missing": { format: undefined },
      "id-missing": { submissionId: undefined },
      "id-a-number": { submissionId: 7 },
      "id-a-path": { submissionId: "../../etc/passwd" },
      "id-in-capitals": { submissionId: body.submissionId.toUpperCase() },
      "id-of-another-version": { submissionId: body.submissionId.replace(/-7/, "-4") },
      "id-with-a-line-end": { submissionId: `${body.submissionId}\n` },
      "audience-missing": { audience: undefined },
      "audience-a-list": { audience: [body.audience] },
      "form-missing": { form: undefined },
      "form-a-text": { form: body.form.digest },
      "digest-missing": form(body, { digest: undefined }),
      "digest-of-another-kind": form(body, { digest: body.form.digest.replace("sha-256", "sha-512") }),
      "digest-cut-short": form(body, { digest: body.form.digest.slice(0, -1) }),
      "supersedes-of-another-kind": { supersedes: body.form.digest.replace("sha-256", "sha-512") },
      "supersedes-cut-short": { supersedes: body.form.digest.slice(0, -1) },
      "supersedes-null": { supersedes: null },
      "supersedes-a-list": { supersedes: [body.form.digest] },
      "supersedes-empty": { supersedes: "" },
      "unknown-member-signed": { later: { than: "version 1" } },
      ...shapes(body),
      "time-missing": { signedAt: undefined },
      "time-in-words": { signedAt: "yesterday" },
      "time-of-a-zone": { signedAt: "2026-11-22T18:38:25+01:00" },
      "day-missing": { evaluatedOn: undefined },
      "day-in-words": { evaluatedOn: "today" },
      "day-not-in-the-calendar": { evaluatedOn: "2026-02-30" },
    },
    audience: {
      "made-for-another": { audience: "https://charlatan.example/intake" },
      "made-for-a-neighbour": { audience: `${body.audience}/` },
      "audience-in-capitals": { audience: body.audience.toUpperCase() },
      "audience-by-http": { audience: body.audience.replace("https", "http") },
      "audience-as-a-host": { audience: "https://charity.example.charlatan.example/intake" },
    },
    form: {
      "form-never-published": form(body, { digest: `sha-256:${base64url(sha256("another"))}` }),
      "form-of-another-version": form(body, { digest: `sha-256:${base64url(sha256(JSON.stringify(body.form)))}` }),
    },
    day: {
      "two-days-before": { evaluatedOn: day(body, -2) },
      "two-days-after": { evaluatedOn: day(body, 2) },
      "years-before": { evaluatedOn: "2008-11-22" },
      "years-after": { evaluatedOn: "2044-11-22" },
    },
  };
  for (const [reason, changes] of Object.entries(cases)) {
    for (const [name, change] of Object.entries(changes)) yield [name, reason, JSON.stringify(own.signed({ ...body, ...change }))];
  }
  yield ["same-id-other-answers", "conflict", JSON.stringify(own.signed({ ...body, answers: { ...body.answers, more: 1 } }))];
  yield ["same-id-by-another-key", "conflict", JSON.stringify(other.signed({ ...body, answers: {} }))];
}

/** Bodies of their own that must be taken: `[name, body]`. */
export function* unusual(body, id) {
  const nested = (depth) => (depth ? [nested(depth - 1)] : 1);
  const named = JSON.parse('{"__proto__":1,"constructor":2,"":3,"1":4,"-0":5,"10":6,"2":7,"é":8,"e\\u0301":9,"\\u20ac":10,"\\r":11,"\\ufb33":12,"\\ud83d\\ude00":13,"a/b":14,"a\\"b":15,"A":16,"a":17,"signature":18}');
  const numbers = [1e-291, 9.99999999999999e306, -9007199254740991, 123456789012345e6, 1e20, 1e21, 1e22, 0.000001, 0.0000001, 0.00000123, 1.5e-10, 5e-7, 100.5, 4.35, 0.3, 1e30, 1.5e300, 900719925474099, 333333333.333333];
  const texts = ["\b\f\n\r\t\u001f\u007f\u0080\u2028\u2029\ufeff\ufffd\uffff", "\u{10ffff}\u{1d11e}", "</script><!--", "\\u0041 \\\\ \\", "\"'`", "ЖЁ مرحبا ІЇЄ ąęł", "=1+1", " a  b ", "\u202eabc", "null", "1e5"];
  const cases = {
    "the-day-before": { evaluatedOn: day(body, -1) },
    "the-day-after": { evaluatedOn: day(body, 1) },
    "time-to-the-millisecond": { signedAt: "2026-11-22T18:38:25.123Z" },
    "level-32": { answers: { nested: nested(30) } },
    "all-numbers": { answers: { numbers } },
    "all-names": { answers: { named } },
    "all-texts": { answers: { texts, [texts[0]]: 1 } },
    "true-false-null": { answers: { a: true, b: false, c: null, d: [], e: {}, f: "", g: [[], {}, null, true] } },
    amendment: { supersedes: body.form.digest },
    "amendment-of-a-digest-with-spare-bits": { supersedes: `sha-256:${"A".repeat(42)}B` },
    ...unusualShapes(body),
  };
  for (const [name, change] of Object.entries(cases)) yield [name, { ...body, ...change, submissionId: id(name) }];
}
