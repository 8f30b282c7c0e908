//! The address that a repository came from.
//!
//! In: git's configuration. Out: the address of a remote, as git would use it. Deliberately absent: talking to it, and
//! what it means (`report::Forge`).

use super::Repository;

impl Repository {
    /// The address of the remote that the repository stands for: `origin`, else the only one, else the one that the
    /// branch at HEAD comes from; as `git remote get-url` says it. It may hold a password: never print it.
    #[must_use]
    pub fn remote_address(&self) -> Option<String> {
        let names = self.inner.remotes().ok()?;
        let names: Vec<&str> = names.iter().flatten().flatten().collect();
        let name = match names.as_slice() {
            several if several.contains(&"origin") => "origin".to_owned(),
            [only] => (*only).to_owned(),
            _ => self.upstream_remote()?,
        };
        // Of several addresses libgit2 would take the last, and git fetches from the first.
        let config = self.inner.config().ok()?;
        let mut entries = config.multivar(&format!("remote.{name}.url"), None).ok()?;
        let entry = entries.next()?.ok()?;
        let remote = self.inner.remote_anonymous(entry.value().ok()?).ok()?;
        remote.url().ok().map(str::to_owned)
    }

    /// The name of the remote that the branch at HEAD comes from.
    fn upstream_remote(&self) -> Option<String> {
        let branch = self.branch().ok()?;
        let name = self.inner.branch_upstream_remote(&branch).ok()?;
        name.as_str().ok().map(str::to_owned)
    }
}
