import assert from "node:assert/strict";

export const title = "the outcome on a small telephone: Send is always in view and covers nothing, and a service says when it is open";
export const context = { viewport: { width: 320, height: 640 } };

const schedules = [
  { byday: "MO,TU,WE,TH,FR", opens_at: "09:00", closes_at: "16:00", description: "Ring the bell" },
  { byday: "TU,TH", opens_at: "18:00", closes_at: "20:00" },
  { byday: "MO,TU,TH", opens_at: "10:00", closes_at: "11:00" },
  { byday: "MO,TU,WE,TH,FR,SA,SU", opens_at: "08:00", closes_at: "22:00" },
];
const service = (n) => ({
  name: `place-${n}`, reason: "You may get help here.", relevant: "true",
  service: { name: `Place ${n}`, email: `place${n}@example.org`, url: "https://example.org/place",
    phones: [{ number: "+1 202-555-0101", description: "Day and night" }], schedules },
});
const form = {
  formLanguage: 1, name: "outcome", version: "1", defaultLanguage: "en", languages: ["en"], title: "Help",
  pages: [{ name: "page", title: "Help", items: [
    { name: "hello", type: "note", label: "You can stop at any time", text: "Nothing is sent before you say so." },
    { name: "called", type: "text", label: "What is your name?", record: true },
  ] }],
  referrals: [1, 2, 3].map(service),
};

export async function run({ page, person, check, shoot, open }) {
  await open({ form });
  await check("a note's label stands over it", async () => {
    const note = page.locator("[part=note]");
    assert.equal(await note.innerText(), "You can stop at any time\n\nNothing is sent before you say so.");
  });

  await person.clicks("button", "Continue");
  await person.sees("Check your answers");
  await person.clicks("button", "Continue");
  await person.sees("Where you can get help");
  await shoot("outcome");
  // What is known of a place beyond how to go there is folded.
  for (const summary of await page.getByText("More about this place").all()) await summary.click();

  await check("days in a row are said with their first and last, and what is said of hours and numbers stands on its own", async () => {
    const said = (term) => page.getByRole("article").first().locator("dl > div").filter({ hasText: term }).getByRole("definition").innerText();
    // Intl writes a narrow no-break space before AM in some versions.
    assert.deepEqual((await said("Opening hours")).replace(/\u202f/g, " ").split("\n"), [
      "Monday–Friday: 9:00 AM to 4:00 PM", "Ring the bell", "Tuesday and Thursday: 6:00 PM to 8:00 PM",
      "Monday, Tuesday, and Thursday: 10:00 AM to 11:00 AM", "Every day: 8:00 AM to 10:00 PM",
    ]);
    assert.deepEqual((await said("Phone")).replace(/\n?Place 1/, "").split("\n"), ["+1 202-555-0101", "Day and night"]);
  });

  const send = page.getByRole("button", { name: "Send" });
  await check("Send is in view from the first line to the last", async () => {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    assert.ok(height > 1500, `${height} px are more than two screens`);
    for (const at of [0, height / 2, height]) {
      await page.evaluate((at) => scrollTo(0, at), at);
      const { y, height } = await send.boundingBox();
      assert.ok(y >= 0 && y + height <= 640, `at ${at} it stands at ${y}`);
    }
  });

  await check("it covers nothing that the keyboard comes to", async () => {
    await page.evaluate(() => scrollTo(0, 0));
    await page.getByRole("heading", { name: "Where you can get help" }).first().evaluate((heading) => heading.focus());
    for (let stops = 0; ; stops += 1) {
      await person.presses("Tab");
      const { y, height } = await (await person.focus()).boundingBox();
      if ((await person.focused()).name === "Send") return assert.equal(stops, 12, "each service has three links, and what opens the rest");
      const bar = await send.boundingBox();
      assert.ok(y >= 0 && y + height <= bar.y, `stop ${stops} ends at ${y + height}, Send begins at ${bar.y}`);
    }
  });

  await check("where the window is low it stays in its place, so that something can be read", async () => {
    await page.setViewportSize({ width: 320, height: 256 });
    await page.evaluate(() => scrollTo(0, 0));
    assert.ok((await send.boundingBox()).y > 256);
  });
}
