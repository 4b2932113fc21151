import assert from "node:assert/strict";
import { until } from "../person.mjs";

export const title = "a person fills in outreach-needs in Arabic on a small telephone, from right to left, in Arabic and in Latin digits; the worker reads it";
export const context = { locale: "ar", viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };

export async function run({ page, person, check, shoot, server, context }) {
  const goOn = () => person.clicks("button", "متابعة");
  // Where the middle of a thing is across the page: in Arabic the first stands right of the second.
  const across = async (thing) => {
    const box = await thing.boundingBox();
    return box.x + box.width / 2;
  };
  let reference;
  await page.goto("/outreach-needs.html?lang=ar");

  await check("the page and the form run from right to left", async () => {
    await person.sees("ما يلزمك");
    assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
    const box = page.getByRole("checkbox", { name: "الطعام" });
    assert.equal(await box.evaluate((input) => getComputedStyle(input).direction), "rtl");
    assert.ok((await across(box)) > 160, "the box stands on the right");
    await shoot("1-start");
  });

  await check("needs are chosen, and one that lays money open", async () => {
    for (const need of ["الطعام", "الأسنان أو اللثة", "رعاية الأطفال"]) {
      await person.picks(/ما المساعدة التي تلزمك اليوم/, need, "checkbox");
    }
    await goOn();
    await person.sees("هذه الليلة");
  });

  await check("an empty page says in Arabic what is missing", async () => {
    await goOn();
    await person.sees("هناك ما يجب تصحيحه");
    await until(async () => /هناك ما يجب تصحيحه/.test((await person.focused()).text ?? ""), "the summary has the focus");
    assert.doesNotMatch((await person.focused()).text, /[؟?]:/, "a question needs no colon after it");
    await shoot("2-mistake");
    await person.picks(/هل لديك مكان آمن/, "نعم");
    await person.picks(/كم من الوقت يمكنك البقاء هناك/, "المدة التي أحتاج إليها");
    await person.picks(/هل لديك شعور بالأمان/, "لا");
    await person.reads(/خط الهدوء متاح/);
  });

  await check("a telephone number among Arabic words keeps its order", async () => {
    const number = page.getByRole("link", { name: "+1 202-555-0101" });
    assert.equal(await number.evaluate((link) => getComputedStyle(link).direction), "ltr");
    await shoot("2-tonight");
    await goOn();
    await person.sees("الأشخاص الذين يعيشون معك");
  });

  await check("numbers and a date are read in Arabic digits", async () => {
    await person.fills(/كم عدد البالغين/, "٢");
    await person.fills(/كم عدد الأطفال دون/, "٣");
    await person.fills(/كم عمر أصغر طفل/, "٤");
    await person.fills(/كم عدد الأطفال الذين يذهبون/, "٢");
    const [day, month, year] = ["اليوم", "الشهر", "السنة"].map((part) => page.getByLabel(part, { exact: true }));
    await day.fill("٣١");
    await month.fill("٢");
    await year.fill("١٩٩٠");
    assert.ok((await across(day)) > (await across(month)), "the day stands right of the month");
    await goOn();
    await person.sees("هناك ما يجب تصحيحه");
    await person.reads(/هذا اليوم غير موجود في التقويم/);
    await shoot("3-mistake");
    await month.fill("٣");
    await goOn();
    await person.sees("المال");
  });

  await check("an amount may be typed with the comma of the Arabic keyboard", async () => {
    await person.picks(/متى يصل المال إلى أسرتك/, "كل شهر");
    const income = page.getByRole("textbox", { name: /كم من المال يدخل/ });
    await income.fill("كثير");
    await goOn();
    await person.sees("هناك ما يجب تصحيحه");
    await shoot("4-mistake");
    await income.fill("١٬٥٠٠،٥");
    await shoot("4-money");
    await goOn();
    await person.sees("الطعام والملابس");
    await person.picks(/كم من الوقت يكفي الطعام/, "يوم أو يومان");
    await goOn();
    await person.sees("الصحة والأسنان");
    await goOn();
    await person.sees("العائلة ورعاية الأطفال");
    await person.picks(/متى تلزمك رعاية الأطفال/, "بعد المدرسة", "checkbox");
    await page.getByRole("textbox", { name: /هل هناك شيء يجب أن نعرفه/ }).fill("حساسية من المكسرات (nuts)");
    await shoot("5-family");
    await goOn();
    await person.sees("كيف يمكننا التواصل معك");
  });

  await check("a name keeps its own direction, a telephone number always the same", async () => {
    const name = page.getByRole("textbox", { name: /بأي اسم نناديك/ });
    const direction = (field) => field.evaluate((input) => getComputedStyle(input).direction);
    assert.equal(await direction(name), "rtl", "empty, it follows the page");
    await name.fill("Sam");
    assert.equal(await direction(name), "ltr");
    await name.fill("ليلى");
    assert.equal(await direction(name), "rtl");
    await person.selects(/بأي لغة/, "العربية");
    await person.picks(/ما الطريقة الآمنة/, "مكالمة هاتفية");
    const phone = page.getByRole("textbox", { name: "رقم الهاتف" });
    await phone.fill("٢٠٢-٥٥٥-٠١٤٣");
    assert.equal(await direction(phone), "ltr");
    await person.picks(/هل من الآمن ترك رسالة/, "لا");
    await page.getByRole("textbox", { name: /هل هناك شيء آخر/ }).fill("My English name is Layla.");
    await shoot("6-contact");
    await goOn();
    await person.sees("مراجعة إجاباتك");
  });

  await check("the review writes numbers and dates as Arabic does, and what was chosen line by line", async () => {
    const said = await page.locator("intake-form").evaluate((form) => form.shadowRoot.textContent);
    const date = new Intl.DateTimeFormat("ar", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    assert.ok(said.includes(date.format(Date.UTC(1990, 2, 31))), "31 March 1990");
    const chosen = page.getByRole("definition").filter({ hasText: "الطعام" }).getByRole("listitem");
    assert.deepEqual(await chosen.allTextContents(), ["الطعام", "الأسنان أو اللثة", "رعاية الأطفال"]);
    assert.ok(said.includes("202-555-0143"), "the number in plain digits");
    await shoot("7-review");
    await goOn();
  });

  await check("the outcome comes, and the answers are sent", async () => {
    await person.sees("المساعدة التي قد تحق لك");
    await shoot("8-outcome");
    await person.clicks("button", "إرسال إجاباتي");
    await person.sees("تم إرسال إجاباتك");
    reference = (await page.getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}$/).first().textContent()).trim();
    await shoot("9-sent");
  });

  await check("the inbox shows it verified, each answer in its own direction", async () => {
    const inbox = await context.newPage();
    await server.enter(inbox);
    await inbox.getByRole("link", { name: reference }).click();
    await inbox.getByText("Signature verified").first().waitFor();
    await inbox.getByText("Outcome agrees").first().waitFor();
    const direction = (text) => inbox.getByText(text).first().evaluate((node) => getComputedStyle(node).direction);
    assert.equal(await direction("ليلى"), "rtl");
    assert.equal(await direction("My English name is Layla."), "ltr");
    await inbox.getByText("202-555-0143").first().waitFor();
    await shoot("inbox", { page: inbox });
    await inbox.getByRole("link", { name: "العربية" }).click();
    await inbox.getByText("كم عدد البالغين", { exact: false }).first().waitFor();
    await shoot("inbox-ar", { page: inbox });
    await inbox.close();
  });
}
