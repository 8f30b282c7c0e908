//! What `init` and `uninstall` look at before they plan.

use crate::git::Repository;
use crate::hook::{HooksPath, Site};

use super::Context;

/// Looks at the hooks of a repository. A bare one may have been given a work tree elsewhere, as people
/// keep their dotfiles.
pub(super) fn observe(repository: &Repository, context: &Context) -> anyhow::Result<Site> {
    let hooks_path = repository.hooks_path()?.map(|(value, scope)| HooksPath { value, scope });
    let work_tree = repository.work_dir().or_else(|| context.environment().work_tree());
    Site::observe(&repository.common_dir(), work_tree, hooks_path.as_ref())
}
