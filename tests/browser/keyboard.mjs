// Through a form by keyboard alone: where Tab stops, what the arrows do, that the focus is seen and never caught.

/** Lines such as `Tab: radio "Yes"`, and what was wrong on the way. */
export async function keyboard(page, person, limit = 80) {
  const lines = [];
  const faults = [];
  await page.locator("h1").first().evaluate((heading) => {
    heading.tabIndex = -1;
    heading.focus();
  });
  const groups = new Set();
  for (let step = 0; ; step += 1) {
    await person.presses("Tab");
    const now = await page.evaluate(focus);
    if (!now) break;
    if (step === limit) {
      faults.push(`Tab does not leave the form within ${limit} steps`);
      break;
    }
    const { role, name } = await person.focused();
    const stop = `${role} ${JSON.stringify(name)}`;
    lines.push(`Tab: ${stop}`);
    if (!now.seen) faults.push(`the focus is not seen on ${stop}`);
    if (!now.shown) faults.push(`the focus is out of sight on ${stop}`);
    if (now.radios && !groups.has(now.radios)) {
      groups.add(now.radios);
      await person.presses("ArrowDown");
      const next = await person.focused();
      lines.push(`  ArrowDown: ${next.role} ${JSON.stringify(next.name)}`);
      if (next.role !== "radio") faults.push(`an arrow leads from ${stop} to ${next.role}`);
    }
  }
  await person.presses("Shift+Tab");
  if (!(await page.evaluate(focus))) faults.push("Shift+Tab does not lead back into the form");
  return { lines, faults };
}

/** In the page: what has the focus in a form, whether that is seen, and whether it is on the screen. */
function focus() {
  const element = document.activeElement?.shadowRoot?.activeElement;
  if (!element) return null;
  const ringed = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
  };
  const box = element.getBoundingClientRect();
  return {
    seen: [element, ...(element.matches("[type=radio], [type=checkbox], [type=file]") ? element.labels : [])].some(ringed),
    shown: box.bottom > 0 && box.top < innerHeight,
    radios: element.type === "radio" ? element.name : "",
  };
}
