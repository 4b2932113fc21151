// The plugin's code without a site: its syntax, what wordpress.org's plugin check looks for as far as text shows it, and
// its verifier on the submissions that all our verifiers are run on.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { corpus } from "../verifiers/corpus.mjs";

// The classes of docs/envelope.md that the codes belong to.
const CLASSES = {
  "not-an-object": "envelope", "signature-missing": "envelope", "signature-shape": "envelope",
  "header-shape": "header", "header-member": "header", algorithm: "header", "header-type": "header",
  key: "key", thumbprint: "key", signature: "signature",
};

/** Classes of the steps behind the signature, see docs/envelope.md. */
const AFTERWARDS = ["submission", "audience", "form", "day", "nonce", "conflict"];

export async function run({ check, folder, root, zip }) {
  const plugin = join(root, "packages/wordpress");
  const files = readdirSync(plugin, { recursive: true }).filter((name) => name.endsWith(".php"));
  const texts = files.map((name) => [name, readFileSync(join(plugin, name), "utf8")]);
  const each = (holds, what) => {
    assert.ok(texts.length > 10, "there is code to look at");
    assert.deepEqual(texts.filter(([name, text]) => !holds(text, name)).map(([name]) => name), [], what);
  };

  await check("PHP reads every file (php -l)", () => {
    for (const name of files) execFileSync("php", ["-l", join(plugin, name)], { stdio: "pipe" });
  });
  await check("PHP_CodeSniffer finds no doubtful code: unused, unreachable, deprecated, evaluated, one class a file", () => {
    const sniffs = [
      "Generic.CodeAnalysis.EmptyStatement", "Generic.CodeAnalysis.UnconditionalIfStatement", "Generic.CodeAnalysis.JumbledIncrementer",
      "Generic.CodeAnalysis.UnnecessaryFinalModifier", "Generic.PHP.DeprecatedFunctions", "Generic.PHP.ForbiddenFunctions", "Generic.PHP.NoSilencedErrors",
      "Generic.PHP.DisallowShortOpenTag", "Generic.PHP.BacktickOperator", "Generic.PHP.DiscourageGoto", "Generic.Strings.UnnecessaryStringConcat", "Squiz.PHP.Eval",
      "Squiz.PHP.NonExecutableCode", "Squiz.PHP.GlobalKeyword", "Generic.WhiteSpace.DisallowSpaceIndent", "PSR2.Files.ClosingTag", "Generic.Files.LineEndings",
    ].filter((sniff) => !["Squiz.PHP.GlobalKeyword", "Generic.Strings.UnnecessaryStringConcat"].includes(sniff));
    const { status, stdout, stderr } = spawnSync("phpcs", ["--standard=Generic,PSR2,Squiz", `--sniffs=${sniffs.join()}`, "--extensions=php", "-q", plugin], { encoding: "utf8" });
    assert.equal(status, 0, stdout + stderr);
  });
  await check("no file does anything when it is asked for by its own address", () => {
    each((text) => /defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;/.test(text), "a guard");
  });
  await check("every name is the plugin's own: a namespace, and a prefix where there are none", () => {
    each((text) => /^namespace Intake_Form;$/m.test(text), "a namespace");
    const names = /(?:get_option|update_option|add_option|delete_option|set_transient|get_transient|apply_filters)\( ['"]([^'"]+)/g;
    const found = texts.flatMap(([, text]) => [...text.matchAll(names)].map(([, name]) => name));
    assert.ok(found.length > 10);
    const ofWordPress = ["blogname", "date_format", "time_format"];
    assert.deepEqual(found.filter((name) => !name.startsWith("intake_form_") && !ofWordPress.includes(name)), []);
  });
  await check("nothing is printed unescaped: what is not escaped where it is printed says why", () => {
    const risky = /\b(?:echo|printf?)\b[^;]*\$(?!this)/;
    const safe = /esc_(?:html|attr|url|textarea)|absint|wp_kses|phpcs:ignore WordPress\.Security\.EscapeOutput/;
    for (const [name, text] of texts) {
      const lines = text.split("\n");
      for (const [i, line] of lines.entries()) {
        if (risky.test(line)) assert.match(`${lines[i - 1]}\n${line}`, safe, `${name}:${i + 1}`);
      }
    }
  });
  await check("no query has a value in its text, and none goes past wpdb", () => {
    each((text) => !/(?:mysqli_|mysql_|new \\?PDO)/.test(text), "wpdb only");
    for (const [name, text] of texts) {
      for (const [query] of text.matchAll(/\$wpdb->(?:query|get_var|get_row|get_results|get_col)\(\s*(?!\$wpdb->prepare)[^;]*;/g)) {
        const inside = query.replaceAll(/Tables::name\( '?\$?\w+'? \)|self::name\( \$table \)|self::(?:LISTED|where\([^)]*\))|\$done \? 'COMMIT' : 'ROLLBACK'/g, "").replaceAll(/\$wpdb->prepare\([^;]*\)/g, "");
        assert.doesNotMatch(inside, /"[^"]*\$[^"]*"|\. \$/, `${name}: ${query}`);
      }
    }
  });
  await check("whatever changes something asks for a nonce and for the right", () => {
    const actions = texts.filter(([, text]) => /add_action\( ["'](?:admin_post_|load-)/.test(text));
    assert.ok(actions.length >= 4);
    for (const [name, text] of actions) {
      assert.match(text, /check_admin_referer/, name);
      assert.match(text, /current_user_can/, name);
    }
    each((text) => !/admin_post_nopriv|wp_ajax_nopriv/.test(text), "nothing for strangers but the REST routes");
  });
  await check("nothing that wordpress.org forbids: eval, shells, files of the world, other servers' scripts, short tags", () => {
    each((text) => !/\b(?:eval|exec|shell_exec|system|passthru|popen|proc_open|create_function|extract|unserialize|base64_decode\( \$_)\s*\(/.test(text), "a function");
    each((text) => !/<script|<link |<style|https?:\/\/(?!opensource\.org|github\.com)[a-z]/.test(text.replaceAll(/'\/<script.*$/gm, "").replaceAll(/https?:\/\/\./g, "")), "a script or an address");
    each((text) => !/<\?=|<\?(?!php)/.test(text), "a short tag");
  });
  await check("every text can be translated, and is, into five languages", () => {
    const calls = texts.flatMap(([name, text]) => [...text.matchAll(/\b(?:esc_html_|esc_attr_|_)_\(|\besc_html_e\(/g)].map(({ index }) => [name, text.slice(index, index + 400)]));
    assert.ok(calls.length > 60);
    for (const [name, call] of calls) assert.match(call, /^\w+\(\s*'(?:[^'\\]|\\.)*',\s*'intake-form'\s*\)/, `${name}: ${call.slice(0, 80)}`);
    const said = new Set(calls.map(([, call]) => /'((?:[^'\\]|\\.)*)'/.exec(call)[1].replaceAll("\\'", "'")));
    const languages = readdirSync(join(plugin, "languages"));
    assert.equal(languages.length, 5);
    for (const name of languages) {
      const texts = [...readFileSync(join(plugin, "languages", name), "utf8").matchAll(/^msgid "(.*)"\nmsgstr "(.*)"$/gm)].map(([, id, text]) => [id.replaceAll('\\"', '"'), text]);
      const known = new Map(texts.filter(([id, text]) => id && text));
      assert.deepEqual([...said].filter((text) => !known.has(text)), [], `${name} lacks`);
    }
  });
  await check("of how a person may be reached, it says what the form says, in each language", () => {
    const keys = ["contact-phone", "contact-text", "contact-email", "contact-post", "contact-none", "message-yes", "message-no", "say-name", "say-nothing", "reach-when"];
    const words = (language) => {
      const all = JSON.parse(readFileSync(join(root, `src/lang/${language}.json`), "utf8"));
      return keys.map((key) => all[key].replace(/\{\w+\}/, "%s"));
    };
    const english = words("en");
    for (const name of readdirSync(join(plugin, "languages"))) {
      const text = readFileSync(join(plugin, "languages", name), "utf8");
      words(/^intake-form-(..)/.exec(name)[1]).forEach((said, i) => assert.ok(text.includes(`\nmsgid "${english[i]}"\nmsgstr "${said}"\n`), `${name}: ${said}`));
    }
  });
  await check("the zip has the plugin, the widget, licences and readme, in one folder, and no hidden file", () => {
    const names = execFileSync("unzip", ["-Z1", zip], { encoding: "utf8" }).trim().split("\n");
    for (const name of ["intake-form.php", "readme.txt", "uninstall.php", "LICENSE-MIT", "LICENSE-APACHE", "widget/intake-form.js", "block/block.json", "sample/outreach-needs.json", "languages/intake-form-sv_SE.mo"]) {
      assert.ok(names.includes(`intake-form/${name}`), name);
    }
    assert.ok(names.some((name) => /widget\/intake-form-[0-9a-f]+\.wasm$/.test(name)));
    assert.deepEqual(names.filter((name) => !name.startsWith("intake-form/") || /\/\.|\.(br|gz|map|md)$/.test(name)), []);
  });

  const seed = String(Date.now());
  await check(`its verifier judges as all our verifiers do (seed ${seed})`, () => {
    const place = join(folder, "corpus");
    // Its steps 1 to 6: what the page says afterwards, against its own forms and address, is refused by `refuse.mjs`.
    const verdict = (expected) => AFTERWARDS.includes(expected) ? "verified" : expected;
    const expected = new Map(corpus(place, seed).map(({ file, expected }) => [join(place, file), verdict(expected)]));
    const ours = join(root, "tests/verifiers/corpus/genuine");
    for (const name of readdirSync(ours)) expected.set(join(ours, name), "verified");
    const { stdout, stderr } = spawnSync("php", [join(root, "tests/wordpress/verify.php"), plugin, ...expected.keys()], { encoding: "utf8", maxBuffer: 1 << 26 });
    const said = new Map(stdout.trim().split("\n").map((line) => /^(.*): (?:refused \[(.*)\]|(verified))$/.exec(line).slice(1)).map(([file, code, verified]) => [
      file, verified ?? (code.startsWith("json-") ? "json" : CLASSES[code] ?? code)]));
    assert.ok(expected.size > 400, `${expected.size} submissions`);
    assert.deepEqual([...expected].filter(([file, verdict]) => said.get(file) !== verdict).map(([file, verdict]) => `${file}: ${said.get(file)} instead of ${verdict}`), [], stderr);
  });

  // The engine's own lists and examples, as they stand in its file.
  const engine = readFileSync(join(root, "crates/intake-core/src/rule/media_type.rs"), "utf8");
  const bytes = (text) => Buffer.from(text.replace(/\\x(..)|\\(.)/g, (_, hex, sign) => (hex
    ? String.fromCharCode(parseInt(hex, 16))
    : { 0: "\0", n: "\n", r: "\r", t: "\t" }[sign] ?? sign)), "latin1").toString("base64");
  const php = (input, ...more) => JSON.parse(execFileSync("php", [join(root, "tests/wordpress/file-type.php"), plugin, ...more], { input, encoding: "utf8" }));
  const list = (name) => new RegExp(`const ${name}[^=]*= \\[([^]*?)\n\\];`).exec(engine)[1];
  const string = String.raw`b?"((?:[^"\\]|\\.)*)"`;
  await check("what a file is, PHP decides by the engine's lists", () => {
    const types = [...list("TYPES").matchAll(new RegExp(`\\(${string}, ${string}\\)`, "g"))].map(([, type, endings]) => [type, endings]);
    const magic = [...list("MAGIC").matchAll(new RegExp(`\\((\\d+), ${string}, ${string}\\)`, "g"))].map(([, at, head, type]) => [Number(at), bytes(head), type]);
    assert.ok(types.length >= 40 && magic.length >= 28, `${types.length} types, ${magic.length} beginnings`);
    assert.deepEqual(php("", "lists"), { types: Object.fromEntries(types), magic });
  });
  await check("and as the engine does in each of its examples", () => {
    const tests = engine.slice(engine.indexOf("mod tests"));
    const whole = [...tests.matchAll(new RegExp(`\\(\\s*&?${string}(?:\\[\\.\\.\\])?,\\s*${string},\\s*${string},\\s*${string},?\\s*\\)`, "g"))];
    const silent = [...tests.matchAll(new RegExp(`\\(${string}, ${string}, ${string}\\),`, "g"))];
    const cases = [
      ...whole.map(([, head, name, said, is]) => [bytes(head), name, said, is]),
      ...silent.flatMap(([, name, said, is]) => ["some words", "MZA;1\\n"].map((head) => [bytes(head), name, said, is])),
    ];
    assert.ok(whole.length >= 25 && silent.length >= 16, `${whole.length} and ${silent.length} examples`);
    assert.deepEqual(php(JSON.stringify(cases)), cases.map(([, , , is]) => is));
  });
}
