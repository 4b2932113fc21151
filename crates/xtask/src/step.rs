//! The steps of `cargo xtask test`, quick ones first.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::apart::{self, Apart};
use crate::package::{rehearse, wordpress};
use crate::process::{Tools, run, watch};
use crate::stamp::Stamp;
use crate::tally::Tally;
use crate::workspace::Workspace;
use crate::{bundle, fuzz, package, setup, size};

pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) run: fn(&Workspace, &Tools) -> Result<Tally>,
    /// What it certainly does not read, of all that git knows.
    pub(crate) apart: Apart,
}

pub(crate) const STEPS: [Step; 14] = [
    Step { name: "format", about: "every file is formatted", run: format, apart: &[] },
    Step {
        name: "lint",
        about: "clippy has nothing to say: natively, in the browser, of the fuzz targets",
        run: lint,
        apart: &[],
    },
    Step { name: "licence", about: "dependencies are allowed by deny.toml", run: licence, apart: &[] },
    Step { name: "native", about: "unit, language and tidiness tests", run: native, apart: &[] },
    Step {
        name: "form",
        about: "each form in schemas/ and tests/forms/ compiles and its scenarios hold",
        run: form,
        apart: &[],
    },
    Step { name: "wasm", about: "tests of the widget inside Chromium", run: wasm, apart: apart::WASM },
    Step { name: "size", about: "a first visit is within budgets.toml", run: size, apart: &[] },
    Step {
        name: "verifier",
        about: "other people's libraries and tests judge what we do",
        run: verifier,
        apart: apart::VERIFIER,
    },
    Step {
        name: "browser",
        about: "the whole path, as a person goes it",
        run: browser,
        apart: apart::BROWSER,
    },
    Step {
        name: "shipping",
        about: "what is packed for others, and what is in it",
        run: shipping,
        apart: apart::SHIPPING,
    },
    Step {
        name: "recipes",
        about: "each recipe, set up as its README says, with what is sent to it",
        run: recipes,
        apart: apart::RECIPES,
    },
    Step { name: "wordpress", about: "the plugin in a real WordPress", run: plugin, apart: apart::WORDPRESS },
    Step {
        name: "packages",
        about: "the npm package, installed, typed, bundled, and in each framework",
        run: packages,
        apart: apart::PACKAGES,
    },
    Step {
        name: "engines",
        about: "Firefox and WebKit, and what a screen reader is told",
        run: engines,
        apart: apart::ENGINES,
    },
];

fn format(_: &Workspace, tools: &Tools) -> Result<Tally> {
    let (success, _) = watch(tools.command("cargo").args(["fmt", "--all", "--check"]))?;
    Ok(Tally::one(success))
}

fn lint(workspace: &Workspace, tools: &Tools) -> Result<Tally> {
    let native = ["--workspace", "--all-targets"];
    let wasm = ["--package", "intake-form", "--target", "wasm32-unknown-unknown"];
    let mut tally = Tally::default();
    for scope in [native.as_slice(), wasm.as_slice()] {
        let mut command = cargo(workspace, tools);
        let (success, _) =
            watch(command.args(["clippy", "--quiet"]).args(scope).args(["--", "-D", "warnings"]))?;
        tally += Tally::one(success);
    }
    let (success, _) = watch(&mut fuzz::lint(workspace, tools))?;
    tally += Tally::one(success);
    Ok(tally)
}

fn licence(_: &Workspace, tools: &Tools) -> Result<Tally> {
    let (success, _) = watch(tools.command("cargo").args(["deny", "check", "bans", "licenses", "sources"]))?;
    Ok(Tally::one(success))
}

