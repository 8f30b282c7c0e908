//! What `init` and `uninstall` look at before they plan.

use crate::git::Repository;
use crate::hook::{HooksPath, Site};

/// Looks at the hooks of a repository.
pub(super) fn observe(repository: &Repository) -> anyhow::Result<Site> {
    let hooks_path = repository.hooks_path()?.map(|(value, scope)| HooksPath { value, scope });
    Site::observe(&repository.common_dir(), repository.work_dir(), hooks_path.as_ref())
}
