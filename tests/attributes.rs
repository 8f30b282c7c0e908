//! Marks of `.gitattributes` in runs that find little new.
//!
//! In: a repository that grows commit by commit, mined after each. Out: nothing, or a failed assertion
//! that a mark came late or stayed. Deliberately absent: what the marks mean to a verdict.

#![expect(clippy::unwrap_used, reason = "a step that fails ends the test, in functions too")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::TestEnv;
use git_headway::git::{DiffAlgorithm, Repository};
use git_headway::mine::Silent;
use git_headway::model::GitattributesMark;
use git_headway::pipeline;
use git_headway::store::Selection;

struct World {
    env: TestEnv,
    repository: PathBuf,
}

impl World {
    fn commit(&self, name: &str, content: &str) {
        fs::write(self.repository.join(name), content).unwrap();
        self.env.git(&self.repository, &["add", "."]);
        self.env.git(&self.repository, &["commit", "-qm", name]);
    }

    /// Mines what is new, and says of each path that ever changed whether it is marked as generated.
    fn generated(&self) -> Vec<(String, bool)> {
        let repository = Repository::open(Some(&self.repository)).unwrap();
        let data: &Path = &self.env.root().join("data");
        let mut store = pipeline::open_store(data, &repository).unwrap();
        pipeline::mine(&repository, &mut store, DiffAlgorithm::default(), &Silent).unwrap();
        let history = pipeline::read(&repository, &store, Selection::All).unwrap();
        let changes = history.file_changes.iter().map(|change| {
            (change.path.to_string(), change.mark == Some(GitattributesMark::Generated))
        });
        let mut marks: Vec<_> = changes.filter(|(path, _)| path != ".gitattributes").collect();
        marks.sort();
        marks.dedup();
        marks
    }
}

#[test]
fn marks_come_and_go_with_the_file_that_sets_them() {
    let env = TestEnv::new();
    let repository = env.root().join("work");
    fs::create_dir(&repository).unwrap();
    env.git(&repository, &["init", "--quiet"]);
    let world = World { env, repository };
    let path = |name: &str, generated| (name.to_owned(), generated);
    world.commit("a.gen", "1\n");
    assert_eq!(world.generated(), [path("a.gen", false)]);
    world.commit("b.gen", "1\n");
    assert_eq!(world.generated(), [path("a.gen", false), path("b.gen", false)]);
    world.commit(".gitattributes", "*.gen linguist-generated\n");
    assert_eq!(world.generated(), [path("a.gen", true), path("b.gen", true)]);
    world.commit("c.gen", "1\n");
    assert_eq!(world.generated()[2], path("c.gen", true));
    world.commit(".gitattributes", "*.gen text\n");
    assert_eq!(world.generated()[2], path("c.gen", false));
    world.env.git(&world.repository, &["reset", "-q", "--hard", "HEAD~1"]);
    assert_eq!(world.generated()[2], path("c.gen", true));
}

#[test]
fn a_file_of_attributes_speaks_of_its_own_directory() {
    let env = TestEnv::new();
    let repository = env.root().join("work");
    fs::create_dir_all(repository.join("sub")).unwrap();
    env.git(&repository, &["init", "--quiet"]);
    let world = World { env, repository };
    let path = |name: &str, generated| (name.to_owned(), generated);
    world.commit("a.gen", "1\n");
    world.commit("sub/b.gen", "1\n");
    fs::write(world.repository.join("sub/.gitattributes"), "*.gen linguist-generated\n").unwrap();
    world.commit("sub/c.gen", "1\n");
    let attributes = path("sub/.gitattributes", false);
    let marks =
        [path("a.gen", false), attributes, path("sub/b.gen", true), path("sub/c.gen", true)];
    assert_eq!(world.generated(), marks);
    world.commit("sub/d.gen", "1\n");
    world.commit("e.gen", "1\n");
    let marks = world.generated();
    assert!(marks.contains(&path("sub/d.gen", true)) && marks.contains(&path("e.gen", false)));
}
