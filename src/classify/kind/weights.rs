//! The weights of every signal for the kind of a commit, and the words that carry them.
//!
//! In: nothing. Out: tables for the rules of `kind`. Deliberately absent: where a word must stand;
//! each rule knows that of its own table. A kind's signals are summed, the highest sum wins.
//! Words are in their base form, in lower case; `lexicon` recognises the other forms.

use crate::model::Kind::{
    self, Build, Chore, Ci, Docs, Feat, Fix, Perf, Refactor, Revert, Style, Test,
};

/// A type at the start of the message, as Conventional Commits have it: the author has decided.
pub(super) const TYPE_PREFIX: i32 = 1_000;
/// A type in brackets or behind an area, or an emoji that stands for one.
pub(super) const LOOSE_TYPE: i32 = 60;
/// The whole subject is the name of a release.
pub(super) const RELEASE: i32 = 60;
/// Every file that counts is of one class other than code: more than any words say together.
pub(super) const ONLY_PATHS: i32 = 45;
/// No code changed, and most lines are of one class.
pub(super) const MOSTLY_PATHS: i32 = 25;
/// Only settings changed: they may carry behaviour, so words about a fix or a feature win.
pub(super) const ONLY_SETTINGS: i32 = 6;
/// A dependency with its new version.
pub(super) const DEPENDENCY: i32 = 14;
/// What is added is a test or a document.
pub(super) const OBJECT: i32 = 12;
/// The words say that something costs less now.
pub(super) const COST: i32 = 16;
/// The area before the colon names documentation, tests, the build …
pub(super) const AREA: i32 = 20;
/// The body names the commit that it repairs.
pub(super) const BODY_REPAIRS: i32 = 14;
/// The body says that nothing changes for the user.
pub(super) const BODY_NO_CHANGE: i32 = 14;
/// The body is addressed to a stable branch, or says "this fixes".
pub(super) const BODY_LEANS: i32 = 6;
/// The body closes an issue; issues are wishes as often as faults.
pub(super) const BODY_CLOSES: i32 = 2;
/// What the lines look like, when every file was only renamed or most lines were only moved.
pub(super) const SHAPE_MOVED: i32 = 20;
/// What the lines look like otherwise.
pub(super) const SHAPE: i32 = 3;
/// The project tells `git blame` to ignore the commit.
pub(super) const IGNORED: i32 = 20;
/// The lines contradict words of restructuring or form, whatever these weigh together.
pub(super) const GROWS: i32 = 60;
/// A few lines gave way to as many: a tweak, whatever a single weak word says.
pub(super) const EXCHANGE: i32 = 7;
/// The same against words about documents, when neither a document nor a comment differs.
pub(super) const EXCHANGE_OF_CODE: i32 = 30;
/// The body tells how long something takes.
pub(super) const BODY_MEASURES: i32 = 3;
/// Below this a new capability is only hinted at, and an exchange of a few lines contradicts it.
pub(super) const SAID_CLEARLY: i32 = 9;
/// Below this words about documents may mean something else.
pub(super) const SETTLED: i32 = SETTLES;
/// Below this the message and the paths have said nothing, and the shape is asked.
pub(super) const SAID_ENOUGH: i32 = 4;

/// Says what a fix or an addition is about, so it must outweigh the verb before it.
const SETTLES: i32 = 14;
const SURE: i32 = 12;
const CLEAR: i32 = 9;
const LEANS: i32 = 6;
const HINTS: i32 = 3;

/// Words with one kind and one weight.
pub(super) type Row = (Kind, i32, &'static [&'static str]);

/// The types that may stand before a colon.
pub(super) const TYPES: &[(Kind, &[&str])] = &[
    (Feat, &["feat", "feature", "feats", "features", "enhancement"]),
    (Fix, &["fix", "bugfix", "hotfix", "bug", "fixes", "fixup"]),
    (Refactor, &["refactor", "refactoring", "refact", "cleanup"]),
    (Perf, &["perf", "performance"]),
    (Test, &["test", "tests"]),
    (Docs, &["docs", "doc", "documentation"]),
    (Build, &["build", "deps", "dep", "deps-dev"]),
    (Ci, &["ci"]),
    (Chore, &["chore", "chores", "release"]),
    (Style, &["style", "lint", "fmt", "format", "formatting", "clippy"]),
    (Revert, &["revert"]),
];

