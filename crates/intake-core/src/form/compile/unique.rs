//! Names that must be unique, and names that must be there.

use crate::definition::Definition;
use crate::diagnostic::{Diagnostics, EXPLAIN, explain};

/// Names of pages, programs and referrals.
pub(super) fn check_names(definition: &Definition, diagnostics: &Diagnostics) {
    if !EXPLAIN {
        return;
    }
    let unique = |kind: &str, names: Vec<&str>| {
        for (i, name) in names.iter().enumerate() {
            if names.iter().take(i).any(|other| other == name) {
                diagnostics.error(
                    "duplicate-name",
                    ["/", kind, "/", &i.to_string(), "/name"].concat(),
                    explain!("The name \"{name}\" is used twice in \"{kind}\"."),
                    explain!("Give it another name."),
                );
            }
        }
    };
    unique("pages", definition.pages.iter().map(|page| &*page.name).collect());
    unique("programs", definition.programs.iter().map(|program| &*program.name).collect());
    unique("referrals", definition.referrals.iter().map(|referral| &*referral.name).collect());
    for scenario in &definition.scenarios {
        let known = |name: &str| definition.items.iter().any(|item| *item.name == *name);
        let answers = scenario.answers.as_object().unwrap_or_default().iter().map(|(name, _)| name.as_str());
        let relevant = scenario.expect.relevant.iter().map(|(name, _)| &**name);
        let program = |name: &str| definition.programs.iter().any(|program| *program.name == *name);
        let referral = |name: &str| definition.referrals.iter().any(|referral| *referral.name == *name);
        let unknown = answers.chain(relevant).filter(|name| !known(name));
        let unknown =
            unknown.chain(scenario.expect.programs.iter().map(|(name, _)| &**name).filter(|n| !program(n)));
        let expected = scenario.expect.referrals.iter().flatten().map(|name| &**name);
        for name in unknown.chain(expected.filter(|n| !referral(n))) {
            diagnostics.error(
                "unknown-name",
                scenario.pointer.clone(),
                explain!("This scenario names \"{name}\", which the form does not have."),
                explain!("Write the name of an item, program or referral of this form."),
            );
        }
    }
}
