// A site of a charity's own: its page has a form with the element in it, and its handler takes what that form sends.
// All else is the receiver's.

import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";

const page = (form, head) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>An enquiry</title><link rel="icon" href="/mark.svg">
${head}<script type="module" src="/intake-form.js"></script></head>
<body><main><h1>An enquiry</h1>
<form id="around" action="/handler" method="post" enctype="multipart/form-data">
  <label>Branch <input name="branch"></label>
  <fieldset id="set"><legend>Your papers</legend><intake-form name="submission" src="/try/${form}.json"></intake-form></fieldset>
  <button>Send all</button> <button type="reset">Start over</button>
</form></main></body></html>`;

/** The page, with `head` in its head, shows the form of this name. `{ url, got, close }`: the page's address, and each FormData that came to the handler. */
export async function around({ playground, server, form, head = "" }) {
  await writeFile(join(playground.site, "around.html"), page(form, head));
  const got = [];
  const own = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    if (request.url === "/handler") {
      const type = request.headers["content-type"];
      got.push(await new Response(body, { headers: { "content-type": type } }).formData());
      response.setHeader("content-type", "text/html");
      return response.end('<!doctype html><title>Taken</title><link rel="icon" href="/mark.svg"><h1>Thank you</h1>');
    }
    const answer = await fetch(server.origin + request.url);
    response.writeHead(answer.status, Object.fromEntries(["content-type", "content-security-policy"].map((name) => [name, answer.headers.get(name) ?? ""])));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((resolve) => own.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => {
    own.close(resolve);
    own.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${own.address().port}/around.html`, got, close };
}