/// What emoji at the start stand for (the gitmoji convention), as signs and as codes.
pub(super) const EMOJI: &[(Kind, &[&str])] = &[
    (Feat, &["✨", ":sparkles:", "🎉", ":tada:"]),
    (Fix, &["🐛", ":bug:", "🚑", ":ambulance:", "🩹", ":adhesive_bandage:", "🔒", ":lock:"]),
    (Refactor, &["♻", ":recycle:", "🔥", ":fire:", "🚚", ":truck:", "⚰", ":coffin:"]),
    (Perf, &["⚡", ":zap:"]),
    (Test, &["✅", ":white_check_mark:", "🧪", ":test_tube:"]),
    (Docs, &["📝", ":memo:", "📚", ":books:", "✏", ":pencil2:", "💡", ":bulb:"]),
    (Build, &["⬆", ":arrow_up:", "⬇", ":arrow_down:", "📦", ":package:", "➕", "➖"]),
    (Ci, &["👷", ":construction_worker:", "💚", ":green_heart:"]),
    (Chore, &["🔖", ":bookmark:", "🔧", ":wrench:", "🙈", ":see_no_evil:"]),
    (Style, &["🎨", ":art:", "🚨", ":rotating_light:"]),
    (Revert, &["⏪", ":rewind:"]),
];

/// Areas before a colon that tell the kind.
pub(super) const AREAS: &[(Kind, &[&str])] = &[
    (Docs, &["readme", "changelog", "man", "manual", "relnotes", "contributing", "guide", "book"]),
    (Docs, &["codingguidelines", "submittingpatches", "tutorial", "typo", "comments", "examples"]),
    (Test, &["testing", "selftests", "benches", "bench", "fuzz", "testsuite"]),
    (Ci, &["travis", "appveyor", "github-actions", "gha", "workflows", ".github", "gitlab-ci"]),
    (Build, &["cargo", "cmake", "makefile", "gradle", "maven", "docker", "nix", "npm", "msrv"]),
    (Build, &["kbuild", "meson", "dependencies", "dependency", "configure", "autotools"]),
    (Chore, &["license", "licence", "maintainers", "mailmap", "l10n", "po", "gitignore"]),
    (Style, &["rustfmt", "whitespace"]),
];

/// What the first word of the subject says.
pub(super) const OPENING: &[Row] = &[
    (Fix, SURE, &["fix", "repair", "correct", "hotfix", "bugfix", "unbreak", "rectify"]),
    (Fix, CLEAR, &["prevent", "avoid", "resolve", "workaround", "restore", "recover", "protect"]),
    (
        Fix,
        LEANS,
        &["handle", "ensure", "guard", "stop", "don't", "only", "honor", "honour", "respect"],
    ),
    (Fix, LEANS, &["never", "reject", "sanitize", "tolerate", "reset", "bail", "properly"]),
    (Fix, HINTS, &["skip", "check", "ignore", "tweak", "adjust", "treat", "limit", "always"]),
    (Feat, SURE, &["implement", "introduce"]),
    (Feat, CLEAR, &["add", "support", "expose", "allow", "teach", "provide", "stabilize"]),
    (Feat, LEANS, &["create", "enable", "extend", "accept", "permit", "let", "new", "enhance"]),
    (Feat, LEANS, &["initial", "export", "stabilise", "offer"]),
    (Feat, HINTS, &["show", "print", "display", "emit", "improve", "include", "report"]),
    (Refactor, SURE, &["refactor", "rename", "move", "extract", "simplify", "restructure"]),
    (Refactor, SURE, &["cleanup", "consolidate", "unify", "dedup", "deduplicate", "reorganize"]),
    (Refactor, SURE, &["reorganise", "decouple", "encapsulate", "modularize", "rearrange"]),
    (Refactor, CLEAR, &["split", "inline", "tidy", "rewrite", "rework", "convert", "factor"]),
    (
        Refactor,
        CLEAR,
        &["reuse", "hoist", "modernize", "replace", "migrate", "generalize", "polish"],
    ),
    (Refactor, LEANS, &["remove", "delete", "drop", "switch", "port", "use", "hide", "share"]),
    (Refactor, LEANS, &["reorder", "abstract", "isolate"]),
    (Perf, SURE, &["optimize", "optimise", "speedup", "parallelize", "memoize", "preallocate"]),
    (Perf, LEANS, &["cache"]),
    (Test, SURE, &["test"]),
    (Test, LEANS, &["benchmark", "fuzz"]),
    (Docs, SURE, &["document", "clarify", "docs", "typo", "reword", "rephrase", "mention"]),
    (Docs, LEANS, &["explain", "describe", "note", "link"]),
    (Build, CLEAR, &["upgrade", "downgrade", "unpin"]),
    (Build, LEANS, &["bump", "pin"]),
    (Chore, LEANS, &["prepare", "tag"]),
    (Style, SURE, &["format", "reformat", "lint", "rustfmt", "prettify", "reindent"]),
];

