//! Decides how to put the hooks in.
//!
//! In: a [`Site`] as it was seen, and what is wanted. Out: a [`Plan`], or the reason why not. The two
//! ways are `configuration` and `file`; only one of them is installed at a time.
//! Deliberately absent: I/O; the plan does it.

pub(super) mod configuration;
mod file;
#[cfg(test)]
mod tests;

use std::path::Path;

use super::{Mode, Plan, Refusal, Site, Step};
use crate::config::AskChoice;

/// What is to be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// The binary that the hooks run, with its full path.
    pub binary: &'a Path,
    /// How.
    pub mode: Mode,
    /// Whether questions may follow a commit; without it, what was said before holds.
    pub ask: Option<AskChoice>,
}

/// Plans the installation of both hooks.
///
/// # Errors
/// A [`Refusal`] when a hook would not run, or when something of somebody else's is in the way.
pub fn plan(site: &Site, wanted: &Wanted<'_>) -> Result<Plan, Refusal> {
    if site.work_tree.is_none() && !site.has_linked_work_trees {
        return Err(Refusal::Bare(site.git_directory.clone()));
    }
    if !wanted.binary.is_absolute() {
        return Err(Refusal::RelativeBinary(wanted.binary.to_path_buf()));
    }
    let mut plan = Plan::default();
    clear(&mut plan, site);
    match wanted.mode {
        Mode::Config => configuration::plan(&mut plan, site, wanted)?,
        Mode::File => file::plan(&mut plan, site, wanted)?,
    }
    Ok(plan)
}

/// Takes away what a run that was stopped left behind.
pub(super) fn clear(plan: &mut Plan, site: &Site) {
    for (path, before) in &site.leftovers {
        plan.add(Step::Remove { path: path.clone(), before: before.clone() });
    }
}
