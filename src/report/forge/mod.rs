//! Where a commit can be looked at: the page that a site like GitHub has for it.
//!
//! In: the address of a remote, and what sort of site the user says that it is. Out: the addresses of its commits, in
//! `https`. Names, passwords and the ports of other ways than `https` are left behind. Deliberately absent: asking the
//! site; whether it is there, and has the commit, is not known.
//!
//! An address of which anything is in doubt leads nowhere: a plain id is better than a link to something else.

use crate::model::{ForgeSort, ObjectId};
use crate::profile::Ledger;

/// Sites by the names of their hosts. No setting makes another sort of them.
const KNOWN: [(&str, ForgeSort); 9] = [
    ("github.com", ForgeSort::GitHub),
    ("gitlab.com", ForgeSort::GitLab),
    ("salsa.debian.org", ForgeSort::GitLab),
    ("invent.kde.org", ForgeSort::GitLab),
    ("framagit.org", ForgeSort::GitLab),
    ("codeberg.org", ForgeSort::Gitea),
    ("gitea.com", ForgeSort::Gitea),
    ("bitbucket.org", ForgeSort::Bitbucket),
    ("git.sr.ht", ForgeSort::Sourcehut),
];

/// Names that these hosts have besides, for `ssh` behind a firewall.
const PREFIXES: [&str; 3] = ["www.", "ssh.", "altssh."];

/// What names of hosts end in.
const ENDINGS: [(&str, ForgeSort); 2] =
    [(".ghe.com", ForgeSort::GitHub), (".sr.ht", ForgeSort::Sourcehut)];

/// The most characters of an address before the commit's name.
const LONGEST: usize = 400;

/// A site on which the commits of a repository can be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forge {
    /// The address of a commit, without its name.
    prefix: String,
}

impl Forge {
    /// The site that a remote is on. `otherwise` is what sort it is of, where its host is not known by its name.
    #[must_use]
    pub fn of_remote(remote: &str, otherwise: Option<ForgeSort>) -> Option<Self> {
        let remote = Remote::read(remote)?;
        let path = remote.path.trim_matches('/');
        let path = path.strip_suffix(".git").unwrap_or(path);
        let segments: Vec<&str> = path.split('/').collect();
        if !segments.iter().all(|segment| is_plain(segment)) {
            return None;
        }
        let known = KNOWN.iter().find(|(name, _)| remote.is_at(name));
        let (host, sort) = match known {
            Some((name, sort)) => ((*name).to_owned(), *sort),
            None => remote.elsewhere(otherwise, &segments)?,
        };
        let prefix = format!("https://{host}/{}", commits(sort, &remote, &segments)?);
        (prefix.len() <= LONGEST).then_some(Self { prefix })
    }

    /// The address of a commit's page.
    #[must_use]
    pub fn commit(&self, id: ObjectId) -> String {
        format!("{}{id}", self.prefix)
    }
}

/// Where the commits of several ledgers can be looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Links<'a> {
    ledgers: &'a [Ledger],
    forges: &'a [Option<Forge>],
}

impl<'a> Links<'a> {
    /// By ledger, the site that its repository is on, if any.
    #[must_use]
    pub const fn new(ledgers: &'a [Ledger], forges: &'a [Option<Forge>]) -> Self {
        Self { ledgers, forges }
    }

    /// The site that the repository of a ledger is on; the ledger is one of those given.
    #[must_use]
    pub fn of(self, ledger: &Ledger) -> Option<&'a Forge> {
        let at = self.ledgers.iter().position(|known| std::ptr::eq(known, ledger))?;
        self.forges.get(at)?.as_ref()
    }
}

/// How a remote is spoken to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Https,
    Http,
    /// `ssh` or `git`, whose ports say nothing of a page's.
    Other,
}

/// The parts of a remote's address.
struct Remote<'a> {
    way: Way,
    /// In lower case.
    host: String,
    port: Option<u16>,
    path: &'a str,
}

impl<'a> Remote<'a> {
    /// `https://…`, `ssh://…`, `git://…` and `user@host:path`; a path on this machine is none of them.
    fn read(remote: &'a str) -> Option<Self> {
        let (way, authority, path) = if let Some((scheme, rest)) = remote.split_once("://") {
            let way = match scheme {
                "https" => Way::Https,
                "http" => Way::Http,
                "ssh" | "git" | "git+ssh" | "ssh+git" => Way::Other,
                _ => return None,
            };
            let (authority, path) = rest.split_once('/')?;
            (way, authority, path)
        } else if let Some(bracketed) = remote.strip_prefix('[') {
            let (authority, path) = bracketed.split_once("]:")?;
            (Way::Other, authority, path)
        } else {
            let (authority, path) = remote.split_once(':')?;
            (Way::Other, authority, path)
        };
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let (host, port) = match host.split_once(':') {
            Some((host, port)) => (host, Some(port.parse().ok()?)),
            None => (host, None),
        };
        let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
        let is_host = !host.is_empty() && !host.starts_with('.') && host.bytes().all(is_host);
        is_host.then(|| Self { way, host: host.to_ascii_lowercase(), port, path })
    }