/// What a word says wherever it stands in the subject.
pub(super) const ANYWHERE: &[Row] = &[
    (Fix, CLEAR, &["bug", "crash", "deadlock", "segfault", "npe", "regression", "broken", "hang"]),
    (Fix, CLEAR, &["leak", "incorrect", "wrong", "corrupt", "corruption", "vulnerability"]),
    (Fix, LEANS, &["panic", "race", "overflow", "underflow", "fix", "hotfix", "bugfix", "stuck"]),
    (
        Fix,
        LEANS,
        &["failure", "misuse", "mistake", "incorrectly", "wrongly", "problem", "breakage"],
    ),
    (
        Fix,
        LEANS,
        &["cve", "livelock", "uninitialized", "dangling", "oops", "unsound", "truncation"],
    ),
    (Fix, HINTS, &["missing", "invalid", "unexpected", "issue", "error", "fail", "properly"]),
    (Fix, HINTS, &["correctly", "spurious", "stale", "accidental", "accidentally", "actually"]),
    (Feat, HINTS, &["support", "feature", "option", "flag", "configurable", "new", "ability"]),
    (Refactor, LEANS, &["unused", "refactor", "refactoring", "cleanup", "dedupe", "deduplicate"]),
    (Refactor, HINTS, &["duplicate", "redundant", "simplify", "rename", "obsolete", "unneeded"]),
    (Refactor, HINTS, &["unnecessary", "superfluous"]),
    (Perf, CLEAR, &["faster", "optimization", "optimisation", "performance", "perf", "speedup"]),
    (Docs, SETTLES, &["typo", "typos", "spelling", "grammar", "wording", "readme", "docstring"]),
    (Docs, CLEAR, &["doc", "docs", "documentation", "rustdoc", "javadoc", "comment", "changelog"]),
    (Docs, CLEAR, &["tutorial", "jsdoc", "godoc", "manpage"]),
    (Docs, LEANS, &["example", "guide"]),
    (Test, CLEAR, &["test", "unittest", "testcase", "flaky", "selftest", "testsuite"]),
    (Test, LEANS, &["benchmark", "coverage", "fuzzing", "fuzzer", "doctest"]),
    (Build, CLEAR, &["dep", "deps", "dependency", "msrv", "toolchain", "lockfile"]),
    (Build, LEANS, &["build", "cargo", "cmake", "makefile", "gradle", "maven", "dockerfile"]),
    (Build, LEANS, &["packaging", "npm"]),
    (Ci, CLEAR, &["ci", "travis", "appveyor", "jenkins", "circleci", "workflow", "gha"]),
    (Chore, LEANS, &["copyright", "license", "licence", "gitignore", "mailmap"]),
    (
        Style,
        SETTLES,
        &["clippy", "rustfmt", "lint", "linter", "eslint", "prettier", "gofmt", "pylint"],
    ),
    (Style, SETTLES, &["flake8", "isort", "checkstyle", "pep8", "whitespace", "indentation"]),
    (Style, LEANS, &["formatting", "indent", "style"]),
];

