//! Addresses of remotes, and what becomes of them.

use super::{Forge, Links};
use crate::model::{ForgeSort, ObjectId};
use crate::profile::Ledger;

const ID: &str = "0123456789abcdef0123456789abcdef01234567";

/// Where a remote's commit is, without `https://` and the name.
fn page(remote: &str, otherwise: Option<ForgeSort>) -> Option<String> {
    let forge = Forge::of_remote(remote, otherwise)?;
    let url = forge.commit(ObjectId::from_hex(ID.as_bytes()).unwrap());
    let page = url.strip_prefix("https://").and_then(|rest| rest.strip_suffix(ID));
    Some(page.unwrap_or_else(|| panic!("{url}")).to_owned())
}

#[test]
fn remotes_and_the_pages_of_their_commits() {
    let table = [
        // GitHub, in every way of writing it.
        ("https://github.com/ada/engine.git", "github.com/ada/engine/commit/"),
        ("https://github.com/ada/engine", "github.com/ada/engine/commit/"),
        ("https://github.com/ada/engine/", "github.com/ada/engine/commit/"),
        ("https://www.github.com/ada/engine", "github.com/ada/engine/commit/"),
        ("https://ada:ghp_s3cret@github.com/ada/engine.git", "github.com/ada/engine/commit/"),
        ("https://x@y:p@ss@GitHub.com:443/ada/engine.git", "github.com/ada/engine/commit/"),
        ("http://github.com:80/ada/engine.git", "github.com/ada/engine/commit/"),
        ("git://github.com/ada/engine.git", "github.com/ada/engine/commit/"),
        ("git@github.com:ada/engine.git", "github.com/ada/engine/commit/"),
        ("git@github.com:/ada/engine.git", "github.com/ada/engine/commit/"),
        ("github.com:ada/engine", "github.com/ada/engine/commit/"),
        ("git@github.com-work:ada/engine.git", "github.com/ada/engine/commit/"),
        ("ssh://git@github.com/ada/engine.git", "github.com/ada/engine/commit/"),
        ("ssh://git@ssh.github.com:443/ada/engine.git", "github.com/ada/engine/commit/"),
        ("[git@ssh.github.com:443]:ada/engine.git", "github.com/ada/engine/commit/"),
        ("git+ssh://git@github.com/ada/.github", "github.com/ada/.github/commit/"),
        ("git@github.example.org:ada/engine.git", "github.example.org/ada/engine/commit/"),
        ("https://north.ghe.com/ada/engine", "north.ghe.com/ada/engine/commit/"),
        // GitLab, with groups in groups, below a path and beside another port.
        ("git@gitlab.com:group/sub/deep/it.git", "gitlab.com/group/sub/deep/it/-/commit/"),
        ("ssh://git@altssh.gitlab.com:443/group/it.git", "gitlab.com/group/it/-/commit/"),
        ("https://oauth2:t0ken@gitlab.example.org/g/it", "gitlab.example.org/g/it/-/commit/"),
        ("https://gitlab.example.org:8443/g/it.git", "gitlab.example.org:8443/g/it/-/commit/"),
        ("ssh://git@gitlab.example.org:2222/g/it.git", "gitlab.example.org/g/it/-/commit/"),
        ("https://gitlab/g/it.git", "gitlab/g/it/-/commit/"),
        ("https://gitlab.example.org/scm/tools/it", "gitlab.example.org/scm/tools/it/-/commit/"),
        ("https://salsa.debian.org/team/it.git", "salsa.debian.org/team/it/-/commit/"),
        // Gitea and Forgejo.
        ("git@codeberg.org:ada/engine.git", "codeberg.org/ada/engine/commit/"),
        ("https://gitea.example.org/ada/engine.git", "gitea.example.org/ada/engine/commit/"),
        ("https://forgejo.example.org/git/a/b.git", "forgejo.example.org/git/a/b/commit/"),
        // Bitbucket, and Bitbucket Server.
        ("git@bitbucket.org:ada/engine.git", "bitbucket.org/ada/engine/commits/"),
        ("https://ada@bitbucket.org/ada/engine.git", "bitbucket.org/ada/engine/commits/"),
        (
            "https://code.example.org/scm/eng/it.git",
            "code.example.org/projects/eng/repos/it/commits/",
        ),
        (
            "https://bitbucket.example.org/scm/~ada/it.git",
            "bitbucket.example.org/users/ada/repos/it/commits/",
        ),
        (
            "https://example.org/bitbucket/scm/ENG/it.git",
            "example.org/bitbucket/projects/ENG/repos/it/commits/",
        ),
        (
            "ssh://git@bitbucket.example.org:7999/eng/it.git",
            "bitbucket.example.org/projects/eng/repos/it/commits/",
        ),
        // sourcehut.
        ("git@git.sr.ht:~ada/engine", "git.sr.ht/~ada/engine/commit/"),
        ("https://git.sr.ht/~ada/engine", "git.sr.ht/~ada/engine/commit/"),
        ("git@git.sourcehut.example:~ada/engine", "git.sourcehut.example/~ada/engine/commit/"),
    ];
    for (remote, expected) in table {
        assert_eq!(page(remote, None).as_deref(), Some(expected), "{remote}");
    }
}

