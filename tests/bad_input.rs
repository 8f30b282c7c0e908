//! Repositories, data folders and words that are not as they should be, through the program.
//!
//! In: a table of damages, each done to a small history. Out: what each command says of it, held by
//! snapshots: the exit code, one line that says what happened and where, one that says what to do.
//! Deliberately absent: the answers for healthy histories, and Ctrl-C (`terminal.rs`).
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "what cannot be prepared has failed its test")]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use common::{Output, SmallDisk, TestEnv, object_file, unpack};

/// The story that is damaged, and a file of it.
const STORY: &str = "patched-then-root-cause";
const NOW: &str = "2025-02-01T12:00:00Z";

/// Every command that mines or reads.
const COMMANDS: [&[&str]; 6] = [
    &["mine"],
    &["show"],
    &["why", "src/session.rs"],
    &["hotspots"],
    &["profile"],
    &["retro", "--year", "2024"],
];

/// A closed world with the story in it.
fn world() -> (TestEnv, PathBuf) {
    let env = TestEnv::at(NOW);
    let directory = env.import(STORY);
    env.git(env.root(), &["config", "--global", "user.name", "Ada Byron"]);
    env.git(env.root(), &["config", "--global", "user.email", "ada@example.org"]);
    (env, directory)
}

/// Runs a command and checks what holds of every answer.
fn run(env: &TestEnv, directory: &Path, arguments: &[&str]) -> Output {
    let output = env.headway(directory, arguments);
    let Output { stdout, stderr, code } = &output;
    assert!((0..=2).contains(code), "{arguments:?}: {code}\n{stderr}");
    assert!(!stderr.contains("panicked"), "{arguments:?}: {stderr}");
    for text in [stdout, stderr] {
        let raw = text.chars().find(|character| character.is_control() && *character != '\n');
        assert_eq!(raw, None, "{arguments:?}: {text}");
    }
    if *code == 0 || arguments == ["mine"] && stderr.contains("cannot read commit") {
        assert!(!stdout.is_empty(), "{arguments:?} answers nothing");
    } else {
        assert!(stderr.contains("git-headway: "), "{arguments:?}: {stderr}");
    }
    output
}

/// What the commands say, those together that say the same: their names, the exit code and stderr.
fn said(env: &TestEnv, directory: &Path) -> String {
    said_to(env, directory, &COMMANDS)
}

fn said_to(env: &TestEnv, directory: &Path, commands: &[&[&str]]) -> String {
    let mut groups: Vec<(String, i32, String)> = Vec::new();
    for arguments in commands {
        let Output { stderr, code, .. } = run(env, directory, arguments);
        match groups.iter_mut().find(|group| (group.1, &group.2) == (code, &stderr)) {
            Some((names, ..)) => _ = write!(names, " {}", arguments[0]),
            None => groups.push((arguments[0].to_owned(), code, stderr)),
        }
    }
    let mut text = String::new();
    for (names, code, stderr) in groups {
        let _ = write!(text, "{names}: {code}\n{stderr}");
    }
    text
}

