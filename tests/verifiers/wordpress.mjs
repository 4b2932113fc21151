// Records what the plugin keeps in a real WordPress of three submissions, in corpus/wordpress.json: `node tests/verifiers/wordpress.mjs`.
//
// Run by hand, with Debian's packages wordpress, mariadb-server-core and php-mysql. Each is sent in another way, and WordPress puts slashes
// into two of them before the plugin sees them.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Site } from "../wordpress/site.mjs";
import { FORM } from "./browser/widget.mjs";
import { AUDIENCE, bodies } from "./corpus.mjs";
import { digest, signer } from "./signer.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "intake-wordpress-"));
const form = { name: FORM.name, version: FORM.version, digest: digest(FORM), language: "en" };
const texts = bodies().slice(0, 3).map((body, i) => JSON.stringify(signer(`wordpress ${i}`).signed({ ...body, submissionId: body.submissionId.replace(/^.{8}/, `019ac9c${i}`), form })));
const multipart = new FormData();
multipart.set("submission", texts[2]);
const ways = [[texts[0], { "Content-Type": "application/json" }], [new URLSearchParams({ submission: texts[1] })], [multipart]];
const site = new Site(folder);
const found = {};
try {
  await site.start();
  cpSync(join(here, "../../packages/wordpress"), join(site.root, "wp-content/plugins/intake-form"), { recursive: true });
  await site.mustUse("audience.php", `<?php add_filter('intake_form_audiences', fn($own) => [...$own, '${AUDIENCE}']);`);
  await site.php("require ABSPATH . 'wp-admin/includes/plugin.php'; activate_plugin('intake-form/intake-form.php');");
  await site.php(`Intake_Form\\Forms::publish(base64_decode('${Buffer.from(JSON.stringify(FORM)).toString("base64")}'));`);
  for (const [body, headers] of ways) {
    const response = await fetch(`${site.origin}/wp-json/intake-form/v1/submissions`, { method: "POST", body, headers });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }
  const kept = JSON.parse(await site.php("echo json_encode(array_map(fn($id) => Intake_Form\\Store::find((int) $id)->envelope, Intake_Form\\Store::ids()));"));
  for (const [i, text] of kept.entries()) found[`wordpress-${i + 1}`] = text;
} catch (error) {
  console.log(await site.complaints());
  throw error;
} finally {
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
}
writeFileSync(join(here, "corpus/wordpress.json"), `${JSON.stringify(found, null, 1)}\n`);
console.log(`${Object.keys(found).length} texts`);