fn native(workspace: &Workspace, tools: &Tools) -> Result<Tally> {
    setup::for_native(tools)?;
    let all = ["--workspace"].as_slice();
    // The engine as the widget has it, without what only a form's author needs.
    let engine = ["--package", "intake-core", "--no-default-features"].as_slice();
    let vectors = vectors(workspace, tools)?;
    let mut tally = Tally::default();
    for scope in [all, engine] {
        let mut command = cargo(workspace, tools);
        command.args(["test", "--quiet", "--no-fail-fast"]).args(scope).env("INTAKE_VECTORS", &vectors);
        let (success, text) = watch(&mut command)?;
        tally += Tally::of_cargo(&text).held_against(success);
    }
    Ok(tally)
}

fn form(workspace: &Workspace, tools: &Tools) -> Result<Tally> {
    bundle::receiver(workspace, tools)?;
    let mut tally = Tally::default();
    for form in workspace.forms()?.into_iter().chain(workspace.forms_of("tests/forms")?) {
        let (success, _) = watch(tools.command(workspace.intake()).arg("check").arg(form))?;
        tally += Tally::one(success);
    }
    Ok(tally)
}

fn wasm(workspace: &Workspace, tools: &Tools) -> Result<Tally> {
    let driver = tools.find("chromedriver").unwrap_or_default();
    let mut command = tools.command("wasm-pack");
    command.args([
        "--log-level",
        "warn",
        "test",
        "--mode",
        "no-install",
        "--headless",
        "--chrome",
        "--chromedriver",
    ]);
    let (success, text) = watch(command.arg(driver).env("CARGO_TARGET_DIR", &workspace.target))?;
    Ok(Tally::of_cargo(&text).held_against(success))
}

fn size(workspace: &Workspace, tools: &Tools) -> Result<Tally> {
    bundle::build(workspace, tools)?;
    Ok(Tally::one(size::report(workspace)?))
}

fn verifier(workspace: &Workspace, tools: &Tools) -> Result<Tally> {
    let python = setup::for_verifiers(workspace, tools)?;
    bundle::build(workspace, tools)?;
    bundle::receiver(workspace, tools)?;
    // Writes what the engine takes and refuses, for ajv and tsc to judge.
    let mut cases = cargo(workspace, tools);
    run(cases.args(["build", "--quiet", "--package", "intake-core", "--example", "cases"]))?;
    let mut verify = cargo(workspace, tools);
    run(verify.args(["build", "--quiet", "--package", "intake-envelope", "--example", "verify"]))?;
    let mut streams = cargo(workspace, tools);
    run(streams.args(["build", "--quiet", "--package", "wasm-streams", "--example", "streams"]))?;
    let mut tally = script_with(workspace, tools, &["node", "tests/verifiers/run.mjs"], |command| {
        command.env("VERIFIER_PYTHON", python);
    })?;
    tally += conformance(workspace, tools)?;
    Ok(tally)
}

/// The whole of CEL's own suite, wherever this runs.
fn conformance(workspace: &Workspace, tools: &Tools) -> Result<Tally> {
    let vectors = vectors(workspace, tools)?;
    let mut command = cargo(workspace, tools);
    command.args(["test", "--quiet", "--package", "intake-core", "--test", "cel_conformance"]);
    let (success, text) = watch(command.args(["--", "--nocapture"]).env("INTAKE_VECTORS", &vectors))?;
    Ok(Tally::of_cargo(&text).held_against(success))
}

/// The folder with CEL's own tests, which without it fail.
fn vectors(workspace: &Workspace, tools: &Tools) -> Result<PathBuf> {
    let vectors = workspace.work().join("vectors");
    run(tools.command("node").arg("tests/verifiers/vectors.mjs").arg(&vectors))?;
    Ok(vectors)
}

fn browser(workspace: &Workspace, tools: &Tools) -> Result<Tally> {
    setup::for_browser(tools);
    bundle::build(workspace, tools)?;
    bundle::receiver(workspace, tools)?;
    script(workspace, tools, &["node", "tests/browser/run.mjs"])
}

