//! What has been assumed so far.

use std::collections::BTreeMap;

use super::domain::Domain;

/// Assumptions about names and relevances, all of which hold together.
#[derive(Clone, Default)]
pub(super) struct Environment {
    /// By name, what it was narrowed to.
    pub names: BTreeMap<u32, Domain>,
    /// By cell of a relevance, whether it is taken to be true.
    pub relevant: BTreeMap<u32, bool>,
    /// How many relevances and variables lie between here and the question that was asked.
    pub hops: u32,
}

impl Environment {
    pub fn with(name: u32, domain: Domain) -> Self {
        Self { names: [(name, domain)].into(), ..Self::default() }
    }

    /// What holds in one of them at least; none where there is no environment at all.
    pub fn join(environments: Vec<Self>) -> Option<Self> {
        environments.into_iter().reduce(|mut left, right| {
            left.names.retain(|name, _| right.names.contains_key(name));
            for (name, domain) in &mut left.names {
                *domain = right.names.get(name).map_or(Domain::Any, |other| domain.join(other));
            }
            left.relevant.retain(|cell, value| right.relevant.get(cell) == Some(value));
            left
        })
    }
}
