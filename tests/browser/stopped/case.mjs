import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { record } from "../delivery/person.mjs";
import { until } from "../person.mjs";

export const title = "what a framework, a guard or a proxy refuses in the receiver's place is no fault of the person's, and the author reads what it looks like";
export const expected = [/Failed to load resource/, /status of 4\d\d/, /no receiver's refusal/, /for no receipt/, /Fetch API cannot load/, /request: /];

const html = (title, body = "") => `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`;
const JSON_TYPE = "application/json";

/** What stands in front of receivers by default: status, type, body, and what the author's console says of it. */
const STOPPED = [
  ["Django's guard", 403, "text/html", html("Forbidden (403)", "<p>CSRF verification failed. Request aborted.</p>"), /CSRF/],
  ["Flask-WTF's guard", 400, "text/html", "<!doctype html>\n<html lang=en>\n<title>400 Bad Request</title>\n<h1>Bad Request</h1>\n<p>The CSRF token is missing.</p>\n", /CSRF/],
  ["Laravel's guard", 419, "text/html", html("Page Expired"), /Laravel/],
  ["Laravel's guard, as JSON", 419, JSON_TYPE, '{"message":"CSRF token mismatch."}', /CSRF/],
  ["Rails' guard", 422, "text/html", html("The change you wanted was rejected (422)"), /Rails/],
  ["Rails' guard in development", 422, "text/plain", "ActionController::InvalidAuthenticityToken", /CSRF/],
  ["Rack's guard", 403, "text/plain", "Forbidden", /CSRF/],
  ["Spring Security's guard", 403, JSON_TYPE, '{"timestamp":"2026-11-22T18:38:25Z","status":403,"error":"Forbidden","path":"/submissions"}', /CSRF/],
  ["Spring Security's guard, without words", 403, "", "", /CSRF/],
  ["Express with csurf", 403, "text/html", html("Error", "<pre>ForbiddenError: invalid csrf token</pre>"), /CSRF/],
  ["WordPress' nonce", 403, JSON_TYPE, '{"code":"rest_cookie_invalid_nonce","message":"Cookie check failed","data":{"status":403}}', /CSRF/],
  ["a firewall", 403, "text/html", html("Attention Required! | Cloudflare"), /firewall/],
  ["a password in front", 401, "text/html", html("401 Authorization Required"), /sign-in/],
  ["nginx's limit", 413, "text/html", "<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body>\r\n<center><h1>413 Request Entity Too Large</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n", /limit on bodies/],
  ["Express' limit", 413, "text/html", html("Error", "<pre>PayloadTooLargeError: request entity too large</pre>"), /limit on bodies/],
  ["FastAPI's model", 422, JSON_TYPE, '{"detail":[{"type":"missing","loc":["body","name"],"msg":"Field required","input":null}]}', /FastAPI/],
  ["ASP.NET's model", 400, "application/problem+json", '{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"One or more validation errors occurred.","status":400,"errors":{}}', /model/],
  ["NestJS' model", 400, JSON_TYPE, '{"message":["name must be a string"],"error":"Bad Request","statusCode":400}', /model/],
  ["Express without a route", 404, "text/html", html("Error", "<pre>Cannot POST /receiver</pre>"), /action/],
  ["a static site", 405, "text/html", html("405 Not Allowed"), /POST/],
  ["Fastify's limit", 413, JSON_TYPE, '{"statusCode":413,"code":"FST_ERR_CTP_BODY_TOO_LARGE","error":"Payload Too Large","message":"Request body is too large"}', /limit on bodies/],
  ["Fastify's kinds of body", 415, JSON_TYPE, '{"statusCode":415,"code":"FST_ERR_CTP_INVALID_MEDIA_TYPE","error":"Unsupported Media Type","message":"Unsupported Media Type"}', /enctype/],
  ["Express with csurf, as JSON", 403, JSON_TYPE, '{"code":"EBADCSRFTOKEN"}', /CSRF/],
  ["a code that is the status", 403, JSON_TYPE, '{"code":403}', /CSRF/],
  ["Laravel's check of fields", 422, JSON_TYPE, '{"message":"The name field is required.","errors":{"name":["The name field is required."]}}', /Laravel/],
  ["Rails' guard, as JSON", 422, JSON_TYPE, '{"status":422,"error":"Unprocessable Content"}', /Rails/],
  ["ASP.NET before the handler", 400, "application/problem+json", '{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"Bad Request","status":400,"traceId":"00-1"}', /ASP\.NET/],
  ["a server that wants the length", 411, "", "", /length/],
  ["a handler for JSON alone", 415, JSON_TYPE, '{"detail":"Unsupported Media Type"}', /enctype/],
  ["a page of Apache's", 400, "text/html", html("Bad Request"), /a page/],
];

/** What a receiver says itself. */
const OWN = [
  ["a reason of its own", 422, "application/problem+json", '{"type":"about:blank","status":422,"code":"audience"}', "audience"],
  ["a conflict", 409, "application/problem+json", '{"type":"about:blank","status":409,"code":"conflict"}', "conflict"],
  ["too large, by its own limit", 413, "application/problem+json", '{"status":413,"code":"too-large"}', "too-large"],
  ["a reason of its own, within a framework's answer", 422, "application/problem+json", '{"title":"Bad","status":422,"code":"form-unknown","message":"x","errors":{},"traceId":"00-1"}', "form-unknown"],
  ["a reason in words", 400, "text/plain", "No submission.", "400"],
  ["a reason as JSON without a code", 422, JSON_TYPE, '{"error":"The year is not right."}', "422"],
];

const THROUGH = "Your answers did not get through";
const ACCEPTED = "Your answers could not be accepted";

export async function run(stage) {
  const { page, person, check, context, shoot, open } = stage;
  let say;
  await context.route("**/submissions", (route) => (route.request().method() === "POST" ? say(route) : route.continue()));
  await context.addInitScript(() => {
    window.errors = [];
    addEventListener("intake-error", (event) => window.errors.push(event.detail.code));
  });
  const lines = [];
  page.on("console", (line) => { if (line.text().startsWith("intake-form:")) lines.push(line.text()); });
  await open({ form: "delivery" });
  const sent = async () => {
    lines.length = 0;
    const status = await page.locator("intake-form").evaluate((form) => {
      window.errors.length = 0;
      form.reset();
      form.answers = { called: "Sam" };
      return form.submit().then(({ status }) => status);
    });
    return { status, codes: await page.evaluate(() => window.errors), said: lines.filter((line) => line.includes("It looks like")) };
  };

  for (const [what, status, contentType, body, advice] of STOPPED) {
    await check(`${what}, ${status}: it did not get through`, async () => {
      say = (route) => route.fulfill({ status, contentType, body });
      const { status: ends, said } = await sent();
      assert.equal(ends, "refused");
      await person.sees(THROUGH);
      assert.equal(said.length, 1, `the console says: ${lines}`);
      assert.match(said[0], advice);
      assert.ok(!said[0].includes("Sam"), said[0]);
    });
  }

  for (const [what, status, contentType, body, code] of OWN) {
    await check(`${what}, ${status}: the receiver refused it`, async () => {
      say = (route) => route.fulfill({ status, contentType, body });
      const { status: ends, codes, said } = await sent();
      assert.deepEqual([ends, codes, said], ["refused", [code], []]);
      await person.sees(ACCEPTED);
    });
  }

  await check("the person reads that it is not their fault, and saves a copy", async () => {
    say = (route) => route.fulfill({ status: 403, contentType: "text/html", body: html("Forbidden") });
    await sent();
    await person.sees(THROUGH);
    await person.reads(/This is not your fault, and nothing is wrong with your answers/);
    await shoot("stopped");
    const [download] = await Promise.all([page.waitForEvent("download"), person.clicks("button", "Save a copy")]);
    const copy = JSON.parse(record(await readFile(await download.path(), "utf8")));
    assert.equal(copy.answers.called, "Sam");
    assert.ok(copy.signature);
    await page.getByRole("button", { name: "Try again now" }).waitFor();
  });

  await check("it is kept, and the next visit says so", async () => {
    await page.reload();
    const notices = page.getByText(/could not be accepted\. Are they yours\?$/);
    await notices.first().waitFor();
    await until(async () => (await notices.count()) === STOPPED.length + OWN.length + 1, "each is told of");
  });
}
