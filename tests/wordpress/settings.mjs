// The settings, and what they change.

import assert from "node:assert/strict";
import { until } from "../browser/person.mjs";
import { loads } from "./loads.mjs";
import { body, sign } from "./sign.mjs";

export async function run(stage) {
  const { site, admin, editor, check, shoot, delivery, blockPage } = stage;
  const address = `${site.origin}/wp-json/intake-form/v1/submissions`;
  const send = async (more) => (await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: await sign(body(delivery, address, more)) })).status;
  const save = async (act) => {
    await admin.goto("/wp-admin/admin.php?page=intake-form-settings");
    await act();
    await loads(admin, () => admin.getByRole("button", { name: "Save Changes" }).click());
    await admin.locator(".notice-success, .notice-error").first().waitFor();
  };

  await check("the staff are told by mail with a link, and nothing of the answers", async () => {
    assert.equal(await site.mail(), "", "nobody is told before somebody is named");
    await save(async () => {
      await admin.getByLabel("Mail addresses").fill("help@harbour.example, no address\nnight@harbour.example");
      await shoot(admin, "settings");
    });
    assert.equal(await admin.getByLabel("Mail addresses").inputValue(), "help@harbour.example\nnight@harbour.example");
    assert.equal(await send({ answers: { called: "Maria of the harbour" } }), 201);
    const mail = await until(async () => /To: night@harbour\.example/.test(await site.mail()) && site.mail(), "the mail is sent");
    assert.match(mail, /To: help@harbour\.example/);
    assert.ok(mail.includes(`${site.origin}/wp-admin/admin.php?page=intake-form`));
    assert.doesNotMatch(mail, /Maria|delivery|Papers/);
  });

  await check("the right to read is given to other roles and taken away", async () => {
    await save(async () => {
      await admin.getByLabel("Editor").uncheck();
      await admin.getByLabel("Author").check();
    });
    assert.equal((await editor.request.get("/wp-admin/admin.php?page=intake-form")).status(), 403);
    assert.equal((await stage.author.request.get("/wp-admin/admin.php?page=intake-form")).status(), 200);
    await save(() => admin.getByLabel("Administrator").uncheck());
    assert.equal((await admin.request.get("/wp-admin/admin.php?page=intake-form")).status(), 403);
    await admin.getByRole("heading", { name: "Intake settings" }).waitFor();
    await admin.getByLabel("Administrator").check();
    await loads(admin, () => admin.getByRole("button", { name: "Save Changes" }).click());
    await admin.getByText("Saved.").waitFor();
  });

  await check("submissions go to another address, which must be https", async () => {
    const other = "https://forms.example.org/submissions";
    await save(async () => {
      await admin.getByLabel("To another address:").check();
      await admin.getByLabel("The other address").fill("http://forms.example.org/submissions");
    });
    await admin.getByText("must begin with https://").waitFor();
    assert.match(await (await fetch(blockPage)).text(), /action="http:\/\/127\.0\.0\.1/);
    await save(async () => {
      await admin.getByLabel("To another address:").check();
      await admin.getByLabel("The other address").fill(other);
    });
    assert.ok((await (await fetch(blockPage)).text()).includes(`action="${other}"`));
    await save(() => admin.getByLabel("To this site.").check());
    assert.ok((await (await fetch(blockPage)).text()).includes(`action="${address}"`));
  });

  await check("what is older than the settings want is erased every day", async () => {
    await save(() => admin.getByLabel("Erase after").fill("30"));
    await site.sql("UPDATE wp_intake_form_submission SET received_at = NOW() - INTERVAL 31 DAY WHERE id = 1");
    const before = Number(await site.sql("SELECT COUNT(*) FROM wp_intake_form_submission"));
    await site.php("do_action('intake_form_daily');");
    assert.equal(Number(await site.sql("SELECT COUNT(*) FROM wp_intake_form_submission")), before - 1);
    assert.equal(await site.php("echo wp_get_schedule('intake_form_daily');"), "daily");
  });

  await check("WordPress's own tools find and erase what somebody's mail address is an answer of", async () => {
    assert.equal(await send({ answers: { called: "Maria@Example.org" } }), 201);
    const exported = await site.php("echo wp_json_encode(Intake_Form\\Privacy::export('maria@example.org'));");
    assert.equal(JSON.parse(exported).data.length, 1);
    assert.equal(JSON.parse(await site.php("echo wp_json_encode(Intake_Form\\Privacy::export('aria@example.org'));")).data.length, 0);
    assert.equal(JSON.parse(await site.php("echo wp_json_encode(Intake_Form\\Privacy::erase('maria@example.org'));")).items_removed, 1);
  });

  await check("with plain links, too, and what was signed for the other kind is taken", async () => {
    await site.php("update_option('permalink_structure', ''); flush_rewrite_rules(false);");
    const text = await (await fetch(`${site.origin}/?p=${await site.sql("SELECT MIN(ID) FROM wp_posts WHERE post_title = 'Ask for help'")}`)).text();
    const [, action] = /<intake-form[^>]* action="([^"]*)"/.exec(text);
    const plain = action.replaceAll("&amp;", "&").replaceAll("&#038;", "&");
    assert.match(plain, /rest_route=/);
    for (const audience of [plain, address]) {
      const answer = await fetch(plain, { method: "POST", headers: { "Content-Type": "application/json" }, body: await sign(body(delivery, audience)) });
      assert.equal(answer.status, 201, audience);
    }
    await site.php("update_option('permalink_structure', '/%postname%/'); flush_rewrite_rules(false);");
  });

  await check("the site's address is known however it is written", async () => {
    const own = (home, audience) => site.php(`add_filter('pre_option_home', fn() => '${home}'); echo (int) Intake_Form\\Forms::is_own_address('${audience}');`);
    const route = "/wp-json/intake-form/v1/submissions";
    for (const [home, audience, expected] of [
      ["https://Harbour.example", `https://harbour.example${route}`, "1"],
      ["https://hjälp.example", `https://xn--hjlp-moa.example${route}`, "1"],
      ["https://harbour.example:443/å", `https://harbour.example/%C3%A5${route}`, "1"],
      ["http://harbour.example", `https://harbour.example${route}`, "1"],
      ["https://harbour.example", `https://harbour.example/?rest_route=/intake-form/v1/submissions`, "1"],
      ["https://harbour.example", `https://harbour.example.evil.example${route}`, "0"],
      ["https://harbour.example", `https://harbour.example:8443${route}`, "0"],
      ["https://harbour.example", `ftp://harbour.example${route}`, "0"],
      ["https://harbour.example", `https://harbour.example${route}/`, "0"],
    ]) assert.equal(await own(home, audience), expected, `${home} ${audience}`);
  });

  await check("one household of IPv6 is one client, and IPv4 is itself however it is written", async () => {
    const addresses = ["2001:db8:0:1::5", "2001:db8:0:1:ffff::6", "2001:db8:0:2::5", "192.0.2.1", "::ffff:192.0.2.1", "::ffff:192.0.2.2", "", "nonsense"];
    const said = JSON.parse(await site.php(`echo json_encode(array_map(['Intake_Form\\Limit', 'client'], json_decode('${JSON.stringify(addresses)}')));`));
    const first = said.map((client) => said.indexOf(client));
    assert.deepEqual(first, [0, 0, 2, 3, 3, 5, 6, 7]);
  });

  await check("an administrator is told when the REST API is closed to visitors", async () => {
    await admin.goto("/wp-admin/admin.php?page=intake-form-forms");
    await site.mustUse("closed.php", "<?php add_filter('rest_authentication_errors', fn($error) => is_user_logged_in() ? $error : new WP_Error('closed', 'Closed', ['status' => 401]));");
    await admin.reload();
    await admin.getByText("Visitors can’t reach this site’s REST API").waitFor();
    await site.mustUse("closed.php", undefined);
    const [answer] = await Promise.all([admin.waitForResponse(/intake-form\/v1\/jwks/), admin.reload()]);
    assert.ok(answer.ok());
    await until(() => admin.locator("#intake-form-closed").isHidden(), "it is not said without reason");
  });

  await check("the plugin speaks the site's language", async () => {
    for (const [locale, words] of [["sv_SE", "Inställningar"], ["pl_PL", "Ustawienia"], ["es_ES", "Ajustes"], ["ar", "الإعدادات"], ["uk", "Налаштування"]]) {
      const said = await site.php(`switch_to_locale('${locale}'); load_textdomain('intake-form', WP_PLUGIN_DIR . '/intake-form/languages/intake-form-${locale}.mo'); echo __('Settings', 'intake-form');`);
      assert.equal(said, words, locale);
    }
  });
}
