//! What a step of the tests certainly does not read. It reads everything else that git knows, so that a new file is
//! read by every step until somebody lists it here. `step/tests.rs` holds the lists against what the scripts name.

/// Groups of paths from the repository's root: a file, a folder, or a beginning and an end with a star between them.
pub(crate) type Apart = &'static [&'static [&'static str]];

/// Read by `native` alone.
const NOTES: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/assisted.md",
    "docs/decisions.md",
    "docs/glossary",
    "docs/performance.md",
    "docs/privacy.md",
    "docs/security.md",
    "docs/working-with-answers.md",
    "tests/bench",
];

/// Manuals that the Debian package has, and `shipping` therefore reads. Those that others read, too, each step lists itself.
const PACKED: &[&str] = &["docs/diagnostics.md", "docs/seal.md"];

/// Pages of which `browser` tries what they show, and no other step.
const SHOWN: &[&str] = &[
    "README.md",
    "docs/element.md",
    "docs/pictures",
    "docs/screenshot.png",
    "docs/serving.md",
    "docs/theming.md",
];

/// The cases of the browser, whose forms and helpers other steps have, too.
const CASES: &[&str] = &["tests/browser/*/case.mjs", "tests/browser/*/tree.txt"];

/// The npm package, and what is said of it.
const NPM: &[&str] = &["docs/frameworks.md", "packages/npm", "tests/packages"];

/// The plugin, and WordPress's test, but not its guide, of which `browser` looks at the pictures.
const PLUGIN: &[&str] = &["packages/wordpress", "tests/wordpress"];

/// What the receiver comes in.
const PACKING: &[&str] = &["packages/container", "packages/systemd", "tests/package"];

/// How a form is written, put on a site and received, and the folder for a web host with PHP.
const MANUALS: &[&str] = &["docs/form-language.md", "docs/install.md", "docs/receiving.md", "packages/php"];

/// The plugin's guide, with its pictures.
const GUIDE: &[&str] = &["docs/wordpress", "docs/wordpress.md"];

/// Receivers in other languages.
const SAMPLES: &[&str] = &["recipes", "tests/recipes"];

pub(crate) const WASM: Apart = &[
    NOTES,
    SAMPLES,
    PACKING,
    CASES,
    &["README.md", "packages", "tests/engines", "tests/packages", "tests/verifiers", "tests/wordpress"],
];

pub(crate) const VERIFIER: Apart = &[
    NOTES,
    PACKED,
    SHOWN,
    NPM,
    PACKING,
    SAMPLES,
    GUIDE,
    &[
        "docs/frames.md",
        "docs/install.md",
        "packages/php",
        "tests/browser",
        "tests/engines",
        "tests/wordpress",
    ],
];

pub(crate) const BROWSER: Apart = &[
    NOTES,
    PACKED,
    NPM,
    PACKING,
    PLUGIN,
    SAMPLES,
    &["docs/envelope.md", "docs/form-language.md", "tests/engines", "tests/verifiers"],
];

pub(crate) const SHIPPING: Apart = &[
    NOTES,
    SHOWN,
    SAMPLES,
    GUIDE,
    &[
        "docs/envelope.md",
        "docs/frames.md",
        "docs/frameworks.md",
        "tests/browser",
        "tests/engines",
        "tests/packages",
        "tests/verifiers",
        "tests/wordpress",
    ],
];

pub(crate) const RECIPES: Apart = &[
    NOTES,
    PACKED,
    SHOWN,
    NPM,
    PACKING,
    PLUGIN,
    MANUALS,
    GUIDE,
    &["docs/frames.md", "tests/browser", "tests/engines", "www"],
];

pub(crate) const WORDPRESS: Apart =
    &[NOTES, PACKED, SHOWN, CASES, NPM, PACKING, SAMPLES, MANUALS, &["docs/frames.md", "tests/engines"]];

pub(crate) const PACKAGES: Apart = &[
    NOTES,
    PACKED,
    SHOWN,
    CASES,
    PACKING,
    PLUGIN,
    SAMPLES,
    MANUALS,
    GUIDE,
    &["docs/envelope.md", "docs/frames.md", "tests/engines", "tests/verifiers"],
];

pub(crate) const ENGINES: Apart = &[
    NOTES,
    PACKED,
    SHOWN,
    CASES,
    NPM,
    PACKING,
    PLUGIN,
    SAMPLES,
    MANUALS,
    GUIDE,
    &["docs/envelope.md", "tests/verifiers"],
];

/// Whether a path lies in one of the groups.
pub(crate) fn is_apart(path: &str, apart: Apart) -> bool {
    apart.iter().copied().flatten().any(|one| match one.split_once('*') {
        Some((start, end)) => path.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)),
        None => path.strip_prefix(one).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_lies_apart_with_its_folder_and_not_with_the_beginning_of_its_name() {
        let apart: Apart = &[&["docs/wordpress", "README.md"], CASES];
        for path in ["docs/wordpress/list.png", "README.md", "tests/browser/control/url/case.mjs"] {
            assert!(is_apart(path, apart), "{path}");
        }
        for path in
            ["docs/wordpress.md", "recipes/README.md", "tests/browser/photo/form.json", "tests/case.mjs"]
        {
            assert!(!is_apart(path, apart), "{path}");
        }
    }
}