#[test]
fn what_leads_nowhere() {
    let long = format!("https://github.com/ada/{}", "e".repeat(500));
    let table = [
        "",
        "/srv/git/github.com/ada/engine.git",
        "../engine.git",
        "C:\\code\\engine",
        "C:/code/engine",
        "file:///srv/github.com/ada/engine.git",
        "ext::ssh -p 22 github.com ada/engine",
        "hg::https://github.com/ada/engine",
        "ftp://github.com/ada/engine",
        "javascript://github.com/ada/engine",
        "https:///ada/engine",
        "https://github.com",
        "https://github.com/",
        "https://github.com/engine",
        "https://github.com/ada/engine/more",
        "https://github.com/ada//engine",
        "https://github.com/../engine",
        "https://github.com/ada/..git",
        "https://github.com/ada/.git",
        "https://github.com/ada/engine.wiki.git",
        "https://github.com/~ada/engine",
        "https://github.com/ada/engine?x=1",
        "https://github.com/ada/engine#x",
        "https://github.com/ada/%2e%2e",
        "https://github.com/a\"onclick=\"x/engine",
        "https://github.com/<script>/engine",
        "https://github.com/ada/engine\u{1b}[31m",
        "https://github.com/ada/\u{202e}engine",
        "https://github.com:port/ada/engine",
        "https://github.com\\@evil.example/ada/engine",
        "https://gist.github.com/ada/0123456789.git",
        "https://git.example.org/ada/engine.git",
        "https://git.example.org/scm/repo/space/name",
        "https://dev.azure.com/ada/engine/_git/engine",
        "https://[::1]/gitlab/engine",
        "http://gitlab.example.org:8080/g/it.git",
        "https://bitbucket.org/engine",
        "https://bitbucket.example.org/eng/it.git",
        "https://git.sr.ht/ada/engine",
        "git@work:ada/engine.git",
        "git@gitlab:g/it.git",
        "git@git.example.org:a/b.git",
        "git@github.com.evil-.:",
        &long,
    ];
    for remote in table {
        assert_eq!(page(remote, None), None, "{remote}");
    }
}

#[test]
fn a_name_that_looks_like_a_known_one_is_not_it() {
    let evil = page("git@github.com-x.evil.example:ada/engine.git", None);
    assert_eq!(evil.as_deref(), Some("github.com-x.evil.example/ada/engine/commit/"));
    assert_eq!(page("https://evil.example/github.com/ada", None), None);
    assert_eq!(page("https://github.com@evil.example/ada/engine", None), None);
}

#[test]
fn the_setting_is_for_hosts_that_are_not_known_by_name() {
    let said = |remote, sort| page(remote, Some(sort));
    let expected = Some("git.example.org/g/it/-/commit/".to_owned());
    assert_eq!(said("git@git.example.org:g/it.git", ForgeSort::GitLab), expected);
    let known = said("git@github.com:ada/engine.git", ForgeSort::GitLab);
    assert_eq!(known.as_deref(), Some("github.com/ada/engine/commit/"));
    let by_word = said("https://gitlab.example.org/ada/engine", ForgeSort::Gitea);
    assert_eq!(by_word.as_deref(), Some("gitlab.example.org/ada/engine/commit/"));
    let server = said("ssh://git@code.example.org:7999/eng/it.git", ForgeSort::Bitbucket);
    assert_eq!(server.as_deref(), Some("code.example.org/projects/eng/repos/it/commits/"));
    // A name that only a configuration of ssh explains.
    assert_eq!(said("git@work:g/it.git", ForgeSort::GitLab), None);
}

#[test]
fn each_ledger_has_the_site_of_its_repository() {
    let ledgers = [Ledger::default(), Ledger::default()];
    let forges = [None, Forge::of_remote("https://github.com/ada/engine", None)];
    let links = Links::new(&ledgers, &forges);
    assert_eq!(links.of(&ledgers[0]), None);
    assert_eq!(links.of(&ledgers[1]), forges[1].as_ref());
    assert_eq!(links.of(&Ledger::default()), None);
    assert_eq!(Links::default().of(&ledgers[1]), None);
}