    /// Whether the host is the one of this name, under another name for `ssh`, or as people tell their keys apart
    /// (`github.com-work`).
    fn is_at(&self, name: &str) -> bool {
        let aliased = |rest: &str| rest.starts_with('-') && !rest.contains('.');
        let host = PREFIXES.iter().find_map(|prefix| self.host.strip_prefix(prefix));
        host.unwrap_or(&self.host) == name || self.host.strip_prefix(name).is_some_and(aliased)
    }

    /// The host of the pages, and the sort of a site that is not known by its name.
    fn elsewhere(
        &self,
        otherwise: Option<ForgeSort>,
        segments: &[&str],
    ) -> Option<(String, ForgeSort)> {
        let host = &self.host;
        let host = match (self.way, self.port) {
            // Behind such a name may be anything that the user's configuration of `ssh` says.
            (Way::Other, _) if !host.contains('.') => return None,
            (Way::Https, Some(port)) if port != 443 => format!("{host}:{port}"),
            // Where `https` would be heard is not said.
            (Way::Http, Some(port)) if port != 80 => return None,
            _ => host.clone(),
        };
        let ending = ENDINGS.into_iter().find(|(ending, _)| self.host.ends_with(ending));
        let word = ForgeSort::WORDS.into_iter().find(|(word, _)| self.host.contains(word));
        let said = ending.or(word).map(|(_, sort)| sort);
        let by_path = (self.way != Way::Other && self.on_server(segments).is_some())
            .then_some(ForgeSort::Bitbucket);
        // These have no pages of commits like those of repositories.
        let is_gist = self.host.starts_with("gist.");
        Some((host, otherwise.or(said).or(by_path)?)).filter(|_| !is_gist)
    }

    /// What paths of Bitbucket Server say: what comes before `scm`, if anything does, the project and the repository.
    fn on_server<'s>(&self, segments: &'s [&'s str]) -> Option<(&'s [&'s str], [&'s str; 2])> {
        match segments {
            [before @ .., "scm", project, repository] if self.way != Way::Other => {
                Some((before, [project, repository]))
            }
            [project, repository] if self.way == Way::Other => Some((&[], [project, repository])),
            _ => None,
        }
    }
}

/// The path of a commit's page, without its name.
fn commits(sort: ForgeSort, remote: &Remote<'_>, segments: &[&str]) -> Option<String> {
    let is_personal = |segment: &str| segment.starts_with('~');
    let path = segments.join("/");
    let none_personal = !segments.iter().copied().any(is_personal);
    match sort {
        ForgeSort::GitHub if segments.len() == 2 && none_personal => Some(path + "/commit/"),
        ForgeSort::Gitea if segments.len() >= 2 && none_personal => Some(path + "/commit/"),
        ForgeSort::GitLab if segments.len() >= 2 && none_personal => Some(path + "/-/commit/"),
        ForgeSort::Sourcehut if segments.len() == 2 && is_personal(segments[0]) => {
            Some(path + "/commit/")
        }
        ForgeSort::Bitbucket if remote.is_at("bitbucket.org") => {
            (segments.len() == 2 && none_personal).then(|| path + "/commits/")
        }
        ForgeSort::Bitbucket => {
            let (before, [project, repository]) = remote.on_server(segments)?;
            let owner = match project.strip_prefix('~') {
                Some(user) => format!("users/{user}"),
                None => format!("projects/{project}"),
            };
            let mut path = before.to_vec();
            path.extend([&owner, "repos", repository, "commits/"]);
            Some(path.join("/"))
        }
        _ => None,
    }
}

/// Whether a part of a path is as sites let people name things, so that it needs no escape. Wikis are no repositories
/// with pages of their commits.
fn is_plain(segment: &str) -> bool {
    let named = segment.strip_prefix('~').unwrap_or(segment);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let is_wiki = named.as_bytes().ends_with(b".wiki");
    !matches!(named, "" | "." | "..") && !is_wiki && named.bytes().all(is_plain)
}

#[cfg(test)]
mod tests;
