import assert from "node:assert/strict";

export const title = "the form follows what a person has set: text size, zoom, spacing, colours, motion, paper";

export async function run({ page, person, check, shoot }) {
  const form = page.locator("intake-form");
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const style = (locator, property) => locator.evaluate((element, property) => getComputedStyle(element)[property], property);
  /** What is cut off: elements whose content is wider than they are. */
  const cut = () => form.evaluate((form) => [...form.shadowRoot.querySelectorAll("[part~=form] *")]
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1 && !element.closest(".unseen"))
    .filter((element) => getComputedStyle(element).display !== "inline" && !element.matches("input, select, textarea"))
    .map((element) => `${element.localName}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`));
  const start = async () => {
    await page.goto("/housing-emergency.html?lang=en");
    await person.sees("Tonight");
    await person.clicks("button", "Continue");
    await person.sees("There is a problem");
  };
  await page.setViewportSize({ width: 640, height: 900 });
  await start();
  const button = form.getByRole("button", { name: "Continue" });
  const normal = parseFloat(await style(button, "fontSize"));

  await check("at 400 % of 1280 px nothing scrolls sideways and nothing is cut off", async () => {
    await page.setViewportSize({ width: 320, height: 256 });
    assert.ok((await sideways()) <= 0);
    assert.deepEqual(await cut(), []);
  });

  await check("text that is twice as large fits, at 640 px and at 320 px", async () => {
    const session = await page.context().newCDPSession(page);
    await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    for (const width of [640, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await start();
      assert.equal(parseFloat(await style(button, "fontSize")), 2 * normal);
      assert.deepEqual(await cut(), []);
      const box = await form.boundingBox();
      const inner = await form.evaluate((form) => Math.max(...[...form.shadowRoot.querySelectorAll("[part~=form] *")]
        .filter((element) => !element.matches("option")).map((element) => element.getBoundingClientRect().right)));
      assert.ok(inner <= box.x + box.width + 1, `${inner} is beyond the form's ${box.x + box.width}`);
    }
    await page.screenshot({ path: process.env.INTAKE_SHOOT ? `${process.env.TARGET}/screenshots/setting-text-200.png` : undefined, fullPage: true });
    await session.send("Page.setFontSizes", { fontSizes: { standard: 16, fixed: 13 } });
    await session.detach();
  });

  await check("more space between lines, words and letters cuts nothing off (WCAG 1.4.12)", async () => {
    await page.setViewportSize({ width: 320, height: 900 });
    await start();
    await form.evaluate((form) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }");
      form.shadowRoot.adoptedStyleSheets = [...form.shadowRoot.adoptedStyleSheets, sheet];
    });
    assert.ok((await sideways()) <= 0);
    assert.deepEqual(await cut(), []);
  });

  await page.setViewportSize({ width: 640, height: 900 });
  await start();

  await check("in forced colours the marks are the browser's, and errors and the focus have a line", async () => {
    await page.emulateMedia({ forcedColors: "active" });
    const radio = form.getByRole("radio").first();
    assert.equal(await style(radio, "appearance"), "auto");
    const wrong = form.locator("[part~=field]").filter({ has: page.getByText("Choose an answer") }).first();
    assert.equal(await style(wrong, "borderInlineStartStyle"), "solid");
    await person.tabsTo("radio", /./);
    const label = await radio.evaluate((radio) => getComputedStyle(radio.labels[0]).outlineStyle);
    assert.equal(label, "solid");
    await shoot("forced");
    await page.emulateMedia({ forcedColors: "none" });
  });

  await check("who wants less motion gets none, who doesn't mind some", async () => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    assert.match(await style(button, "transitionDuration"), /^0s/);
    await page.emulateMedia({ reducedMotion: "no-preference" });
    assert.match(await style(button, "transitionDuration"), /^0\.12s/);
  });

  await check("on a page that is light only the form is light, whatever the device; on a dark one dark", async () => {
    const ground = () => style(form.locator("[part=form]"), "backgroundColor");
    const scheme = (value) => page.evaluate((value) => { document.documentElement.style.colorScheme = value; }, value);
    await form.evaluate((form) => form.style.setProperty("--intake-paper", "light-dark(white, black)"));
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await ground(), "rgb(0, 0, 0)");
    await scheme("light");
    assert.equal(await ground(), "rgb(255, 255, 255)");
    await page.emulateMedia({ colorScheme: "light" });
    await scheme("dark");
    assert.equal(await ground(), "rgb(0, 0, 0)");
    await scheme("");
  });

  await check("on paper there are no buttons, and ink only where it says something", async () => {
    await page.emulateMedia({ media: "print" });
    assert.equal(await button.isVisible(), false);
    assert.equal(await style(form.locator("[part=form]"), "backgroundColor"), "rgba(0, 0, 0, 0)");
    await shoot("paper");
  });
}
