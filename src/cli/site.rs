//! What `init` and `uninstall` look at before they plan.

use crate::git::{ConfigLevel, Repository};
use crate::hook::{HooksPath, Scope, Site};

/// Looks at the hooks of a repository.
pub(super) fn observe(repository: &Repository) -> anyhow::Result<Site> {
    let hooks_path = repository.hooks_path()?.map(|(value, level)| {
        let scope = match level {
            ConfigLevel::System => Scope::System,
            ConfigLevel::Global => Scope::Global,
            ConfigLevel::Local => Scope::Local,
            ConfigLevel::Worktree => Scope::Worktree,
            ConfigLevel::Command => Scope::Command,
        };
        HooksPath { value, scope }
    });
    Site::observe(&repository.common_dir(), repository.work_dir(), hooks_path.as_ref())
}
