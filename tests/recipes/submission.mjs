// Submissions as the form would sign them, and ways to send them.

import { createHash } from "node:crypto";
import { request } from "node:http";
import { digest, sha256, signer } from "../verifiers/signer.mjs";

export const AUDIENCE = "https://charity.example/submissions";
export const FORM = `sha-256:${sha256("a form").toString("base64url")}`;

export const of = (content) => `sha-256:${createHash("sha256").update(content).digest("base64url")}`;

/** `[text, id, digest]`: a signed submission called `name`, with `change`s to its body made before it was signed. */
export function submission(name, change = {}, key = name) {
  const hex = sha256(`id ${name}`).toString("hex");
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  const body = {
    format: "intake-submission/1", submissionId: id, audience: AUDIENCE,
    form: { name: "rent-help", version: "2026-11", digest: FORM, language: "sv" },
    signedAt: "2026-11-22T18:38:25Z", evaluatedOn: "2026-11-22", respondent: { mode: "self" },
    answers: { city: "Örebro", rent: 1731.9, share: 1e-7, large: 1e20, note: "“A < B” & 'c' \\ 🏠\n", empty: {}, none: [] },
    absent: {}, outcome: { programs: [], referrals: [] }, attachments: [], ...change,
  };
  return [JSON.stringify(signer(`recipe ${key}`).signed(body)), id, digest(body)];
}

export const attached = (fileName, mediaType, content) => ({ item: "papers", fileName, mediaType, size: content.length, digest: of(content) });

/** Sends, as a form on another site does; the answer, also where it comes before all was sent. */
export function post(port, body, headers = {}, method = "POST") {
  return new Promise((resolve, reject) => {
    const sending = request({ host: "127.0.0.1", port, path: "/submissions", method, agent: false, headers: { Origin: "https://charity.example", "Content-Length": body.length, ...headers } }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(parts).toString();
        let json = null;
        try { json = JSON.parse(text); } catch { /* a page, or nothing */ }
        resolve({ status: response.statusCode, headers: response.headers, text, json });
      });
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

export const json = (port, text, headers = {}) => post(port, Buffer.from(text), { "Content-Type": "application/json", ...headers });

export const urlencoded = (port, text) => post(port, Buffer.from(new URLSearchParams({ submission: text }).toString()), { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" });

/** `files`: `[name, type, content]`. */
export async function multipart(port, text, files) {
  const form = new FormData();
  form.append("submission", text);
  for (const [name, type, content] of files) form.append("attachment[]", new Blob([content], { type }), name);
  const made = new Response(form);
  return post(port, Buffer.from(await made.arrayBuffer()), { "Content-Type": made.headers.get("content-type") });
}
