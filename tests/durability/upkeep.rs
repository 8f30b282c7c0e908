//! What git does to a repository without a new commit: packing, borrowing objects, replacing them, and
//! files that say how its history is to be read.

use std::fs;
use std::path::{Path, PathBuf};

use super::common::{TestEnv, object_file, unpack};
use super::dump::{assert_same, dump};
use super::world::{Mined, World, long_stream};

/// A repository with branches, a merge and a work tree.
fn world() -> World {
    let env = TestEnv::new();
    let directory = env.import_stream(long_stream(60).as_bytes());
    let git = |arguments: &[&str]| env.git(&directory, arguments);
    git(&["checkout", "-q", "-b", "side", "main~3"]);
    fs::write(directory.join("beside.rs"), "fn beside() {}\n").unwrap();
    git(&["add", "beside.rs"]);
    git(&["commit", "-qm", "feat: something beside"]);
    git(&["checkout", "-q", "main"]);
    git(&["merge", "-q", "--no-edit", "side"]);
    git(&["tag", "-a", "-m", "A release", "v1"]);
    World::of(env, directory)
}

impl World {
    fn commit(&self, message: &str) {
        let file = self.directory.join("file0.rs");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(file, format!("{text}// {message}\n")).unwrap();
        self.git(&["commit", "-qam", message]);
    }

    /// A store from nothing.
    fn dumped_anew(&self) -> String {
        let anew = self.data("anew");
        let _ = fs::remove_dir_all(&anew);
        self.mine(&anew);
        dump(&anew)
    }

