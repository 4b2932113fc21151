/** Does what leads to another page, and waits until all of that is there: what it says may stand on the page before, too. */
export async function loads(page, act) {
  const [, result] = await Promise.all([page.waitForEvent("load"), act()]);
  return result;
}
