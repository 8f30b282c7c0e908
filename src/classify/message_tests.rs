//! Messages as people write them, and the kind a careful reader would give. Each stands alone, on
//! a commit that edits 30 lines in the middle of one file, so that the size of the edit does not decide.

use super::testing::{classified, commit};
use crate::model::Kind::{
    self, Build, Chore, Ci, Docs, Feat, Fix, Perf, Refactor, Revert, Style, Test,
};

const MESSAGES: &[(&str, Kind)] = &[
    ("feat: add a reader", Feat),
    ("feat(parser)!: new grammar", Feat),
    ("feature: login", Feat),
    ("fix(io): stop at the end", Fix),
    ("bugfix: wrong offset", Fix),
    ("hotfix: restore login", Fix),
    ("fix: add missing test hook", Fix),
    ("doc: explain", Docs),
    ("tests: cover the reader", Test),
    ("deps: bump regex", Build),
    ("perf: skip the copy", Perf),
    ("chore(deps): bump serde from 1.0.1 to 1.0.2", Chore),
    ("style: sort imports", Style),
    ("revert: feat: add a reader", Revert),
    ("[fix] wrong offset in reader", Fix),
    ("🐛 offset of the reader", Fix),
    (":sparkles: reader for tables", Feat),
    ("rt: fix panic in worker shutdown (#1234)", Fix),
    ("rt: move deferred list into park.rs (#1234)", Refactor),
    ("sync: fix mpsc bug", Fix),
    ("sync: add `mpsc::WeakUnboundedSender` (#5189)", Feat),
    ("io: implement `AsyncBufRead` for `Join` (#6449)", Feat),
    ("task: implement `Extend` for `JoinSet` (#7195)", Feat),
    ("runtime: stabilize `runtime::id::Id` (#7125)", Feat),
    ("time: fix race condition leading to lost timers (#6683)", Fix),
    ("time: fix typo in tokio-time document (#4304)", Docs),
    ("time: document `Interval::tick` cancel safety (#4152)", Docs),
    ("future: clarify the fairness of cancellation adapters (#7512)", Docs),
    ("sync: fix spelling mistake in mpsc docs (#3828)", Docs),
    ("net: add generic trait to combine listeners (#4385)", Feat),
    ("process: fix unit test for trailing LF (#7579)", Test),
    ("process: ci: cache cargo binaries", Ci),
    ("sync: remove underused internal Borrow wrapper (#3363)", Refactor),
    ("runtime: reduce contention in the scheduler", Perf),
    ("time: avoid an allocation for every tick", Perf),
    ("readme: update benchmarks", Docs),
    ("chore: prepare Tokio v1.42.1", Chore),
    ("Bump to 0.1.1", Chore),
    ("0.10.0", Chore),
    ("grep-printer-0.1.6", Chore),
    ("release: 12.0.0, take 2", Chore),
    ("ignore: release 0.4.9", Chore),
    ("changelog 0.5.2", Chore),
    ("Git 2.40-rc1", Chore),
    ("Linux 5.10-rc1", Chore),
    ("Prepare version 3.2.1", Chore),
    ("[maven-release-plugin] prepare release camel-2.18.1", Chore),
    ("Version bump", Chore),
    ("Prepare for the release", Chore),
    ("reactor: release write lock before the call", Refactor),
    ("Add top-level tests for futures", Test),
    ("stream: add examples to wrapper types", Docs),
    ("Add support for tests in modules", Feat),
    ("Support 2.0", Feat),
    ("Fix 1.2", Fix),
    ("printer: fix duplicate replacement bug", Fix),
    ("printer: fix --vimgrep for multi-line mode", Fix),
    ("args: prevent panicking in 'rg -h | rg'", Fix),
    ("ignore: correctly detect hidden files on Windows", Fix),
    ("ignore: fix performance regression on Windows", Fix),
    ("ignore/types: add red", Feat),
    ("globset: improve debug log", Feat),
    ("regex: simplify AST analysis a bit", Refactor),
    ("ignore: tweak order of matchers", Fix),
    ("doc: fix typos in code comments", Docs),
    ("Refactor zsh completion function", Refactor),
    ("upgrade to regex 1.9", Build),
    ("update bstr to 0.2.7", Build),
    ("Add man page.", Docs),
    ("net: mscc: ocelot: fix incorrect offset", Fix),
    ("mm, slab: use-after-free in kmem_cache", Fix),
    ("drm/amd/display: Handle missing clock", Fix),
    ("usb: gadget: Add support for SuperSpeed", Feat),
    ("ARM: dts: correct the interrupt", Fix),
    ("net/http: handle EOF in chunked reader", Fix),
    ("cmd/go: avoid deadlock in build cache", Fix),
    ("builtin/log.c: plug a memory leak", Fix),
    ("t1234: modernize", Test),
    ("Documentation/git-log.txt: mention --graph", Docs),
    ("log: teach --graph to draw octopus merges", Feat),
    ("HADOOP-12345. Fix NPE in the name node", Fix),
    ("CAMEL-1234: Add component for tables", Feat),
    ("DROOLS-99 support lambdas", Feat),
    ("Fixed #12345 -- Corrected the ordering", Fix),
    ("gh-98765: Fix crash in the tokenizer", Fix),
    ("Add regression test for crash on empty input", Test),
    ("Add unit tests for the parser", Test),
    ("Fix flaky tests", Test),
    ("Fix clippy warnings", Style),
    ("Run rustfmt", Style),
    ("Remove trailing whitespace", Style),
    ("Rename Reader to TableReader", Refactor),
    ("Extract the tokenizer", Refactor),
    ("Split module into files", Refactor),
    ("clean up the scheduler", Refactor),
    ("Remove unused imports", Refactor),
    ("Get rid of the global table", Refactor),
    ("Move stream items into `tokio-stream` (#3277)", Refactor),
    ("Speed up startup", Perf),
    ("Optimize the inner loop", Perf),
    ("Make lookups faster", Perf),
    ("Add prefix and suffix options", Feat),
    ("Add debug output for fixtures", Feat),
    ("Introduce errorlog", Feat),
    ("Add `fix` subcommand", Feat),
    ("Support --fix-crash flag", Feat),
    ("Use GitHub Actions", Ci),
    ("Update license year", Chore),
    ("Workaround for broken proxies", Fix),
    ("Don't skip tar archives", Fix),
    ("make sure that the lock is held", Fix),
    ("Revert \"Add x\"", Revert),
    ("Initial commit", Feat),
];

