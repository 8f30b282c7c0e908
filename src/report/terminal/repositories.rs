//! The user's repositories on a terminal.
//!
//! In: the list. Out: one table, and what is wrong with some. Deliberately absent: what to do about it.

use super::screen::Screen;
use crate::report::words::count;
use crate::report::{Column, Grid, Label, ListedRepository, RepositoryList, RepositoryState, Text};

/// The repositories, no line wider than `width` columns.
#[must_use]
pub fn repositories(list: &RepositoryList, width: usize) -> Text {
    let mut screen = Screen::new(width);
    let all = count(list.repositories.len(), "repository", "repositories");
    let projects = count(list.projects, "project", "projects");
    let title = format!("Your {all}, of {projects}");
    screen.paragraph(&[(Label::Heading, &title)]).blank().table(&grid(&list.repositories));
    for one in &list.repositories {
        if let Some(problem) = &one.problem {
            let says = format!("{} cannot be read: {problem}", one.name);
            screen.blank().paragraph(&[(Label::Plain, &says)]);
        }
    }
    if list.projects < list.repositories.len() {
        let says = "Indented ones are of the project above them: their histories begin with the same \
                    commit, and each commit counts once.";
        screen.blank().paragraph(&[(Label::Muted, says)]);
    }
    screen.finish()
}

fn grid(repositories: &[ListedRepository]) -> Grid {
    let columns = vec![
        Column::words("repository").labelled(Label::Strong),
        Column::number("commits"),
        Column::words("state"),
        Column::words("where").labelled(Label::Path),
        Column::words("facts of"),
        Column::words("hooks"),
    ];
    let is_further = |at: usize| at > 0 && repositories[at - 1].project == repositories[at].project;
    let rows = repositories.iter().enumerate().map(|(at, one)| {
        vec![
            if is_further(at) { format!("  {}", one.name) } else { one.name.clone() },
            one.commits.map(|commits| commits.to_string()).unwrap_or_default(),
            state(one.state).to_owned(),
            place(one),
            one.written.clone().unwrap_or_default(),
            if one.hooks { "yes" } else { "no" }.to_owned(),
        ]
    });
    Grid { rows: rows.collect(), columns }
}

const fn state(state: RepositoryState) -> &'static str {
    match state {
        RepositoryState::UpToDate => "up to date",
        RepositoryState::NewCommits => "new commits",
        RepositoryState::NotMined => "not mined yet",
        RepositoryState::NoCommits => "no commits",
        RepositoryState::Gone => "gone",
        RepositoryState::Unreadable => "unreadable",
    }
}

fn place(one: &ListedRepository) -> String {
    match one.linked_work_trees {
        0 => one.path.clone(),
        more => format!("{} and {}", one.path, count(more, "work tree", "work trees")),
    }
}

#[cfg(test)]
mod tests {
    use super::repositories;
    use crate::report::{ListedRepository, RepositoryList, RepositoryState};

    #[test]
    fn one_project_stands_together_and_reasons_follow() {
        let one = |name: &str, project, state| ListedRepository {
            name: name.to_owned(),
            path: format!("/home/ada/code/{name}"),
            project,
            hooks: project == 1,
            added: true,
            state,
            problem: None,
            commits: Some(name.len() * 100),
            written: Some("2025-06-30".to_owned()),
            linked_work_trees: 0,
        };
        let mut list = RepositoryList {
            schema: 1,
            projects: 3,
            repositories: vec![
                one("engine", 1, RepositoryState::UpToDate),
                one("fork", 1, RepositoryState::NewCommits),
                one("tools", 2, RepositoryState::Gone),
                one("old", 3, RepositoryState::Unreadable),
            ],
        };
        list.repositories[0].linked_work_trees = 2;
        let unreadable = &mut list.repositories[3];
        (unreadable.commits, unreadable.written) = (None, None);
        unreadable.problem = Some("its configuration is damaged".to_owned());
        insta::assert_snapshot!(repositories(&list, 100).to_string(), @"
        Your 4 repositories, of 3 projects

        repository  commits  state        where                                   facts of    hooks
        engine          600  up to date   /home/ada/code/engine and 2 work trees  2025-06-30  yes
          fork          400  new commits  /home/ada/code/fork                     2025-06-30  yes
        tools           500  gone         /home/ada/code/tools                    2025-06-30  no
        old                  unreadable   /home/ada/code/old                                  no

        old cannot be read: its configuration is damaged

        Indented ones are of the project above them: their histories begin with the same commit, and each
        commit counts once.
        ");
        for line in repositories(&list, 40).to_string().lines() {
            assert!(line.chars().count() <= 40, "{line}");
        }
    }
}
