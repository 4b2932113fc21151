// What is in the packages, by other programs than the ones that made it.
//
//     node tests/package/look.mjs ONE OTHER        or: cargo xtask test shipping
//
// ONE and OTHER are two folders, in which the same was packed: here, and in a copy of the sources elsewhere.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { count } from "../runner.mjs";

const [one, other] = process.argv.slice(2);
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "intake-look-"));
const total = { passed: 0, failed: 0 };
const check = (sentence, body) => count(total, sentence, body);
const run = (program, ...words) => execFileSync(program, words, { encoding: "utf8", maxBuffer: 1 << 26 });
const filesOf = (place) => readdirSync(place, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name).sort();
const names = filesOf(one);
const find = (pattern) => {
  const found = names.filter((name) => pattern.test(name));
  assert.equal(found.length, 1, `${pattern}: ${found.join(", ")} of ${names.join(", ")}`);
  return join(one, found[0]);
};
const digest = (bytes) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
const version = /^version = "(.*)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];

await check("all that is shipped is there, and its sums hold", () => {
  for (const pattern of [/_amd64\.deb$/, /_arm64\.deb$/, /_oci\.tar$/, /wordpress.*\.zip$/, /^intake-form-php-[\d.]+\.zip$/, /\.cdx\.json$/, /^SHA256SUMS$/]) find(pattern);
  if (!process.env.INTAKE_QUICK) find(/^intake-form-[\d.]+\.tgz$/);
  const sums = execFileSync("sha256sum", ["--check", "--strict", "SHA256SUMS"], { cwd: one, encoding: "utf8" });
  assert.equal(sums.trim().split("\n").length, names.length - 1);
});

await check("whoever packs it, wherever, gets the same bytes", () => {
  assert.deepEqual(filesOf(other), names);
  const different = names.filter((name) => !readFileSync(join(one, name)).equals(readFileSync(join(other, name))));
  assert.deepEqual(different, []);
});

for (const architecture of ["amd64", "arm64"]) {
  await check(`the Debian package for ${architecture}: what dpkg reads of it`, () => {
    const deb = find(new RegExp(`_${architecture}\\.deb$`));
    const field = (name) => run("dpkg-deb", "--field", deb, name).trim();
    assert.deepEqual(["Package", "Version", "Architecture", "Depends"].map(field), ["intake-form", version, architecture, "passwd"]);
    const lines = run("dpkg-deb", "--contents", deb).trim().split("\n").map((line) => line.split(/\s+/));
    const files = new Map(lines.map(([mode, owner, , , , name]) => [name, `${mode} ${owner}`]));
    for (const [name, wanted] of [
      ["./usr/bin/intake", "-rwxr-xr-x root/root"], ["./lib/systemd/system/intake.service", "-rw-r--r-- root/root"],
      // The inbox's token may stand in it.
      ["./etc/default/intake", "-rw------- root/root"], ["./usr/share/doc/intake-form/install.md", "-rw-r--r-- root/root"],
    ]) assert.equal(files.get(name), wanted, name);
    for (const [name, what] of files) assert.match(what, name.endsWith("/") ? /^drwxr-xr-x root\/root$/ : / root\/root$/, name);
    assert.equal(run("dpkg-deb", "--info", deb, "conffiles"), "/etc/default/intake\n");
  });
}

