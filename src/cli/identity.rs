//! Everything by which the user is known.
//!
//! In: git's configuration here and in every listed repository, `headway.me`, and the journal. Out: the user, as `profile` knows them.
//! Deliberately absent: who is whom (`profile`), and saying so (`me`).

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::git::{Repository, repository_name};
use crate::journal::{Contents, identities};
use crate::model::Person;
use crate::profile::Me;
use crate::registry::Registry;

/// The name of a repository, and who git says the user is in it.
type User = (String, Person);

/// Who git says the user is in each listed repository, looked up once a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Users(Arc<OnceLock<Vec<(PathBuf, User)>>>);

impl Users {
    /// Those of a list. A repository that cannot be opened says nothing, and neither does a list that cannot be read: whoever
    /// works on them tells.
    fn listed(&self, data_dir: &Path) -> &[(PathBuf, User)] {
        self.0.get_or_init(|| {
            let listed = Registry::new(data_dir).read().unwrap_or_default();
            let users = listed.into_iter().filter_map(|entry| {
                let user = Repository::open_at(&entry.common_dir).ok()?.user()?;
                Some((entry.common_dir.clone(), (repository_name(&entry.common_dir), user)))
            });
            users.collect()
        })
    }
}

/// The user, as far as anything says who that is. Without a repository only the listed ones speak.
pub(super) fn me(
    users: &Users,
    repository: Option<&Repository>,
    data_dir: &Path,
    patterns: &[String],
    said: &Contents,
) -> Me {
    let here = repository.map(|repository| (repository.common_dir(), repository.name()));
    let user_here = repository.and_then(Repository::user);
    let is_here = |dir: &Path| here.as_ref().is_some_and(|(here, _)| here == dir);
    let elsewhere = users.listed(data_dir).iter().filter(|(dir, _)| !is_here(dir));
    let name_here = here.as_ref().map(|(_, name)| name.clone());
    let first = name_here.zip(user_here);
    let said = identities(&said.records);
    Me {
        users: first.into_iter().chain(elsewhere.map(|(_, user)| user.clone())).collect(),
        patterns: patterns.to_vec(),
        mine: said.mine,
        not_mine: said.not_mine,
    }
}