/// What several words in a row say; the words of a phrase do not count singly any more.
pub(super) const PHRASES: &[(Kind, i32, &[&str])] = &[
    (Test, SETTLES, &["regression", "test"]),
    (Test, SETTLES, &["unit", "test"]),
    (Test, SETTLES, &["test", "case"]),
    (Fix, SURE, &["work", "around"]),
    (Fix, SURE, &["memory", "leak"]),
    (Fix, SURE, &["race", "condition"]),
    (Fix, SURE, &["data", "race"]),
    (Fix, SURE, &["null", "pointer"]),
    (Fix, SURE, &["use", "after", "free"]),
    (Fix, SURE, &["off", "by", "one"]),
    (Fix, SURE, &["out", "of", "bounds"]),
    (Fix, LEANS, &["make", "sure"]),
    (Fix, LEANS, &["do", "not"]),
    (Fix, HINTS, &["no", "longer"]),
    (Feat, LEANS, &["error", "message"]),
    (Feat, CLEAR, &["make", "public"]),
    (Refactor, SURE, &["clean", "up"]),
    (Refactor, SURE, &["get", "rid", "of"]),
    (Refactor, SURE, &["factor", "out"]),
    (Refactor, SURE, &["pull", "out"]),
    (Refactor, SURE, &["dead", "code"]),
    (Refactor, SURE, &["no", "functional", "change"]),
    (Refactor, LEANS, &["instead", "of"]),
    (Perf, SURE, &["speed", "up"]),
    (Chore, SURE, &["drop", "support"]),
    (Chore, SURE, &["bump", "version"]),
    (Chore, SURE, &["version", "bump"]),
    (Chore, SURE, &["development", "iteration"]),
    (Chore, SURE, &["development", "version"]),
    (Chore, SURE, &["prepare", "release"]),
    (Chore, SURE, &["new", "release"]),
    (Chore, SURE, &["cut", "release"]),
    (Chore, SURE, &["next", "release"]),
    (Chore, SURE, &["for", "release"]),
    (Docs, SETTLES, &["man", "page"]),
    (Docs, SURE, &["release", "note"]),
    (Ci, SETTLES, &["github", "action"]),
    (Ci, SETTLES, &["azure", "pipeline"]),
    (Style, SETTLES, &["white", "space"]),
    (Style, SETTLES, &["trailing", "comma"]),
    (Style, SURE, &["import", "order"]),
];

/// Verbs that add something …
pub(super) const ADDING: &[&str] = &[
    "add", "write", "create", "improve", "extend", "update", "expand", "remove", "move", "rename",
];
/// … and objects that settle the kind.
pub(super) const OBJECTS: &[(Kind, &[&str])] = &[
    (Test, &["test", "testcase", "benchmark", "unittest", "doctest"]),
    (Docs, &["doc", "docs", "documentation", "example", "comment", "docstring", "readme"]),
];
/// Verbs that make something less …
pub(super) const LESSENING: &[&str] = &[
    "avoid",
    "reduce",
    "minimize",
    "minimise",
    "improve",
    "lower",
    "save",
    "eliminate",
    "skip",
    "cut",
    "remove",
    "decrease",
];
/// … and what it costs. With `leak` in the same subject it is about a fault instead.
pub(super) const COSTS: &[&str] = &[
    "allocation",
    "allocate",
    "alloc",
    "memory",
    "copy",
    "clone",
    "cloning",
    "latency",
    "throughput",
    "overhead",
    "contention",
    "footprint",
    "syscall",
    "speed",
    "codegen",
];

/// Words that may stand before the word that tells.
pub(super) const FILLERS: &[&str] = &[
    "re",
    "a",
    "an",
    "the",
    "some",
    "more",
    "also",
    "further",
    "finally",
    "just",
    "slightly",
    "minor",
    "small",
    "tiny",
    "really",
    "please",
    "to",
    "let's",
    "lets",
    "try",
    "attempt",
    "and",
    "various",
    "several",
    "temporarily",
    "quick",
    "first",
    "another",
    "actually",
    "partially",
];

/// Words that together with a version make up the subject of a release.
pub(super) const RELEASE_WORDS: &[&str] = &[
    "release",
    "releases",
    "released",
    "releasing",
    "version",
    "v",
    "bump",
    "bumping",
    "bumped",
    "to",
    "for",
    "the",
    "prepare",
    "preparing",
    "prepared",
    "prep",
    "tag",
    "cut",
    "changelog",
    "take",
    "redux",
    "start",
    "new",
    "git",
    "linux",
    "and",
    "of",
    "update",
    "set",
    "is",
    "now",
];
