//! The moments at which git calls.
//!
//! In: nothing. Out: the two events, their file names and their shell text.
//! Deliberately absent: what is done when git calls.

use std::fmt;

/// A hook of git that git-headway uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Event {
    /// A commit was made, by `git commit` or on its way through a rebase or cherry-pick.
    PostCommit,
    /// Commits were replaced by others, by `git commit --amend` or `git rebase`.
    PostRewrite,
}

impl Event {
    /// Both, in the order in which they are installed.
    pub const ALL: [Self; 2] = [Self::PostCommit, Self::PostRewrite];

    /// The name of the hook file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PostCommit => "post-commit",
            Self::PostRewrite => "post-rewrite",
        }
    }

    /// The name under which a hook that was there before is kept.
    #[must_use]
    pub fn previous_name(self) -> String {
        format!("{}.headway-prev", self.name())
    }

    /// The line a person adds to a hook of their own, where git-headway does not write.
    #[must_use]
    pub fn snippet(self) -> String {
        let name = self.name();
        format!("command -v git-headway >/dev/null 2>&1 && git-headway hook {name} \"$@\" || :")
    }

    /// The shell text with its places left open.
    pub(super) const fn template(self) -> &'static str {
        match self {
            Self::PostCommit => include_str!("../../hooks/post-commit.sh"),
            Self::PostRewrite => include_str!("../../hooks/post-rewrite.sh"),
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}
