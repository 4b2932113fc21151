// The plugin is deleted: its data stay, unless the settings say otherwise.

import assert from "node:assert/strict";
import { activate } from "./set-up.mjs";

export async function run(stage) {
  const { site, admin, check } = stage;
  const tables = () => site.sql("SHOW TABLES LIKE 'wp\\_intake\\_form\\_%'");
  const count = () => site.sql("SELECT COUNT(*) FROM wp_intake_form_submission");
  const key = () => site.sql("SELECT option_value FROM wp_options WHERE option_name = 'intake_form_key'");
  const remove = async () => {
    await admin.goto("/wp-admin/plugins.php");
    const row = admin.locator("tr[data-plugin='intake-form/intake-form.php']").first();
    await row.getByRole("link", { name: "Deactivate" }).click();
    await admin.getByText("Plugin deactivated.").waitFor();
    admin.once("dialog", (dialog) => dialog.accept());
    await row.getByRole("link", { name: "Delete" }).click();
    await admin.getByText(/was successfully deleted/).waitFor();
  };

  await check("deleted without the tick, it leaves what came in; installed again, it is there", async () => {
    const [before, kept] = [await count(), await key()];
    assert.ok(Number(before) > 0 && kept.includes("PRIVATE KEY"));
    await remove();
    assert.equal(await count(), before);
    assert.doesNotMatch(await site.sql("SELECT option_value FROM wp_options WHERE option_name = 'wp_user_roles'"), /read_intake_submissions/);
    await activate(stage);
    await admin.goto("/wp-admin/admin.php?page=intake-form");
    assert.equal(Number(/(\d+) items?/.exec(await admin.locator(".displaying-num").first().innerText())[1]), Number(before));
    assert.equal(await key(), kept);
  });

  await check("deleted with the tick, nothing of it is left", async () => {
    await admin.goto("/wp-admin/admin.php?page=intake-form-settings");
    await admin.getByLabel("Delete all submissions").check();
    await admin.getByRole("button", { name: "Save Changes" }).click();
    await admin.getByText("Saved.").waitFor();
    await remove();
    assert.equal(await tables(), "");
    assert.equal(await site.sql("SELECT option_name FROM wp_options WHERE option_name LIKE '%intake%form%' AND option_name NOT LIKE '%transient%'"), "");
  });

  await check("PHP had nothing to say about the plugin", async () => {
    const lines = (await site.complaints()).split("\n").filter((line) => /intake-form|Intake_Form|intake_form/i.test(line));
    assert.deepEqual(lines, []);
  });
}
