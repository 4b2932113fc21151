// What no page may do unseen: log an error, break its own policy, speak to another origin.

/**
 * @param expected what a case provokes on purpose: regular expressions over the lines of `faults`
 * @returns { faults, requests }: both grow while the context lives
 */
export async function watch(context, origin, expected = []) {
  const seen = { faults: [], requests: [] };
  const fault = (text) => {
    if (!expected.some((pattern) => pattern.test(text))) seen.faults.push(text);
  };
  context.on("request", (request) => {
    const url = request.url();
    seen.requests.push(`${request.method()} ${url}`);
    const inside = url.startsWith(`${origin}/`) || url.startsWith("data:") || url.startsWith("blob:");
    if (!inside) fault(`request: ${url}`);
  });
  context.on("console", (message) => {
    // Who is not signed in gets the form to sign in with this status.
    const signsIn = message.text().includes("status of 401") && message.location().url === `${origin}/inbox`;
    if (message.type() === "error" && !signsIn) fault(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => fault(`uncaught: ${error.error().stack ?? error.error()}`));
  await context.exposeBinding("reportViolation", (_, text) => fault(`policy: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { violatedDirective, blockedURI, sample, sourceFile, lineNumber } = event;
      reportViolation(`${violatedDirective} ${blockedURI} ${sample} ${sourceFile}:${lineNumber}`);
    });
  });
  return seen;
}
