//! The sorts of sites that show commits.
//!
//! In: nothing. Out: a plain type that the settings and the reports share. Deliberately absent: addresses
//! (`report::Forge`).

/// A sort of site that hosts repositories and has a page for every commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForgeSort {
    /// github.com and GitHub Enterprise.
    GitHub,
    /// gitlab.com and others.
    GitLab,
    /// Gitea and Forgejo, such as codeberg.org.
    Gitea,
    /// bitbucket.org, and Bitbucket Server and Data Center.
    Bitbucket,
    /// git.sr.ht and others.
    Sourcehut,
}

impl ForgeSort {
    /// Every sort with the words for it in settings and names of hosts.
    pub const WORDS: [(&'static str, Self); 7] = [
        ("github", Self::GitHub),
        ("gitlab", Self::GitLab),
        ("gitea", Self::Gitea),
        ("forgejo", Self::Gitea),
        ("codeberg", Self::Gitea),
        ("bitbucket", Self::Bitbucket),
        ("sourcehut", Self::Sourcehut),
    ];
}