const unpacked = join(folder, "deb");
const service = () => readFileSync(join(unpacked, "lib/systemd/system/intake.service"), "utf8");
await check("its program starts, its scripts are shell, its service has its manual", () => {
  run("dpkg-deb", "--raw-extract", find(/_amd64\.deb$/), unpacked);
  assert.equal(run(join(unpacked, "usr/bin/intake"), "--version"), `intake ${version}\n`);
  for (const name of ["postinst", "prerm", "postrm"]) run("sh", "-n", join(unpacked, "DEBIAN", name));
  const [, manual] = /^Documentation=file:\/\/(.*)$/m.exec(service());
  assert.match(readFileSync(join(unpacked, manual), "utf8"), /^# /);
});
await check("what its settings name, the program knows", () => {
  const help = run(join(unpacked, "usr/bin/intake"), "serve", "--help");
  const settings = readFileSync(join(unpacked, "etc/default/intake"), "utf8").match(/\bINTAKE_[A-Z_]+/g);
  assert.ok(settings.length >= 4, settings.join());
  for (const name of settings) assert.ok(help.includes(`[env: ${name}`), name);
});

const analyze = spawnSync("systemd-analyze", ["--version"], { encoding: "utf8" });
let skipped = 0;
if (analyze.status === 0) {
  await check("systemd reads its service, and holds it for safe", () => {
    const units = join(folder, "units");
    mkdirSync(units);
    // Where the program is now.
    const unit = join(units, "intake.service");
    writeFileSync(unit, service().replaceAll("/usr/bin/intake", join(unpacked, "usr/bin/intake")));
    const verified = spawnSync("systemd-analyze", ["verify", "--man=no", unit], { encoding: "utf8" });
    assert.deepEqual([verified.status, `${verified.stdout}${verified.stderr}`.split("\n").filter((line) => line.includes("intake"))], [0, []]);
    const wrong = join(units, "wrong.service");
    writeFileSync(wrong, service().replaceAll("/usr/bin/intake", join(unpacked, "usr/bin/none")));
    assert.notEqual(spawnSync("systemd-analyze", ["verify", "--man=no", wrong]).status, 0, "it looks");
    const security = run("systemd-analyze", "security", "--offline=yes", "--threshold=20", unit);
    assert.match(security, /Overall exposure level for intake\.service: [01]\.\d/);
  });
} else {
  skipped += 1;
  console.log("skipped: shipping: systemd-analyze is not installed, and its service was not read by systemd");
}

await check("a container engine finds a program for each processor, by digests alone", () => {
  const image = join(folder, "image");
  mkdirSync(image);
  run("tar", "--extract", "--file", find(/_oci\.tar$/), "--directory", image);
  const json = (bytes) => JSON.parse(bytes);
  const follow = ({ digest: named, size }) => {
    const bytes = readFileSync(join(image, "blobs", named.replace(":", "/")));
    assert.deepEqual([digest(bytes), bytes.length], [named, size]);
    return bytes;
  };
  const { manifests } = json(follow(json(readFileSync(join(image, "index.json"))).manifests[0]));
  assert.deepEqual(manifests.map(({ platform }) => `${platform.os}/${platform.architecture}`), ["linux/amd64", "linux/arm64"]);
  for (const descriptor of manifests) {
    const { config, layers } = json(follow(descriptor));
    const { rootfs, config: set } = json(follow(config));
    const layer = gunzipSync(follow(layers[0]));
    assert.deepEqual(rootfs.diff_ids, [digest(layer)]);
    assert.deepEqual([set.User, set.Entrypoint], ["65532:65532", ["/intake"]]);
    const tar = join(folder, "layer.tar");
    writeFileSync(tar, layer);
    const files = run("tar", "--list", "--verbose", "--numeric-owner", "--file", tar).trim().split("\n").map((line) => line.split(/\s+/));
    assert.deepEqual(files.map(([mode, owner, , , , name]) => [mode, owner, name]), [["drwxr-xr-x", "65532/65532", "data/"], ["-rwxr-xr-x", "0/0", "intake"]]);
  }
});

await check("the list of what is inside names packages with licences and digests", () => {
  const bom = JSON.parse(readFileSync(find(/\.cdx\.json$/), "utf8"));
  assert.deepEqual([bom.bomFormat, bom.specVersion, bom.metadata.component.version], ["CycloneDX", "1.6", version]);
  assert.ok(bom.components.length > 100, `${bom.components.length} components`);
  for (const { name, licenses } of bom.components) assert.ok(licenses[0].expression, name);
  const ofOthers = bom.components.filter(({ purl }) => purl);
  assert.ok(ofOthers.length > 100 && ofOthers.every(({ hashes }) => /^[0-9a-f]{64}$/.test(hashes[0].content)));
  for (const name of ["sqlx", "yew", "axum"]) assert.ok(bom.components.some((one) => one.name === name), name);
});

await check("the plugin has each of its files, the widget and its translations", () => {
  const zip = readFileSync(find(/wordpress.*\.zip$/));
  const has = (name) => assert.ok(zip.includes(`intake-form/${name}`), name);
  const source = join(root, "packages/wordpress");
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== "README.md");
  assert.ok(files.length > 25, `${files.length} files`);
  for (const { parentPath, path, name } of files) has(join(parentPath ?? path, name).slice(source.length + 1));
  for (const name of readdirSync(join(source, "languages"))) has(`languages/${name.replace(".po", ".mo")}`);
  has("widget/intake-form.js");
  for (const name of readdirSync(join(root, "dist"))) if (/^intake-form.*\.(wasm|css)$/.test(name)) has(`widget/${name}`);
});

await check("the folder for a web host with PHP is one folder with each of its files, and the form has the page's name for it", () => {
  const zip = find(/^intake-form-php-[\d.]+\.zip$/);
  const listed = run("unzip", "-Z1", zip).trim().split("\n");
  const widget = readdirSync(join(root, "dist")).filter((name) => /^intake-.*\.(js|css|wasm|json)$/.test(name));
  const own = ["README.txt", "index.html", "submissions.php"];
  assert.deepEqual(readdirSync(join(root, "packages/php")).sort(), own);
  assert.ok(widget.includes("intake-form.js") && widget.length > 15, widget.join());
  assert.deepEqual(listed, [...own, ...widget, "first-form.json", "LICENSE-MIT", "LICENSE-APACHE"].sort().map((name) => `intake/${name}`));
  for (const name of own) assert.equal(run("unzip", "-p", zip, `intake/${name}`), readFileSync(join(root, "packages/php", name), "utf8"), name);
  assert.equal(JSON.parse(run("unzip", "-p", zip, "intake/first-form.json")).name, "first-form");
});

rmSync(folder, { recursive: true });
console.log(`${total.passed} passed, ${total.failed} failed, ${skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
