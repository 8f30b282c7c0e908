//! The user's repositories.
//!
//! In: what was seen of each. Out: the list, those of one project together. Deliberately absent: looking at them.

use serde::Serialize;

use super::parts::{SCHEMA, date_of};
use crate::model::{ObjectId, Timestamp, by_project};

/// How a listed repository stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RepositoryState {
    /// All that is behind HEAD is known.
    UpToDate,
    /// HEAD is another than at the last run.
    NewCommits,
    /// It was not mined yet.
    NotMined,
    /// It has no commit.
    NoCommits,
    /// It is no longer there.
    Gone,
    /// It is there and cannot be read.
    Unreadable,
}

/// What was seen of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenRepository {
    /// What people would call it.
    pub name: String,
    /// Where it lies.
    pub path: String,
    /// Hooks were put there.
    pub hooks: bool,
    /// The user added it.
    pub added: bool,
    /// How it stands.
    pub state: RepositoryState,
    /// Why it cannot be read, where it cannot.
    pub problem: Option<String>,
    /// Work trees beside the first.
    pub linked_work_trees: usize,
    /// The commits that are known, and when facts were written last.
    pub known: Option<(usize, Timestamp)>,
    /// The commits that its history begins with, as far as they are known.
    pub roots: Vec<ObjectId>,
}

/// A repository of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedRepository {
    /// What people would call it.
    pub name: String,
    /// Where it lies: the work tree, or the repository itself where it is bare.
    pub path: String,
    /// Its project, a number from 1; repositories whose histories begin with the same commit have the same.
    pub project: usize,
    /// Hooks were put there.
    pub hooks: bool,
    /// The user added it.
    pub added: bool,
    /// How it stands.
    pub state: RepositoryState,
    /// Why it cannot be read.
    pub problem: Option<String>,
    /// Commits that are known.
    pub commits: Option<usize>,
    /// The day on which facts were written last.
    pub written: Option<String>,
    /// Work trees beside the first.
    pub linked_work_trees: usize,
}

/// The user's repositories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RepositoryList {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// How many projects they are of.
    pub projects: usize,
    /// The repositories: projects in the order in which they came, and of each the one with most commits first.
    pub repositories: Vec<ListedRepository>,
}

/// The list of what was seen, in the order in which it came.
#[must_use]
pub fn repositories(seen: Vec<SeenRepository>) -> RepositoryList {
    let roots: Vec<&[ObjectId]> = seen.iter().map(|one| one.roots.as_slice()).collect();
    let projects = by_project(&roots);
    let mut repositories: Vec<ListedRepository> =
        projects.iter().zip(seen).map(|(project, seen)| listed(project + 1, seen)).collect();
    repositories.sort_by_key(|one| (one.project, std::cmp::Reverse(one.commits)));
    let projects = projects.into_iter().max().map_or(0, |last| last + 1);
    RepositoryList { schema: SCHEMA, projects, repositories }
}

fn listed(project: usize, seen: SeenRepository) -> ListedRepository {
    let SeenRepository {
        name, path, hooks, added, state, problem, linked_work_trees, known, ..
    } = seen;
    ListedRepository {
        name,
        path,
        project,
        hooks,
        added,
        state,
        problem,
        commits: known.map(|(commits, _)| commits),
        written: known.map(|(_, written)| date_of(written)),
        linked_work_trees,
    }
}

#[cfg(test)]
mod tests {
    use super::{RepositoryState, SeenRepository, repositories};
    use crate::model::ObjectId;

    #[test]
    fn repositories_of_one_project_stand_together() {
        let seen = |name: &str, root: Option<u8>, commits| SeenRepository {
            name: name.to_owned(),
            path: format!("/code/{name}"),
            hooks: false,
            added: true,
            state: RepositoryState::UpToDate,
            problem: None,
            linked_work_trees: 0,
            known: root.map(|_| (commits, 0)),
            roots: root.map(|byte| ObjectId::from_bytes([byte; 20])).into_iter().collect(),
        };
        let list = repositories(vec![
            seen("fork", Some(1), 10),
            seen("other", Some(2), 99),
            seen("new", None, 0),
            seen("clone", Some(1), 12),
        ]);
        let shown = list.repositories.iter().map(|one| (one.name.as_str(), one.project));
        let expected = [("clone", 1), ("fork", 1), ("other", 2), ("new", 3)];
        assert_eq!(shown.collect::<Vec<_>>(), expected);
        assert_eq!(list.projects, 3);
    }
}