/// The name of an object of the story.
fn id(env: &TestEnv, directory: &Path, revision: &str) -> String {
    env.git(directory, &["rev-parse", revision]).trim().to_owned()
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[test]
fn no_repository() {
    let env = TestEnv::new();
    let folder = env.root().join("folder");
    fs::create_dir(&folder).unwrap();
    insta::assert_snapshot!(said(&env, &folder), @"
    mine show why hotspots: 1
    git-headway: $TEST/folder is not inside a git repository
    hint: run this inside a repository, or name one: `git headway -C DIR …`
    profile retro: 1
    git-headway: there is no repository here, and none is listed
    hint: `git headway repos scan DIR` finds and lists those below a folder
    ");
    insta::assert_snapshot!(said_to(&env, env.root(), &[&["-C", "folder", "mine"]]), @r"
    -C: 1
    git-headway: $TEST/folder is not inside a git repository
    hint: run this inside a repository, or name one: `git headway -C DIR …`
    ");
    insta::assert_snapshot!(said_to(&env, env.root(), &[&["-C", "nowhere", "mine"]]), @r"
    -C: 2
    git-headway: there is no folder `./nowhere` (-C)
    ");
}

#[test]
fn a_repository_without_commits() {
    let env = TestEnv::new();
    env.git(env.root(), &["init", "-q", "empty"]);
    insta::assert_snapshot!(said(&env, &env.root().join("empty")), @r"
    mine hotspots profile retro: 0
    show: 1
    git-headway: there is no commit yet in $TEST/empty/.git/
    why: 1
    git-headway: no commit here touched `src/session.rs`
    hint: give the path from the top of the repository, or from where you stand
    ");
}

#[test]
fn formats_that_cannot_be_read() {
    let env = TestEnv::new();
    let mut newest = env.command("git", env.root());
    newest.args(["init", "-q", "--ref-format=reftable", "try"]);
    if !newest.output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: this git makes no repositories of newer formats");
        return;
    }
    for (name, format) in [("names", "--object-format=sha256"), ("table", "--ref-format=reftable")]
    {
        env.git(env.root(), &["init", "-q", format, name]);
        env.git(&env.root().join(name), &["commit", "-q", "--allow-empty", "-m", "x"]);
    }
    insta::assert_snapshot!(said(&env, &env.root().join("names")), @r"
    mine show why hotspots profile retro: 1
    git-headway: the repository at $TEST/names uses SHA-256 object names, which git-headway cannot read yet
    hint: there is nothing to do yet; other repositories are not affected
    ");
    insta::assert_snapshot!(said(&env, &env.root().join("table")), @r"
    mine show why hotspots profile retro: 1
    git-headway: the repository at $TEST/table uses the reftable format, which git-headway cannot read yet
    hint: `git refs migrate --ref-format=files` changes it, and back
    ");
}

#[test]
fn the_repository_of_somebody_else() {
    if !is_root() {
        eprintln!("skipped: only root can give a repository away");
        return;
    }
    let (env, directory) = world();
    for entry in [&directory, &directory.join(".git")] {
        std::os::unix::fs::chown(entry, Some(12_345), Some(12_345)).unwrap();
    }
    insta::assert_snapshot!(said(&env, &directory), @r"
    mine show why hotspots profile retro: 1
    git-headway: the repository at $TEST/repository-0 belongs to another user
    hint: if you trust it: `git config --global --add safe.directory $TEST/repository-0`
    ");
    env.git(env.root(), &["config", "--global", "safe.directory", &directory.to_string_lossy()]);
    insta::assert_snapshot!(said(&env, &directory), @"mine show why hotspots profile retro: 0");
}

#[test]
fn kinds_of_repositories_that_are_fine() {
    let (env, directory) = world();
    let usual = run(&env, &directory, &["show", "HEAD"]).stdout;
    env.git(&directory, &["branch", "README.md"]);
    env.git(&directory, &["clone", "-q", "--bare", ".", "../bare.git"]);
    env.git(&directory, &["worktree", "add", "-q", "../linked"]);
    env.git(&directory, &["checkout", "-q", "--detach"]);
    for place in [&directory, &env.root().join("bare.git"), &env.root().join("linked")] {
        assert_eq!(run(&env, place, &["show"]).stdout, usual, "{}", place.display());
        let commands = [
            ["mine"].as_slice(),
            &["why", "src/session.rs"],
            &["hotspots"],
            &["show", "README.md"],
        ];
        insta::allow_duplicates! {
            insta::assert_snapshot!(said_to(&env, place, &commands), @"mine why hotspots show: 0");
        }
    }
    let outer = env.root().join("outer");
    env.git(env.root(), &["init", "-q", "outer"]);
    let url = directory.to_string_lossy().into_owned();
    let add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &url, "inner"];
    env.git(&outer, &add);
    env.git(&outer, &["commit", "-q", "-m", "Add the inner one"]);
    assert_eq!(run(&env, &outer.join("inner"), &["show"]).stdout, usual);
    insta::assert_snapshot!(said_to(&env, &outer, &[&["mine"], &["show"], &["profile"]]), @"mine show profile: 0");
}

#[test]
fn a_shallow_clone() {
    let (env, directory) = world();
    let url = format!("file://{}", directory.display());
    env.git(env.root(), &["clone", "-q", "--depth", "3", &url, "shallow"]);
    insta::assert_snapshot!(said(&env, &env.root().join("shallow")), @r"
    mine show why hotspots profile retro: 0
    git-headway: this clone is shallow; the history before its first commits is not here
    hint: `git fetch --unshallow` brings it
    ");
}

#[test]
fn a_partial_clone_whose_remote_is_gone() {
    let (env, directory) = world();
    env.git(&directory, &["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", directory.display());
    let clone = ["clone", "-q", "--no-checkout", "--filter=blob:none", &url, "partial"];
    env.git(env.root(), &clone);
    fs::rename(&directory, env.root().join("away")).unwrap();
    insta::assert_snapshot!(said(&env, &env.root().join("partial")), @r"
    mine: 0
    hint: once git has it (`git fetch --refetch` in a partial clone), the next run takes it in
    show why hotspots profile retro: 0
    git-headway: warning: git does not have the content of 15 file changes here; those lines are left out
    hint: once git has it (`git fetch --refetch` in a partial clone), the next run takes it in
    ");
}

/// What is done to the object that a revision names.
#[derive(Clone, Copy)]
enum Damage {
    Lose,
    Scramble,
}

fn damaged(damage: Damage, revision: &str) -> (TestEnv, PathBuf) {
    let (env, directory) = world();
    unpack(&env, &directory);
    let file = object_file(&directory, &id(&env, &directory, revision));
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    fs::set_permissions(&file, mode).unwrap();
    match damage {
        Damage::Lose => fs::remove_file(&file).unwrap(),
        Damage::Scramble => {
            let mut bytes = fs::read(&file).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle..].iter_mut().for_each(|byte| *byte ^= 0x5a);
            fs::write(&file, bytes).unwrap();
        }
    }
    (env, directory)
}

#[test]
fn a_blob_that_is_lost_or_damaged() {
    let (env, directory) = damaged(Damage::Lose, "HEAD~2:src/session.rs");
    insta::assert_snapshot!(said(&env, &directory), @r"
    mine: 0
    hint: once git has it (`git fetch --refetch` in a partial clone), the next run takes it in
    show why hotspots profile retro: 0
    git-headway: warning: git does not have the content of 1 file change here; those lines are left out
    hint: once git has it (`git fetch --refetch` in a partial clone), the next run takes it in
    ");
    let (env, directory) = damaged(Damage::Scramble, "HEAD~2:src/session.rs");
    insta::assert_snapshot!(said(&env, &directory), @r"
    mine: 0
    hint: once git has it (`git fetch --refetch` in a partial clone), the next run takes it in
    show why hotspots profile retro: 0
    git-headway: warning: git does not have the content of 1 file change here; those lines are left out
    hint: once git has it (`git fetch --refetch` in a partial clone), the next run takes it in
    ");
}

#[test]
fn a_tree_that_is_lost_or_damaged() {
    let (env, directory) = damaged(Damage::Lose, "HEAD~2^{tree}");
    insta::assert_snapshot!(said(&env, &directory), @r"
    mine show why hotspots profile retro: 0
    git-headway: warning: git cannot read all folders of 2 commits; what changed there is not known
    hint: once git has them, `git headway mine --from-scratch` takes them in
    ");
    let (env, directory) = damaged(Damage::Scramble, "HEAD~2^{tree}");
    insta::assert_snapshot!(said(&env, &directory), @r"
    mine show why hotspots profile retro: 0
    git-headway: warning: git cannot read all folders of 2 commits; what changed there is not known
    hint: once git has them, `git headway mine --from-scratch` takes them in
    ");
    let (env, directory) = damaged(Damage::Lose, "HEAD^{tree}");
    insta::assert_snapshot!(said(&env, &directory), @r"
    mine show why hotspots profile retro: 0
    git-headway: warning: git cannot read all folders of 1 commit; what changed there is not known
    hint: once git has them, `git headway mine --from-scratch` takes them in
    ");
}

#[test]
fn a_commit_that_is_lost_or_damaged() {
    let (env, directory) = damaged(Damage::Lose, "HEAD~2");
    insta::assert_snapshot!(said(&env, &directory), @"
    mine: 1
    git-headway: warning: git cannot read commit aa97719d7; the history before it is left out
    hint: `git fsck` says what is damaged; once it is mended, the next run goes on
    show why hotspots: 0
    git-headway: warning: git cannot read commit aa97719d7; the history before it is left out
    hint: `git fsck` says what is damaged; once it is mended, the next run goes on
    profile retro: 1
    git-headway: warning: git cannot read commit aa97719d7; the history before it is left out
    hint: `git fsck` says what is damaged; once it is mended, the next run goes on
    git-headway: no commit here is by Ada Byron <ada@example.org>
    hint: `git headway repos me` lists your addresses and adds others; or name somebody with `--author` (`git shortlog -sne` lists the authors of a repository)
    ");
    let (env, directory) = damaged(Damage::Scramble, "HEAD~2");
    insta::assert_snapshot!(said(&env, &directory), @"
    mine: 1
    git-headway: warning: git cannot read commit aa97719d7; the history before it is left out
    hint: `git fsck` says what is damaged; once it is mended, the next run goes on
    show why hotspots: 0
    git-headway: warning: git cannot read commit aa97719d7; the history before it is left out
    hint: `git fsck` says what is damaged; once it is mended, the next run goes on
    profile retro: 1
    git-headway: warning: git cannot read commit aa97719d7; the history before it is left out
    hint: `git fsck` says what is damaged; once it is mended, the next run goes on
    git-headway: no commit here is by Ada Byron <ada@example.org>
    hint: `git headway repos me` lists your addresses and adds others; or name somebody with `--author` (`git shortlog -sne` lists the authors of a repository)
    ");
    let (env, directory) = damaged(Damage::Lose, "HEAD");
    insta::assert_snapshot!(said(&env, &directory), @r"
    mine show why hotspots profile retro: 1
    git-headway: git's objects in $TEST/repository-0/.git/ are damaged
      caused by: object fdb45dfbdd82b2c1822dfeb654e141b742ad8de9 is missing from the repository
    hint: `git fsck` lists what is missing; another clone may still have it
    ");
    let (env, directory) = damaged(Damage::Scramble, "HEAD");
    insta::assert_snapshot!(said(&env, &directory), @r#"
    mine show why hotspots profile retro: 1
    git-headway: git's objects in $TEST/repository-0/.git/ are damaged
      caused by: object fdb45dfbdd82b2c1822dfeb654e141b742ad8de9 cannot be read: Could not read loose object, path="$TEST/repository-0/.git/objects/fd/b45dfbdd82b2c1822dfeb654e141b742ad8de9"
    hint: `git fsck` lists what is missing; another clone may still have it
    "#);
}

#[test]
fn nobody_and_nothing_by_that_name() {
    let (env, directory) = world();
    let nobody: [&[&str]; 3] = [
        &["profile", "--author", "nobody\u{1b}[31m"],
        &["retro", "--author", "nobody"],
        &["hotspots", "--author", "nobody"],
    ];
    insta::assert_snapshot!(said_to(&env, &directory, &nobody), @r"
    profile: 1
    git-headway: no commit here is by an author like `nobody\u{1b}[31m`
    hint: `git shortlog -sne` lists the authors of a repository
    retro hotspots: 1
    git-headway: no commit here is by an author like `nobody`
    hint: `git shortlog -sne` lists the authors of a repository
    ");
    let nothing: [&[&str]; 4] = [
        &["why", "src/missing.rs"],
        &["why", "src/session.rs:no such section"],
        &["show", "missing\u{1b}[31m"],
        &["show", "HEAD:src"],
    ];
    insta::assert_snapshot!(said_to(&env, &directory, &nothing), @r"
    why: 1
    git-headway: no commit here touched `src/missing.rs`
    hint: give the path from the top of the repository, or from where you stand
    why: 0
    show: 1
    git-headway: `missing\u{1b}[31m` names no commit here
    show: 1
    git-headway: `HEAD:src` names no commit here
    ");
    fs::write(env.root().join("home/gitconfig"), "").unwrap();
    env.git(&directory, &["config", "--unset", "user.email"]);
    env.git(&directory, &["config", "--unset", "user.name"]);
    insta::assert_snapshot!(said(&env, &directory), @r"
    mine show why hotspots: 0
    profile retro: 1
    git-headway: git does not know who you are here
    hint: set it with `git config user.email`, or name somebody with `--author`
    ");
}

#[test]
fn years_that_are_none_or_hold_nothing() {
    let (env, directory) = world();
    let years: [&[&str]; 6] = [
        &["retro", "--year", "1999"],
        &["hotspots", "--year", "1999"],
        &["retro", "--year", "99999"],
        &["hotspots", "--year", "99999"],
        &["retro", "--year", "abc"],
        &["hotspots", "--since", "2024-02-30"],
    ];
    insta::assert_snapshot!(said_to(&env, &directory, &years), @"
    retro hotspots: 0
    retro hotspots: 2
    git-headway: invalid value '99999' for '--year <YEAR>': 99999 is not in 1..=9999

    For more information, try '-h'.
    retro: 2
    git-headway: invalid value 'abc' for '--year <YEAR>': invalid digit found in string

    For more information, try '-h'.
    hotspots: 2
    git-headway: `2024-02-30` is no day; write 2024-05-01, 2024-05 or 2024
    ");
}

#[test]
fn a_data_folder_that_cannot_be_written() {
    let (env, directory) = world();
    let data = env.root().join("home/data");
    fs::write(&data, "a file").unwrap();
    insta::assert_snapshot!(said(&env, &directory), @r"
    mine show why hotspots profile retro: 1
    git-headway: the data folder $TEST/home/data/git-headway cannot be written
      caused by: could not make the folder $TEST/home/data/git-headway/facts
      caused by: Not a directory (os error 20)
    hint: make it a folder of yours, or set `headway.dataDir` to a folder elsewhere
    ");
    assert_eq!(fs::read(&data).unwrap(), b"a file");
}

/// The files of facts, and their bytes.
fn facts(env: &TestEnv) -> Vec<PathBuf> {
    let folder = env.root().join("home/data/git-headway/facts");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "db"));
    files.sort();
    files
}

#[test]
fn facts_that_are_damaged_are_mined_again() {
    let (env, directory) = world();
    let other = env.import("tiny-history");
    assert_eq!(run(&env, &other, &["mine"]).code, 0);
    let others = facts(&env).remove(0);
    let others_bytes = fs::read(&others).unwrap();
    assert_eq!(run(&env, &directory, &["mine"]).code, 0);
    let file = facts(&env).into_iter().find(|file| *file != others).unwrap();
    let whole = fs::read(&file).unwrap();
    let usual = run(&env, &directory, &["hotspots", "--format", "json"]).stdout;
    let mut damages: Vec<(String, Vec<u8>)> = vec![
        ("empty".into(), Vec::new()),
        ("no database".into(), vec![b'x'; 8_192]),
        ("half".into(), whole[..whole.len() / 2].to_vec()),
        ("one page".into(), whole[..4_096].to_vec()),
        ("not a whole page".into(), whole[..whole.len() - 1_000].to_vec()),
    ];
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&9_999_u32.to_be_bytes());
    damages.push(("newer version".into(), newer));
    for page in 1..whole.len() / 4_096 {
        let mut scrambled = whole.clone();
        scrambled[page * 4_096..][..4_096].iter_mut().for_each(|byte| *byte ^= 0xa5);
        damages.push((format!("page {page}"), scrambled));
    }
    for (name, bytes) in damages {
        fs::write(&file, bytes).unwrap();
        for command in [["mine"].as_slice(), &["hotspots", "--format", "json"]] {
            let output = run(&env, &directory, command);
            assert_eq!(output.code, 0, "{name}: {}", output.stderr);
        }
        let again = run(&env, &directory, &["hotspots", "--format", "json"]);
        assert_eq!((again.stdout.as_str(), again.stderr.as_str()), (usual.as_str(), ""), "{name}");
    }
    assert_eq!(fs::read(&others).unwrap(), others_bytes);
}

#[test]
fn a_full_disk() {
    let (env, directory) = world();
    let Some(disk) = SmallDisk::mount(&env) else {
        eprintln!("skipped: no small file system can be mounted here");
        return;
    };
    env.git(&directory, &["config", "headway.dataDir", &disk.0.to_string_lossy()]);
    let before = run(&env, &directory, &["mine"]);
    assert_eq!(before.code, 0, "{}", before.stderr);
    let rest = disk.0.join("rest");
    fs::write(&rest, vec![0; 1 << 22]).unwrap_err();
    env.git(&directory, &["commit", "-q", "--allow-empty", "-m", "Go on"]);
    insta::assert_snapshot!(said(&env, &directory), @r"
    mine show why hotspots profile retro: 1
    git-headway: there is no space left for the facts in $TEST/disk
    hint: make some room, or set `headway.dataDir` to a folder elsewhere; what was known before is kept
    ");
    fs::remove_file(rest).unwrap();
    let after = run(&env, &directory, &["mine"]).stdout;
    assert!(after.contains("14 commits known, 1 of them new"), "{after}");
    fs::write(disk.0.join("rest"), vec![0; 1 << 22]).unwrap_err();
    let fresh = env.import("tiny-history");
    env.git(&fresh, &["config", "headway.dataDir", &disk.0.to_string_lossy()]);
    insta::assert_snapshot!(said_to(&env, &fresh, &[&["mine"], &["show"]]), @r"
    mine show: 1
    git-headway: there is no space left for the facts in $TEST/disk
    hint: make some room, or set `headway.dataDir` to a folder elsewhere; what was known before is kept
    ");
}

/// A stream of one commit by the person of [`TestEnv`].
fn commit(header: &str, content: &[u8]) -> Vec<u8> {
    let mut stream = b"commit refs/heads/main\n".to_vec();
    stream.extend_from_slice(header.as_bytes());
    stream.extend_from_slice(b"data 1\nx\n");
    stream.extend_from_slice(content);
    stream
}

const PERSON: &str = "Test Person <test@example.org>";

#[test]
fn content_that_is_not_text() {
    let env = TestEnv::new();
    let mut content = Vec::new();
    let large = "line of a large file\n".repeat(2_000_000);
    for (path, bytes) in [
        ("binary", b"a\0b".as_slice()),
        ("large.txt", large.as_bytes()),
        ("\"new\\nline\"", b"1\n"),
        ("\"esc\\033[31m\"", b"2\n"),
        ("\"bytes\\377\\376\"", b"3\n"),
    ] {
        content
            .extend_from_slice(format!("M 644 inline {path}\ndata {}\n", bytes.len()).as_bytes());
        content.extend_from_slice(bytes);
        content.push(b'\n');
    }
    let header = format!("committer {PERSON} 1750000000 +0000\n");
    let directory = env.import_without_checkout(&commit(&header, &content));
    let commands: [&[&str]; 8] = [
        &["mine"],
        &["show"],
        &["why", "binary"],
        &["why", "large.txt"],
        &["why", "new\nline"],
        &["why", "esc\u{1b}[31m"],
        &["profile"],
        &["retro", "--year", "2025"],
    ];
    insta::assert_snapshot!(said_to(&env, &directory, &commands), @"mine show why why why why profile retro: 0");
    let shown = run(&env, &directory, &["show"]).stdout;
    let listed: Vec<&str> =
        shown.lines().map(str::trim).filter(|line| line.starts_with('+')).collect();
    insta::assert_snapshot!(listed.join("\n"), @r"
    +0    -0  binary
    +1    -0  bytes��
    +1    -0  esc\u{1b}[31m
    +1    -0  new\u{a}line
    +0    -0  large.txt
    ");
}

#[test]
fn clocks_that_are_wrong() {
    let env = TestEnv::new();
    let stream: Vec<u8> = [0_i64, 1 << 40, 1_750_000_000]
        .into_iter()
        .flat_map(|time| {
            let header = format!("author {PERSON} {time} +0000\ncommitter {PERSON} {time} -1200\n");
            commit(&header, format!("M 644 inline a\ndata 2\n{}\n", time % 7).as_bytes())
        })
        .collect();
    let directory = env.import_without_checkout(&stream);
    let commands: [&[&str]; 7] = [
        &["mine"],
        &["show"],
        &["why", "a"],
        &["hotspots"],
        &["profile"],
        &["retro", "--year", "1970"],
        &["retro", "--year", "2025"],
    ];
    insta::assert_snapshot!(said_to(&env, &directory, &commands), @"mine show why hotspots profile retro retro: 0");
}

#[test]
fn commits_that_say_not_who_made_them() {
    let (env, directory) = world();
    let tree = id(&env, &directory, "HEAD~1^{tree}");
    let parent = id(&env, &directory, "HEAD");
    let good = format!("committer {PERSON} 1728900000 +0000\n");
    for (name, lines) in [
        ("no author", good.clone()),
        ("no committer", format!("author {PERSON} 1728900000 +0000\n")),
        ("neither", String::new()),
        ("an author without an address", format!("author Somebody\n{good}")),
        ("an author without a time", format!("author {PERSON}\n{good}")),
        ("a time that is none", format!("author {PERSON} noon +zone\n{good}")),
        ("a time beyond all", format!("author {PERSON} 99999999999999999999 +0000\n{good}")),
    ] {
        let object = format!("tree {tree}\nparent {parent}\n{lines}\nTake {name}\n");
        let write = ["hash-object", "-t", "commit", "-w", "--literally", "--stdin"];
        let commit = env.git_fed(&directory, &write, object.as_bytes());
        let commit = String::from_utf8(commit).unwrap();
        fs::write(directory.join(".git/refs/heads/main"), commit).unwrap();
        env.git(&directory, &["log", "-1"]);
        insta::allow_duplicates! {
            insta::assert_snapshot!(said(&env, &directory), @"mine show why hotspots profile retro: 0");
        }
        let shown = run(&env, &directory, &["show"]).stdout;
        assert!(shown.contains(name), "{shown}");
    }
}

#[test]
fn one_broken_repository_does_not_stop_the_others() {
    let (env, directory) = world();
    fs::write(directory.join(".git/HEAD"), "nonsense\n").unwrap();
    let other = env.import("tiny-history");
    let output = run(&env, env.root(), &["mine", "--below", "."]);
    assert!(output.stdout.contains("repository-1: 3 commits mined"), "{}", output.stdout);
    insta::assert_snapshot!(said_to(&env, env.root(), &[&["mine", "--below", "."]]), @r"
    mine: 1
    git-headway: warning: repository-0 was left out: could not read the commit at HEAD of $TEST/repository-0/.git/: corrupted loose reference file: HEAD; class=Reference (4)
    ");
    insta::assert_snapshot!(said_to(&env, env.root(), &[&["mine", "--below", "home"]]), @r"
    mine: 1
    git-headway: warning: there is no repository below $TEST/home
    ");
    assert_eq!(run(&env, &other, &["show"]).code, 0);
}