fn shipping(workspace: &Workspace, tools: &Tools) -> Result<Tally> {
    setup::for_packing(tools)?;
    bundle::build(workspace, tools)?;
    bundle::receiver(workspace, tools)?;
    let [one, other] = rehearse::rehearse(workspace, tools)?;
    script_with(workspace, tools, &["node", "tests/package/look.mjs"], |command| {
        command.arg(one).arg(other);
    })
}

fn recipes(workspace: &Workspace, tools: &Tools) -> Result<Tally> {
    setup::for_recipes(tools)?;
    script(workspace, tools, &["node", "tests/recipes/run.mjs"])
}

fn plugin(workspace: &Workspace, tools: &Tools) -> Result<Tally> {
    let site = setup::for_wordpress(workspace, tools)?;
    bundle::build(workspace, tools)?;
    bundle::receiver(workspace, tools)?;
    let zip = workspace.work().join("intake-form.zip");
    std::fs::write(&zip, wordpress::zip(workspace, tools)?)?;
    script_with(workspace, tools, &["node", "tests/wordpress/run.mjs"], |command| {
        command.env("PLUGIN", zip).env("WORDPRESS", site);
    })
}

fn packages(workspace: &Workspace, tools: &Tools) -> Result<Tally> {
    bundle::receiver(workspace, tools)?;
    let mut made = Vec::new();
    for _ in 0..2 {
        let shipped = package::npm(workspace, tools)?;
        made.push(Stamp::of(&[shipped.join("SHA256SUMS")], &[])?);
    }
    let same = made.first() == made.last();
    println!("made twice, the package is {}", if same { "the same bytes" } else { "NOT the same bytes" });
    // A copy, so that what is installed and built does not lie among the sources.
    let (source, examples) =
        (workspace.root.join("packages/npm/examples"), workspace.work().join("examples"));
    bundle::copy(&source, &examples)?;
    setup::npm_packages(&examples, tools)?;
    let mut tally = Tally::one(same);
    tally += script_with(workspace, tools, &["node", "tests/packages/run.mjs"], |command| {
        command.env("EXAMPLES", examples).env("PACKAGE", workspace.target.join("package"));
    })?;
    Ok(tally)
}

/// The other engines want a screen and a bus. Where a system cannot have them, that is said and no failure.
fn engines(workspace: &Workspace, tools: &Tools) -> Result<Tally> {
    setup::for_engines(tools);
    let screen = ["xvfb-run", "xauth", "dbus-run-session"];
    if let Some(missing) = screen.iter().find(|program| tools.find(program).is_none()) {
        return Ok(Tally::skip(format!("engines: {missing} is not installed")));
    }
    bundle::build(workspace, tools)?;
    bundle::receiver(workspace, tools)?;
    let words = ["xvfb-run", "--auto-servernum", "dbus-run-session", "--", "node", "tests/engines/run.mjs"];
    script(workspace, tools, &words)
}

/// A script of ours, told where the things are that it cannot know.
fn script(workspace: &Workspace, tools: &Tools, words: &[&str]) -> Result<Tally> {
    script_with(workspace, tools, words, |_| ())
}

fn script_with(
    workspace: &Workspace,
    tools: &Tools,
    words: &[&str],
    more: impl FnOnce(&mut Command),
) -> Result<Tally> {
    let [program, arguments @ ..] = words else { bail!("a script without a program") };
    let mut command = tools.command(program);
    command.args(arguments).env("INTAKE", workspace.intake()).env("TARGET", &workspace.target);
    more(&mut command);
    let (success, text) = watch(command.env("CHROMIUM", tools.find("chromium").unwrap_or_default()))?;
    Ok(Tally::of_script(&text).held_against(success))
}

fn cargo(workspace: &Workspace, tools: &Tools) -> std::process::Command {
    let mut command = tools.command("cargo");
    command.env("CARGO_TARGET_DIR", &workspace.target);
    command
}

#[cfg(test)]
mod tests;
