import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { until } from "../person.mjs";
import { freePort } from "../server.mjs";
import { send } from "../delivery/person.mjs";

export const title = "a redirect of the address in `action` hands the answers to no other site";
// The page itself, the receivers that are other sites to it, and what Chromium says of a redirect that it does not follow.
export const expected = [/request: http:\/\/127\.0\.0\.1:\d+\//, /Unsafe attempt to load URL|Fetch API cannot load/, /net::ERR_FAILED/, /redirects/, /no receiver's refusal/, /for no receipt/];

/** A server of the test: its origin, and `{ path, body }` of each `POST` that has come. */
async function listen(answer) {
  const posts = [];
  const server = createServer(async (asked, reply) => {
    reply.setHeader("access-control-allow-origin", "*");
    reply.setHeader("access-control-allow-headers", "content-type, idempotency-key");
    if (asked.method === "OPTIONS") return reply.end();
    if (asked.method !== "POST") return answer(asked, reply);
    const chunks = [];
    for await (const chunk of asked) chunks.push(chunk);
    posts.push({ path: asked.url, body: Buffer.concat(chunks).toString() });
    return answer(asked, reply, posts.at(-1).body);
  });
  const port = await freePort();
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () => (server.closeAllConnections(), server.close());
  return { origin: `http://127.0.0.1:${port}`, posts, close };
}

// A redirect by 303 is a GET, with no body.
const receipt = (reply, body) => reply.end(/"submissionId":\s*"([^"]+)"/.exec(body)?.[1]);

export async function run({ page, person, check, server, playground }) {
  const elsewhere = await listen((_, reply, body) => receipt(reply, body));
  // Where the next redirect leads to.
  let status = 307;
  let location;
  const redirecting = await listen((_, reply) => reply.writeHead(status, { location }).end());
  // The page's own server: all but what is sent is the receiver's.
  const own = await listen((asked, reply, body) => {
    if (asked.url === "/moved") return receipt(reply, body);
    if (asked.url.startsWith("/accounts/login")) return reply.end("<h1>Sign in</h1>");
    if (asked.method === "POST") return reply.writeHead(status, { location }).end();
    asked.pipe(request(server.origin + asked.url, (answer) => {
      // The policy of the test's pages lets them speak to no other site at all.
      delete answer.headers["content-security-policy"];
      reply.writeHead(answer.statusCode, answer.headers);
      answer.pipe(reply);
    }));
  });

  /** Fills in and sends a form of the page's own server, with this address in `action`. */
  const deliver = async (action) => {
    await page.goto(own.origin + (await playground.path({ form: "delivery", query: { action } })));
    await person.fills("What should we call you?", "Sam");
    await send({ page, person });
  };
  const codes = () => page.evaluate(() => window.errors);
  await page.addInitScript(() => {
    window.errors = [];
    addEventListener("intake-error", (event) => window.errors.push(event.detail.code));
  });

  for (status of [307, 308, 303]) {
    await check(`${status}, from another site to a third: refused and kept, and the third hears nothing`, async () => {
      location = `${elsewhere.origin}/submissions`;
      await deliver(`${redirecting.origin}/submissions`);
      await person.sees("Your answers did not get through");
      assert.deepEqual(await codes(), ["redirect"]);
      assert.equal(redirecting.posts.length, 1);
      redirecting.posts.length = 0;
      await page.getByRole("button", { name: "Save a copy" }).first().waitFor();
    });
  }

  await check("to a sign-in page of the page's own server: no fault of the person's, and not tried for ever", async () => {
    status = 302;
    location = "/accounts/login/?next=/submissions";
    await deliver("/submissions");
    await person.sees("Your answers did not get through");
    assert.deepEqual(await codes(), ["sign-in"]);
    own.posts.length = 0;
  });

  await check("307, from the page's own server to another site: not followed", async () => {
    status = 307;
    location = `${elsewhere.origin}/submissions`;
    await deliver("/submissions");
    await person.sees(/not sent yet/);
    assert.ok(own.posts.length > 0);
  });

  await check("307 and 308, on the page's own server: followed", async () => {
    for (status of [307, 308]) {
      location = "/moved";
      await deliver("/submissions");
      await person.sees("Your answers have been sent");
    }
    // What waited since the check before has gone the same way.
    await until(() => own.posts.filter(({ path }) => path === "/moved").length === 3, "all three have arrived");
  });

  await check("the other site has heard nothing at all", () => assert.deepEqual(elsewhere.posts, []));
  for (const one of [elsewhere, redirecting, own]) one.close();
}