/// Of a hundred messages, so many at least are read as a careful reader would. The weights are fitted
/// to what thousands of authors meant, and some of these would have meant something else.
const READ_RIGHT: usize = 92;

#[test]
fn messages_give_the_kind_a_reader_would_give() {
    let mut wrong = Vec::new();
    for (message, expected) in MESSAGES {
        // What is told of other files than code is done there.
        let edit = |path| commit(message).edit(path, "fn f", 15, 15);
        let story = match expected {
            Docs => edit("src/a.rs").comments(),
            Test => edit("tests/a.rs"),
            Build => edit("Cargo.toml"),
            Ci => edit(".github/workflows/a.yml"),
            _ => edit("src/a.rs"),
        };
        let (_, verdicts) = classified(&[story]);
        let verdict = &verdicts.commits[0];
        if verdict.kind != *expected {
            let says: Vec<_> = verdict.evidence.iter().map(|because| &because.says).collect();
            wrong.push(format!("{message}: {} for {expected}: {says:?}", verdict.kind));
        }
    }
    let most = MESSAGES.len() * (100 - READ_RIGHT) / 100;
    assert!(wrong.len() <= most, "{} of {}:\n{}", wrong.len(), MESSAGES.len(), wrong.join("\n"));
}

#[test]
fn vague_messages_are_read_by_paths_and_shape() {
    let kind = |story| classified(&[story]).1.commits[0].kind;
    for vague in ["wip", "Update foo.py", "misc", ".", "", "stuff"] {
        let message = || commit(vague);
        assert_eq!(kind(message().edit("tests/a.rs", "", 5, 0)), Test, "{vague}");
        let bumped = kind(message().edit("Cargo.toml", "", 1, 1).edit("Cargo.lock", "", 9, 9));
        assert!(matches!(bumped, Build | Chore), "{vague}: {bumped}");
        assert_eq!(kind(message().edit(".github/workflows/a.yml", "", 1, 1)), Ci, "{vague}");
        assert_eq!(kind(message().edit("README.md", "", 1, 1)), Docs, "{vague}");
    }
    let shapes = [
        (commit("wip").edit("src/a.rs", "fn f", 3, 2), Fix),
        (commit("wip").edit("src/a.rs", "fn f", 50, 2).new_file(), Feat),
        (commit("wip").edit("src/a.rs", "fn f", 2, 90), Refactor),
    ];
    let read: Vec<_> = shapes.iter().map(|(story, _)| kind(story.clone())).collect();
    assert_eq!(read, shapes.map(|(_, expected)| expected));
    assert_eq!(kind(commit("nothing")), Chore);
}

#[test]
fn paths_override_words_but_not_a_type() {
    let kind = |message: &str| {
        classified(&[commit(message).edit("tests/a.rs", "", 5, 5)]).1.commits[0].kind
    };
    assert_eq!(kind("Fix crash of the reader"), Test);
    assert_eq!(kind("fix: crash of the reader"), Fix);
}

#[test]
fn the_body_leans() {
    let kind = |body: &str| {
        let story = commit("Change the reader").body(body).edit("src/a.rs", "fn f", 30, 30);
        classified(&[story]).1.commits[0].kind
    };
    assert_eq!(kind("Fixes: 0123456789ab (\"reader\")"), Fix);
    assert_eq!(kind("No functional change."), Refactor);
    assert_eq!(kind("This fixes the reader on Windows."), Fix);
    assert_eq!(kind("Nothing here."), Refactor);
}

#[test]
fn evidence_says_what_decided() {
    let says = |message: &str| {
        let story = commit(message).edit("src/a.rs", "fn f", 3, 3);
        classified(&[story]).1.commits[0].evidence[0].says.clone()
    };
    assert_eq!(says("fix: it"), "the message starts with `fix:`");
    assert_eq!(says("Fixes the reader"), "the message opens with \"fixes the\"");
    assert_eq!(
        says("wip"),
        "the message does not say; a small edit inside an existing section reads like a tweak"
    );
}
