//! Chains: consecutive patches that each repeat the one before.
//!
//! In: the repeat links of the verdicts. Out: every chain of two patches or more, with the quick
//! remedies of its patches. Deliberately absent: how many make a recurring spot; a threshold of the
//! reader says so. Links by lines carry a chain over a renamed section; it is then told under the
//! title of its last patch.

use std::collections::HashMap;

use super::ending;
use super::outcomes::Scene;
use super::spots::Spots;
use crate::model::{Chain, ChangeIndex, Outcome};

#[derive(Default)]
struct Links {
    patches: Vec<ChangeIndex>,
    remedies: Vec<ChangeIndex>,
}

/// Every chain, by the time of its last patch, oldest first.
pub(super) fn chains(scene: &Scene<'_>, spots: &Spots, outcomes: &[Option<Outcome>]) -> Vec<Chain> {
    let linked = link(scene, spots).into_iter().filter(|links| links.patches.len() >= 2);
    let mut chains: Vec<Chain> =
        linked.filter_map(|links| chain(scene, spots, outcomes, links)).collect();
    chains.sort_by_key(|chain| chain.patches.last().map(|last| (scene.time(*last), *last)));
    chains
}

/// Follows the links. The order of the changes puts every patch after the one it repeats, so one
/// pass is enough.
fn link(scene: &Scene<'_>, spots: &Spots) -> Vec<Links> {
    let mut chains: Vec<Links> = Vec::new();
    let mut chain_of: HashMap<ChangeIndex, usize> = HashMap::new();
    for index in &spots.all {
        let verdict = scene.verdicts.change(*index);
        if !verdict.is_patch() {
            continue;
        }
        if let Some(of) = verdict.remedy_of {
            // A remedy of a structural change belongs to no chain.
            if let Some(at) = chain_of.get(&of) {
                chains[*at].remedies.push(*index);
            }
            continue;
        }
        let known = verdict.repeat.and_then(|repeat| chain_of.get(&repeat.of).copied());
        let at = known.unwrap_or_else(|| {
            chains.push(Links::default());
            chains.len() - 1
        });
        chains[at].patches.push(*index);
        chain_of.insert(*index, at);
    }
    chains
}

fn chain(
    scene: &Scene<'_>,
    spots: &Spots,
    outcomes: &[Option<Outcome>],
    links: Links,
) -> Option<Chain> {
    let last = *links.patches.last()?;
    let ended_by = ending::ended_by(scene, spots, &links.patches);
    let outcome = outcomes[ended_by.unwrap_or(last).get()]?;
    let spot = scene.history.change(last).spot;
    Some(Chain { spot, patches: links.patches, remedies: links.remedies, ended_by, outcome })
}
