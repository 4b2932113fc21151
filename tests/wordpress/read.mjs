// Those who may read submissions read, export and erase them; nobody else does.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { loads } from "./loads.mjs";
import { body, sign } from "./sign.mjs";
import { CALLED } from "./visit.mjs";

const run_ = promisify(execFile);
const LIST = "/wp-admin/admin.php?page=intake-form";

export async function run(stage) {
  const { site, check, signIn, shoot, folder, program, sent, files, author, root } = stage;
  const editor = (stage.editor = await signIn("editor"));
  const reference = (i) => sent[i].receipt.reference;
  const download = async (page, act) => {
    const [file] = await Promise.all([page.waitForEvent("download"), act()]);
    const place = join(folder, file.suggestedFilename());
    await file.saveAs(place);
    return place;
  };
  const audience = `${site.origin}/wp-json/intake-form/v1/submissions`;
  const verify = (...names) => run_(program, ["verify", "--form", join(root, "tests/browser/delivery/form.json"), "--audience", audience, ...names]);

  await check("an editor sees what came in, and no answer in the list", async () => {
    await editor.goto(LIST);
    await editor.getByRole("link", { name: reference(0) }).waitFor();
    await shoot(editor, "list");
    assert.ok(!(await editor.locator("#wpbody").innerText()).includes("Zoë"));
    assert.match(await editor.locator("#adminmenu .awaiting-mod").first().innerText(), /\d/);
  });

  await check("an editor reads one: each answer is text, whatever is in it", async () => {
    await editor.getByRole("link", { name: reference(0) }).click();
    await editor.getByRole("heading", { name: reference(0) }).waitFor();
    const row = editor.getByRole("row", { name: "What should we call you?" });
    assert.equal((await row.getByRole("cell").innerText()).trim(), CALLED);
    await editor.getByText("It holds").waitFor();
    await editor.getByRole("link", { name: "Back to the list" }).click();
    assert.doesNotMatch(await editor.getByRole("row", { name: new RegExp(reference(0)) }).innerText(), /Unread/);
    assert.match(await editor.getByRole("row", { name: new RegExp(reference(1)) }).innerText(), /Unread/);
  });

  await check("a file is only ever a download, byte for byte", async () => {
    await editor.goto(LIST);
    await editor.getByRole("link", { name: reference(1) }).click();
    for (const file of files) {
      const link = editor.getByRole("link", { name: file.name });
      const answer = await editor.request.get(await link.getAttribute("href"));
      assert.ok(Buffer.from(await answer.body()).equals(file.buffer));
      const headers = answer.headers();
      assert.equal(headers["content-type"], "application/octet-stream");
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.match(headers["content-disposition"], /^attachment; filename="/);
      assert.ok(headers["content-disposition"].endsWith(`filename*=UTF-8''${encodeURIComponent(file.name)}`));
      assert.match(headers["cache-control"], /no-store|no-cache/);
    }
    await editor.getByRole("button", { name: "Mark as unread" }).click();
    assert.match(await editor.getByRole("row", { name: new RegExp(reference(1)) }).innerText(), /Unread/);
  });

  await check("`intake verify` accepts what one and all are exported as, against the form", async () => {
    await editor.goto(LIST);
    await editor.getByRole("link", { name: reference(1) }).click();
    const one = await download(editor, () => editor.getByRole("link", { name: "Export", exact: true }).click());
    assert.match((await verify(one)).stdout, /: verified/);
    await editor.goto(LIST);
    const all = await download(editor, () => editor.getByRole("link", { name: "Export all" }).click());
    const lines = (await readFile(all, "utf8")).trim().split("\n");
    assert.equal(String(lines.length), await site.sql("SELECT COUNT(*) FROM wp_intake_form_submission"));
    const names = lines.map((_, i) => join(folder, `line-${i}.json`));
    await Promise.all(lines.map((line, i) => writeFile(names[i], line)));
    assert.equal((await verify(...names)).stdout.match(/: verified/g).length, lines.length);
    // As docs/wordpress.md does it.
    const words = `while IFS= read -r line; do printf '%s' "$line" | "$PROGRAM" verify - || exit 1; done < "$FILE"`;
    assert.equal(execFileSync("sh", ["-c", words], { encoding: "utf8", env: { ...process.env, PROGRAM: program, FILE: all } }).match(/: verified/g).length, lines.length);
    await writeFile(names[0], lines[0].replace("你好", "你们好"));
    await assert.rejects(verify(names[0]), /code|Command failed/);
  });

  await check("each kind of answer is read in words, and what it means below", async () => {
    await site.php(`Intake_Form\\Forms::publish(file_get_contents('${join(root, "tests/wordpress/food-box.json")}'));`);
    const form = JSON.parse(await readFile(join(root, "tests/wordpress/food-box.json"), "utf8"));
    const text = await sign(body(form, audience, {
      respondent: { mode: "assisted", worker: "Ana", note: "By telephone." },
      answers: {
        called: "Maria Lind", urgent: true, area: "north", needs: ["food", "other"], needs_other: "Nappies", income: 1731.9, moved: "2026-05", safe: 4,
        home: { city: "Northbridge", country: "Utland", line1: "1 Quay Street" }, children: [{ age: 4, school: false }, { age: 9, school: true }],
        agreed: { given: true, textDigest: "sha-256:x" }, signed: { typedName: "Maria L." }, drawn: { strokes: [[10, 10, 200, 300], [5, 5]] }, unheard_of: "not asked",
      },
      absent: { phone: "asked-declined", born: "asked-unknown" },
      outcome: { programs: [{ name: "box", status: "eligible", criteria: [{ name: "low", status: "met" }, { name: "here", status: "undetermined" }], estimate: 25.5 }], referrals: ["bank"] },
    }));
    const answer = await fetch(audience, { method: "POST", headers: { "Content-Type": "application/json" }, body: text });
    const { reference } = await answer.json();
    await editor.goto(LIST);
    await loads(editor, () => editor.getByRole("link", { name: reference }).click());
    await shoot(editor, "one");
    const rows = await editor.locator("#wpbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.innerText.trim())));
    const said = (label) => rows.filter(([own]) => own === label).map(([, text]) => text);
    assert.deepEqual(Object.fromEntries(["Helped by", "Their note", "Your name", "Is it urgent?", "Where do you live?", "What do you need?", "Income a month", "Since when?", "How safe do you feel?",
      "Address", "Age", "At school?", "Your telephone", "Born", "Consent", "Sign here", "Food box", "Referred to"].map((label) => [label, said(label).join(" | ")])), {
      "Helped by": "Ana", "Their note": "By telephone.", "Your name": "Maria Lind", "Is it urgent?": "Yes", "Where do you live?": "Northbridge, north", "What do you need?": "Food\nOther: Nappies",
      "Income a month": "1731.90 EUR", "Since when?": "2026-05", "How safe do you feel?": "4", Address: "1 Quay Street\nNorthbridge\nUtland", Age: "4 | 9", "At school?": "No | Yes",
      "Your telephone": "Would rather not say", Born: "Does not know", Consent: "Agreed", "Sign here": "Maria L.",
      "Food box": "may qualify\nIncome below the limit: met\nLives in …: not known yet\nEstimate: 25.50 EUR", "Referred to": "Night bank",
    });
    assert.ok(rows.some(([label]) => label === "Child 2"));
    assert.equal(await editor.getByRole("img", { name: "Signature" }).locator("polyline").count(), 2);
    editor.once("dialog", (dialog) => dialog.accept());
    await loads(editor, () => editor.getByRole("button", { name: "Erase" }).click());
    await editor.getByText("Erased.").waitFor();
  });

  await check("what was changed in the database says so", async () => {
    const kept = await site.sql("SELECT HEX(envelope) FROM wp_intake_form_submission WHERE id = 1");
    await site.sql("UPDATE wp_intake_form_submission SET envelope = REPLACE(envelope, 'server', 'surfer') WHERE id = 1");
    await editor.goto(`${LIST}&submission=1`);
    await editor.getByText("It does not hold").waitFor();
    await site.sql(`UPDATE wp_intake_form_submission SET envelope = UNHEX('${kept}') WHERE id = 1`);
  });

  await check("an author, a visitor and a wrong link see nothing", async () => {
    await editor.goto(`${LIST}&submission=2`);
    const links = await Promise.all([editor.getByRole("link", { name: "Export", exact: true }), editor.getByRole("link", { name: files[0].name })].map((link) => link.getAttribute("href")));
    for (const path of [LIST, `${LIST}&submission=1`, "/wp-admin/admin.php?page=intake-form-forms", "/wp-admin/admin.php?page=intake-form-settings", ...links]) {
      assert.equal((await author.request.get(path, { maxRedirects: 0 })).status(), 403, path);
      const visited = await fetch(new URL(path, site.origin), { redirect: "manual" });
      assert.ok([302, 200, 400].includes(visited.status) && !(await visited.text()).includes("Zoë"), path);
    }
    for (const link of links) assert.equal((await editor.request.get(link.replace(/_wpnonce=\w+/, "_wpnonce=0"))).status(), 403);
    assert.equal((await editor.request.get("/wp-admin/admin.php?page=intake-form-settings")).status(), 403);
    for (const route of ["submissions", "submissions/1", "files/1"]) {
      assert.equal((await fetch(`${site.origin}/wp-json/intake-form/v1/${route}`)).status, 404);
    }
  });

  await check("one is erased after a question, several by the list, files with them", async () => {
    await editor.goto(LIST);
    await editor.getByRole("link", { name: reference(1) }).click();
    editor.once("dialog", (dialog) => dialog.dismiss());
    await editor.getByRole("button", { name: "Erase" }).click();
    await editor.getByRole("heading", { name: reference(1) }).waitFor();
    editor.once("dialog", (dialog) => dialog.accept());
    await loads(editor, () => editor.getByRole("button", { name: "Erase" }).click());
    await editor.getByText("Erased.").waitFor();
    assert.equal(await site.sql("SELECT COUNT(*) FROM wp_intake_form_piece JOIN wp_intake_form_file ON file = id WHERE submission = 2"), "0");
    await editor.getByRole("checkbox", { name: reference(2) }).check();
    await editor.locator("#bulk-action-selector-top").selectOption({ label: "Erase" });
    await loads(editor, () => editor.locator("#doaction").click());
    await editor.getByText("Erased.").waitFor();
    assert.equal(await editor.getByRole("link", { name: reference(2) }).count(), 0);
    assert.equal(await editor.getByRole("link", { name: reference(3) }).count(), 1);
    await editor.getByRole("checkbox", { name: reference(3) }).check();
    await editor.locator("#bulk-action-selector-top").selectOption({ label: "Mark as read" });
    await loads(editor, () => editor.locator("#doaction").click());
    assert.match(editor.url(), /done=read/);
    assert.doesNotMatch(await editor.getByRole("row", { name: new RegExp(reference(3)) }).innerText(), /Unread/);
  });
}