    /// Runs a reading command.
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.headway(&self.data("undisturbed"), arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

#[test]
fn packing_brings_nothing_new() {
    let world = world();
    let data = world.data("undisturbed");
    let lonely = world.git(&["rev-parse", "HEAD"]);
    let upkeep: [&[&str]; 11] = [
        &["pack-refs", "--all"],
        &["repack", "-q", "-d"],
        &["commit-graph", "write", "--reachable"],
        &["repack", "-q"],
        &["multi-pack-index", "write"],
        &["repack", "-q", "-adf"],
        &["gc", "-q", "--prune=now"],
        &["reflog", "expire", "--expire=now", "--all"],
        &["prune-packed"],
        &["multi-pack-index", "write", "--bitmap"],
        &["gc", "-q", "--aggressive", "--prune=now"],
    ];
    let mut usual = world.undisturbed.clone();
    for arguments in upkeep {
        world.git(arguments);
        assert_eq!(Mined::of(&world.mine(&data)), Mined::Nothing, "after git {arguments:?}");
        assert_same(&dump(&data), &usual, &format!("after git {arguments:?}"));
        // While packs and loose objects lie beside each other, whatever was packed.
        world.commit(&format!("fix: after {}", arguments[0]));
        let answer = world.mine(&data);
        assert!(answer.contains(" 1 of them new"), "after git {arguments:?}: {answer}");
        usual = world.dumped_anew();
        assert_same(&dump(&data), &usual, &format!("a commit after git {arguments:?}"));
    }
    unpack(&world.env, &world.directory);
    assert!(object_file(&world.directory, &lonely).exists());
    assert_eq!(Mined::of(&world.mine(&data)), Mined::Nothing);
}

#[test]
fn a_clone_that_borrows_its_objects_has_the_same_facts() {
    let world = world();
    let clone = |from: &Path, name: &str, how: &[&str]| -> PathBuf {
        let to = world.env.root().join(name);
        let places = [from.to_str().unwrap(), to.to_str().unwrap()];
        world.env.git(world.env.root(), &[&["clone", "-q"], how, &places].concat());
        to
    };
    let shared = clone(&world.directory, "shared", &["--shared"]);
    let twice = clone(&shared, "twice", &["--shared", "--bare"]);
    let reference = ["--no-hardlinks", "--reference", world.directory.to_str().unwrap()];
    let referred = clone(&twice, "referred", &reference);
    let relative = clone(&world.directory, "relative", &["--shared"]);
    let alternates = relative.join(".git/objects/info/alternates");
    let name = world.directory.file_name().unwrap().to_str().unwrap();
    fs::write(alternates, format!("# objects of another\n../../../{name}/.git/objects\n")).unwrap();
    for directory in [shared, twice, referred, relative] {
        let borrowed = directory.join(if directory.join(".git").exists() { ".git" } else { "." });
        assert!(borrowed.join("objects/info/alternates").exists());
        let data = world.data(directory.file_name().unwrap().to_str().unwrap());
        let mut command = world.headway(&data, &["mine"]);
        let output = command.current_dir(&directory).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_same(&dump(&data), &world.undisturbed, &directory.to_string_lossy());
    }
}

/// Who wrote what, as git tells it and as the next run does.
fn assert_as_git_says(world: &World, when: &str) {
    let data = world.data("undisturbed");
    world.mine(&data);
    let history = world.history(&data);
    let ours = history.commits.iter().map(|commit| {
        let author = &history.people[commit.author.get()];
        format!("{} {} <{}> {}", commit.id, author.name, author.email, commit.subject)
    });
    let mut ours: Vec<String> = ours.collect();
    let gits = world.git(&["log", "--format=%H %aN <%aE> %s"]);
    let mut gits: Vec<&str> = gits.lines().collect();
    ours.sort();
    gits.sort_unstable();
    assert_eq!(ours, gits, "{when}");
    assert!(history == world.history_anew(), "{when}: not as a run from nothing reads it");
}

impl World {
    fn history_anew(&self) -> git_headway::model::History {
        self.dumped_anew();
        self.history(&self.data("anew"))
    }
}

#[test]
fn replaced_commits_are_those_that_git_shows() {
    let world = world();
    let id = world.git(&["rev-parse", "HEAD~5"]);
    let object = world.git(&["cat-file", "commit", &id]);
    let edited = object.replace("A <a@example.org>", "Bo <bo@example.org>");
    let edited = edited.replace("\n\nfix", "\n\nfeat: said in other words");
    assert_ne!(edited, object);
    let write = ["hash-object", "-t", "commit", "-w", "--stdin"];
    let new = world.env.git_fed(&world.directory, &write, edited.as_bytes());
    let new = String::from_utf8(new).unwrap();
    world.git(&["replace", &id, new.trim()]);
    assert_as_git_says(&world, "another author and another message");
    world.git(&["pack-refs", "--all"]);
    assert_as_git_says(&world, "the reference is packed");
    world.git(&["replace", "-d", &id]);
    assert_as_git_says(&world, "taken back");
    world.git(&["replace", "--graft", "HEAD~10"]);
    assert_as_git_says(&world, "a history that is cut off");
    world.git(&["replace", "-d", &world.git(&["rev-parse", "HEAD~10"])]);
    let tip = world.git(&["rev-parse", "HEAD"]);
    world.git(&["replace", "--graft", "HEAD", "HEAD~2"]);
    assert_as_git_says(&world, "HEAD itself");
    world.git(&["replace", "-d", &tip]);
    assert_as_git_says(&world, "HEAD taken back");
    // One blob, and with it the lines of a commit.
    let blob = world.git(&["rev-parse", "HEAD:file3.rs"]);
    let write = ["hash-object", "-w", "--stdin"];
    let new = world.env.git_fed(&world.directory, &write, b"one line\nand another\n");
    world.git(&["replace", &blob, String::from_utf8(new).unwrap().trim()]);
    assert_as_git_says(&world, "a blob");
    let data = world.data("undisturbed");
    let history = world.history(&data);
    let lines: u32 = history.live.iter().map(|live| live.lines).sum();
    let gits = world.git(&["grep", "-c", "", "HEAD"]);
    let gits: u32 =
        gits.lines().map(|line| line.rsplit(':').next().unwrap().parse::<u32>().unwrap()).sum();
    assert_eq!(lines, gits);
}

#[test]
fn another_mailmap_names_other_people_and_mines_nothing() {
    let world = world();
    let data = world.data("undisturbed");
    // So that no answer has a commit left to look into.
    world.says(&["mine", "--deep"]);
    let known = dump(&data);
    let people = |world: &World| -> Vec<String> {
        let history = world.history(&data);
        history.people.iter().map(|person| format!("{} <{}>", person.name, person.email)).collect()
    };
    let as_git_says = |world: &World| {
        let mut gits: Vec<String> =
            world.git(&["log", "--format=%aN <%aE>"]).lines().map(str::to_owned).collect();
        gits.sort();
        gits.dedup();
        assert_eq!(people(world), gits);
        assert_same(&dump(&data), &known, "only read");
    };
    as_git_says(&world);
    let before = world.says(&["profile", "--author", "a@example.org"]);
    assert!(before.starts_with("A in "), "{before}");
    let mailmap = world.directory.join(".mailmap");
    fs::write(&mailmap, "Ada Byron <ada@example.org> <a@example.org>\n").unwrap();
    as_git_says(&world);
    let after = world.says(&["profile", "--author", "ada@example.org"]);
    assert!(after.starts_with("Ada Byron in "), "{after}");
    fs::write(&mailmap, "Countess Lovelace <a@example.org>\n").unwrap();
    as_git_says(&world);
    fs::remove_file(&mailmap).unwrap();
    let elsewhere = world.env.root().join("people");
    fs::write(&elsewhere, "Ada <a@example.org>\n").unwrap();
    world.git(&["config", "mailmap.file", elsewhere.to_str().unwrap()]);
    as_git_says(&world);
    world.git(&["config", "--unset", "mailmap.file"]);
    as_git_says(&world);
}

#[test]
fn other_revisions_to_ignore_change_what_is_said_and_mine_nothing() {
    let world = world();
    let data = world.data("undisturbed");
    let id = world.git(&["rev-parse", "HEAD~5"]);
    let is_ignored = |world: &World| world.says(&["show", &id]).contains("kind-blame-ignored/");
    assert!(!is_ignored(&world));
    // What the commit did to the structure is known from here on.
    let known = dump(&data);
    let list = world.directory.join("ignored");
    fs::write(&list, format!("# layout\n{id}\n")).unwrap();
    world.git(&["config", "blame.ignoreRevsFile", "ignored"]);
    assert!(is_ignored(&world));
    fs::write(&list, "# nothing\n").unwrap();
    assert!(!is_ignored(&world));
    fs::write(&list, format!("{id}\n")).unwrap();
    world.git(&["config", "--unset", "blame.ignoreRevsFile"]);
    assert!(!is_ignored(&world));
    assert_same(&dump(&data), &known, "only read");
    // The file that every clone brings along is that of HEAD.
    fs::rename(&list, world.directory.join(".git-blame-ignore-revs")).unwrap();
    world.git(&["add", ".git-blame-ignore-revs"]);
    world.git(&["commit", "-qm", "List what was only layout"]);
    assert!(world.mine(&data).contains(" 1 of them new"));
    assert!(is_ignored(&world));
    world.git(&["rm", "-q", ".git-blame-ignore-revs"]);
    world.git(&["commit", "-qm", "Ignore nothing"]);
    assert!(!is_ignored(&world));
}
