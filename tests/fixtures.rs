//! The stories hold to their own words: git agrees with what `story.toml` says can be seen.
//!
//! In: every story below `fixtures/stories`. Out: failures that name the story and the commit.
//! Deliberately absent: git-headway's own verdicts; here the stories are judged, not the tool.
#![expect(clippy::unwrap_used, reason = "what cannot be read has failed its test")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use common::{
    CommitReference, Story, StoryChange, StoryKind, StoryNature, StoryNoise, StoryOutcome, TestEnv,
    commit_ids, stories,
};
use git_headway::model::{DAY, Kind, RepoPath, Thresholds, Timestamp};

/// What git says of a commit.
struct Seen {
    parents: Vec<String>,
    email: String,
    subject: String,
    time: Timestamp,
    /// Against the first parent.
    changed_paths: Vec<RepoPath>,
}

/// A story whose history git has built.
struct Told {
    env: TestEnv,
    directory: PathBuf,
    story: Story,
    ids: BTreeMap<u32, String>,
    commits: BTreeMap<String, Seen>,
}

/// Every story in the form of a repository; built once for tests that run at the same time.
fn told() -> Arc<Vec<Told>> {
    static SHARED: Mutex<Weak<Vec<Told>>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let told = Arc::new(stories().into_iter().map(Told::new).collect());
        *shared = Arc::downgrade(&told);
        told
    })
}

const LOG: [&str; 7] = [
    "log",
    "--all",
    "--diff-merges=first-parent",
    "--no-renames",
    "--name-only",
    "-z",
    "--format=%x01%H%n%P%n%ae%n%at %ct%n%s",
];

/// Reads an entry of [`LOG`]: the format, a zero byte, a line break, the paths with a zero byte each.
fn seen(entry: &[u8]) -> (String, Seen) {
    let end = entry.iter().position(|byte| *byte == 0).unwrap();
    let head = String::from_utf8_lossy(&entry[..end]);
    let lines: Vec<&str> = head.splitn(5, '\n').collect();
    let (author, committer) = lines[3].split_once(' ').unwrap();
    let (author, committer): (i64, i64) = (author.parse().unwrap(), committer.parse().unwrap());
    let wrong_clock = author <= 0 || author > committer + DAY;
    let paths = entry.get(end + 2..).unwrap_or_default().split(|byte| *byte == 0);
    let commit = Seen {
        parents: lines[1].split_whitespace().map(str::to_owned).collect(),
        email: lines[2].to_owned(),
        subject: lines[4].to_owned(),
        time: if wrong_clock { committer } else { author },
        changed_paths: paths.filter(|path| !path.is_empty()).map(RepoPath::new).collect(),
    };
    (lines[0].to_owned(), commit)
}

impl Told {
    fn new(story: Story) -> Self {
        let env = TestEnv::at(&story.now);
        let directory = env.import(&story.name);
        let ids = commit_ids(&directory);
        let log = env.git_bytes(&directory, &LOG);
        let entries = log.split(|byte| *byte == 1).filter(|entry| !entry.is_empty());
        let commits = entries.map(seen).collect();
        Self { env, directory, story, ids, commits }
    }

    fn name(&self) -> &str {
        &self.story.name
    }

    fn id(&self, reference: &CommitReference) -> &str {
        let mark = self.story.mark(reference);
        self.ids.get(&mark).unwrap_or_else(|| panic!("{}: no mark {mark}", self.name()))
    }

    fn commit(&self, reference: &CommitReference) -> &Seen {
        &self.commits[self.id(reference)]
    }

    /// Seconds from one commit to another.
    fn between(&self, earlier: &CommitReference, later: &CommitReference) -> i64 {
        self.commit(later).time - self.commit(earlier).time
    }

    fn git(&self, arguments: &[&str]) -> String {
        self.env.git(&self.directory, arguments)
    }

    /// `git diff-tree` of a commit against its first parent, or against nothing for a root.
    fn difference(&self, id: &str, options: &[&str]) -> Vec<u8> {
        let mut arguments = vec!["diff-tree", "--root", "-r", "--no-commit-id"];
        arguments.extend(options);
        arguments.extend(self.commits[id].parents.first().map(String::as_str));
        arguments.push(id);
        self.env.git_bytes(&self.directory, &arguments)
    }

    /// The changed path that is shown like this.
    fn changed_path(&self, id: &str, shown: &str) -> RepoPath {
        let mut paths = self.commits[id].changed_paths.iter();
        let found = paths.find(|path| path.to_string() == shown).cloned();
        found.unwrap_or_else(|| panic!("{}: {id} did not change {shown}", self.name()))
    }

    /// A file's content in a commit; empty where there is none.
    fn content(&self, id: &str, path: &RepoPath) -> String {
        let question = [id.as_bytes(), b":", path.as_bytes(), b"\n"].concat();
        let answer = self.env.git_fed(&self.directory, &["cat-file", "--batch"], &question);
        let answer = String::from_utf8_lossy(&answer);
        let (head, content) = answer.split_once('\n').unwrap_or_default();
        if head.contains(" blob ") { content.to_owned() } else { String::new() }
    }

    /// The changed lines, wherever they stand, as one number.
    fn patch_id(&self, id: &str) -> String {
        let patch = self.difference(id, &["-p", "-U0"]);
        let numbers = self.env.git_fed(&self.directory, &["patch-id", "--stable"], &patch);
        let numbers = String::from_utf8(numbers).unwrap();
        numbers.split(' ').next().unwrap_or_default().to_owned()
    }

    /// Commits with lines of their own that touched the directory of a path after a moment.
    fn exposure(&self, path: &str, after: Timestamp) -> usize {
        let directory = RepoPath::from(path).directory().to_vec();
        let neighbour = |path: &RepoPath| path.as_bytes().starts_with(&directory);
        let later = self.commits.iter().filter(|(_, commit)| commit.time > after);
        let own = later.filter(|(_, commit)| commit.parents.len() < 2);
        own.filter(|(_, commit)| commit.changed_paths.iter().any(neighbour)).count()
    }

    fn assert_outcome(
        &self,
        outcome: StoryOutcome,
        last: &CommitReference,
        (path, section): (&str, Option<&str>),
    ) {
        let rules = Thresholds::default();
        let time = self.commit(last).time;
        let now = self.story.now.parse::<jiff::Timestamp>().unwrap().as_second();
        let latest = self.commits.values().map(|commit| commit.time).max().unwrap();
        assert!(latest <= now, "{}: read before it happened", self.name());
        let passed = latest - time >= rules.window;
        let moved = self.exposure(path, time) >= rules.exposure;
        // What is not there any more cannot be patched; its silence tells nothing.
        let gone = section
            .is_some_and(|section| !self.content("main", &RepoPath::from(path)).contains(section));
        match outcome {
            StoryOutcome::Held => {
                assert!(passed && moved && !gone, "{}: {last:?}", self.name());
            }
            StoryOutcome::TooEarly => {
                assert!(!passed || !moved || gone, "{}: {last:?}", self.name());
            }
            StoryOutcome::CameBack => {}
        }
    }

    /// The changes for which a reason of noise is among those given.
    fn noise(&self, reason: StoryNoise) -> impl Iterator<Item = (&StoryChange, &str)> {
        let given = move |change: &&StoryChange| {
            change.noise.as_ref().is_some_and(|reasons| reasons.accepts(&reason))
        };
        self.story.changes.iter().filter(given).map(|change| (change, self.id(&change.commit)))
    }
}

#[test]
fn the_world_of_a_test_is_closed() {
    let env = TestEnv::new();
    let home = format!("file:{}", env.root().join("home").display());
    let settings = env.git(env.root(), &["config", "--list", "--show-origin"]);
    assert!(settings.contains("user.email=test@example.org"));
    assert!(settings.lines().all(|line| line.starts_with(&home)), "{settings}");
    let who = env.git(env.root(), &["var", "GIT_COMMITTER_IDENT"]);
    assert_eq!(who, "Test Person <test@example.org> 1751284800 +0000\n");
    assert_eq!(env.without_paths(&home), "file:$TEST/home");
    assert_eq!(env.headway(env.root(), &["--version"]).code, 0);
}

#[test]
#[should_panic(expected = "not a valid object name")]
fn a_failure_of_git_is_told_in_its_own_words() {
    let env = TestEnv::new();
    let repository =
        env.import_stream(b"commit refs/heads/main\ncommitter A <a> 1 +0000\ndata 0\n");
    env.git(&repository, &["branch", "other", "no-such-commit"]);
}

#[test]
fn the_readme_lists_every_story_with_its_title() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let rows: BTreeSet<&str> = readme.lines().filter(|line| line.starts_with("| `")).collect();
    let expected = stories();
    assert!(expected.len() >= 14);
    for story in &expected {
        let row = format!("| `{}` | {} |", story.name, story.title);
        assert!(rows.contains(row.as_str()), "missing: {row}");
    }
    assert_eq!(rows.len(), expected.len());
}

#[test]
fn kinds_are_the_kinds_of_the_house() {
    for kind in Kind::ALL {
        let word: StoryKind = serde_json::from_value(kind.name().into()).unwrap();
        assert_eq!(serde_json::to_value(word).unwrap(), serde_json::to_value(kind).unwrap());
    }
}

#[test]
fn a_stream_gives_the_same_ids_every_time() {
    for told in told().iter() {
        let again = told.env.import(told.name());
        assert_eq!(commit_ids(&again), told.ids, "{}", told.name());
        let references = ["for-each-ref", "--format=%(refname) %(objectname)"];
        assert_eq!(told.env.git(&again, &references), told.git(&references), "{}", told.name());
    }
}

#[test]
fn git_finds_nothing_wrong_with_a_history() {
    for told in told().iter() {
        let complaints = told.git(&["fsck", "--full", "--strict", "--no-dangling"]);
        assert_eq!(complaints, "", "{}", told.name());
    }
}

#[test]
fn every_commit_is_listed_in_order_and_lies_behind_main() {
    for told in told().iter() {
        let name = told.name();
        let behind = told.git(&["rev-list", "main"]);
        assert_eq!(behind.lines().count(), told.commits.len(), "{name}: not behind main");
        assert_eq!(told.story.commits.len(), told.commits.len(), "{name}");
        let mut earlier = BTreeSet::new();
        for (listed, (mark, id)) in told.story.commits.iter().zip(&told.ids) {
            let commit = &told.commits[id];
            assert_eq!(listed.mark.unwrap_or(*mark), *mark, "{name}: order of [[commit]]");
            assert!(commit.parents.iter().all(|parent| earlier.contains(parent)), "{name} {mark}");
            earlier.insert(id);
            let Some(subject) = &listed.subject else {
                assert!(listed.mark.is_some(), "{name} {mark}: neither subject nor mark");
                continue;
            };
            assert_eq!(*subject, commit.subject, "{name}");
            let same = told.commits.values().filter(|commit| commit.subject == *subject);
            assert_eq!(same.count(), 1, "{name}: `{subject}` is ambiguous, use a mark");
        }
    }
}

#[test]
fn the_person_of_a_story_takes_part() {
    for told in told().iter() {
        let authors = told.git(&["log", "--all", "--format=%an <%ae>"]);
        assert!(authors.lines().any(|author| author == told.story.person), "{}", told.name());
        let email = told.git(&["config", "user.email"]);
        assert!(told.story.person.ends_with(&format!("<{}>", email.trim())), "{}", told.name());
        assert!(told.story.tells.trim().len() > 80 && !told.story.title.is_empty());
    }
}

#[test]
fn changes_and_chains_name_places_that_were_changed() {
    for told in told().iter() {
        for change in &told.story.changes {
            told.assert_place(&change.commit, &change.path, change.section.as_deref());
        }
        for chain in &told.story.chains {
            let last = chain.ended_by.as_ref().or(chain.patches.last()).unwrap();
            told.assert_place(last, &chain.path, chain.section.as_deref());
        }
    }
}

impl Told {
    /// The commit changed the path, and the section stands there after it, or stood there before.
    fn assert_place(&self, commit: &CommitReference, path: &str, section: Option<&str>) {
        let id = self.id(commit);
        let path = self.changed_path(id, path);
        let Some(section) = section else { return };
        let parent = self.commits[id].parents.first();
        let before = parent.map(|parent| self.content(parent, &path)).unwrap_or_default();
        let found = self.content(id, &path).contains(section) || before.contains(section);
        assert!(found, "{}: no {section:?} in {path} at {commit:?}", self.name());
    }
}

#[test]
fn natures_agree_with_their_reasons() {
    for told in told().iter() {
        for change in &told.story.changes {
            let (name, commit) = (told.name(), &change.commit);
            let noise = change.nature.accepts(&StoryNature::Noise);
            assert_eq!(noise, change.noise.is_some(), "{name}: {commit:?}");
            if change.repeat_of.is_some() || change.remedy_of.is_some() {
                assert_eq!(change.nature.all(), [StoryNature::Patch], "{name}: {commit:?}");
            }
            assert!(change.repeat_of.is_none() || change.remedy_of.is_none(), "{name}: {commit:?}");
            let came_back = change.outcome == Some(StoryOutcome::CameBack);
            assert_eq!(came_back, change.came_back_by.is_some(), "{name}: {commit:?}");
            assert_eq!(change.repeat_of.is_some(), change.same_person.is_some(), "{name}");
        }
    }
}

#[test]
fn repeats_remedies_and_returns_keep_their_times_and_people() {
    let rules = Thresholds::default();
    for told in told().iter() {
        let same = |left, right| told.commit(left).email == told.commit(right).email;
        for change in &told.story.changes {
            let (name, commit) = (told.name(), &change.commit);
            if let Some(of) = &change.repeat_of {
                let days = told.between(of, commit);
                assert!(days > 0 && days <= rules.window, "{name}: {commit:?} repeats late");
                let quick = days <= rules.remedy && same(of, commit);
                assert!(!quick, "{name}: {commit:?} is a quick remedy");
                assert_eq!(change.same_person, Some(same(of, commit)), "{name}: {commit:?}");
            }
            if let Some(of) = &change.remedy_of {
                let seconds = told.between(of, commit);
                assert!(seconds > 0 && seconds <= rules.remedy, "{name}: {commit:?} is no remedy");
                assert!(same(of, commit), "{name}: {commit:?} by another person is no remedy");
            }
            if let Some(by) = &change.came_back_by {
                let days = told.between(commit, by);
                assert!(days > 0 && days <= rules.window, "{name}: {commit:?} came back late");
            }
            if let Some(outcome) = change.outcome {
                told.assert_outcome(outcome, commit, (&change.path, change.section.as_deref()));
            }
        }
    }
}

#[test]
fn what_came_back_is_a_repeat_and_what_held_is_not_repeated() {
    for told in told().iter() {
        for change in &told.story.changes {
            let repeat = told.story.changes.iter().find(|later| {
                let same_spot = later.path == change.path && later.section == change.section;
                later.repeat_of.as_ref() == Some(&change.commit)
                    && (same_spot || change.came_back_by.as_ref() == Some(&later.commit))
            });
            let by = repeat.map(|repeat| &repeat.commit);
            if change.outcome.is_some() {
                assert_eq!(
                    by,
                    change.came_back_by.as_ref(),
                    "{}: {:?}",
                    told.name(),
                    change.commit
                );
            }
        }
    }
}

#[test]
fn chains_follow_their_definition() {
    let rules = Thresholds::default();
    for told in told().iter() {
        let name = told.name();
        for chain in &told.story.chains {
            assert!(chain.patches.len() >= 2, "{name}");
            for pair in chain.patches.windows(2) {
                let days = told.between(&pair[0], &pair[1]);
                assert!(days > 0 && days <= rules.window, "{name}: {pair:?}");
                let repeats = |change: &StoryChange| {
                    change.commit == pair[1] && change.repeat_of.as_ref() == Some(&pair[0])
                };
                assert!(told.story.changes.iter().any(repeats), "{name}: {pair:?} is no repeat");
            }
            let last = chain.ended_by.as_ref().or(chain.patches.last()).unwrap();
            told.assert_outcome(chain.outcome, last, (&chain.path, chain.section.as_deref()));
        }
        // And the other way round: what repeats is in a chain, unless others are left open.
        let repeats = told.story.changes.iter().filter(|change| change.repeat_of.is_some());
        let links: usize = told.story.chains.iter().map(|chain| chain.patches.len() - 1).sum();
        assert!(!told.story.no_other_chains || repeats.count() == links, "{name}");
    }
}

#[test]
fn twins_bring_the_same_lines() {
    for told in told().iter() {
        for (listed, id) in told.story.commits.iter().zip(told.ids.values()) {
            if let Some(of) = &listed.twin_of {
                let (twin, original) = (told.patch_id(id), told.patch_id(told.id(of)));
                assert!(!twin.is_empty() && twin == original, "{}: {id}", told.name());
            }
        }
    }
}

#[test]
fn reverts_bring_back_what_stood_before() {
    for told in told().iter() {
        for (listed, id) in told.story.commits.iter().zip(told.ids.values()) {
            let Some(of) = &listed.reverts else { continue };
            let reverted = told.commit(of);
            assert_eq!(reverted.changed_paths, told.commits[id].changed_paths, "{}", told.name());
            for path in &reverted.changed_paths {
                let before = told.content(&reverted.parents[0], path);
                assert_eq!(told.content(id, path), before, "{}: {id}", told.name());
            }
        }
    }
}

#[test]
fn formatting_leaves_everything_but_white_space_or_is_ignored_by_blame() {
    for told in told().iter() {
        for (change, id) in told.noise(StoryNoise::Formatting) {
            let path = RepoPath::from(change.path.as_str());
            let before = told.content(&told.commits[id].parents[0], &path);
            let ignored = told.content("main", &RepoPath::from(".git-blame-ignore-revs"));
            let equal = unformatted(&before) == unformatted(&told.content(id, &path));
            assert!(equal || ignored.contains(id), "{}: {:?}", told.name(), change.commit);
        }
    }
}

/// The text without white space and without commas before a closing bracket.
fn unformatted(text: &str) -> String {
    let dense: String = text.split_whitespace().collect();
    dense.replace(",)", ")").replace(",]", "]").replace(",}", "}")
}

#[test]
fn moved_lines_were_deleted_elsewhere_in_the_same_commit() {
    for told in told().iter() {
        for (change, id) in told.noise(StoryNoise::Moved) {
            let options = ["-p", "-U0", "--no-renames"];
            let patch = String::from_utf8(told.difference(id, &options)).unwrap();
            let deleted: BTreeSet<&str> =
                patch.lines().filter_map(|line| line.strip_prefix('-')).collect();
            let content = told.content(id, &RepoPath::from(change.path.as_str()));
            let lines = content.lines().filter(|line| !line.is_empty());
            for line in lines {
                assert!(deleted.contains(line), "{}: {line} is new", told.name());
            }
        }
    }
}

#[test]
fn merges_are_noise_exactly_when_they_have_no_lines_of_their_own() {
    for told in told().iter() {
        for change in &told.story.changes {
            let id = told.id(&change.commit);
            if told.commits[id].parents.len() > 1 {
                let own_lines = told.git(&["show", "--format=", "--cc", id]);
                let noise = change.nature.accepts(&StoryNature::Noise);
                assert_eq!(noise, own_lines.trim().is_empty(), "{}: {id}", told.name());
            }
        }
    }
}

#[test]
fn attributes_say_what_is_generated_and_vendored() {
    let marks = [
        (StoryNoise::Generated, "linguist-generated"),
        (StoryNoise::Vendored, "linguist-vendored"),
    ];
    for told in told().iter() {
        for (reason, attribute) in marks {
            for (change, _) in told.noise(reason) {
                let said = told.git(&["check-attr", attribute, "--", &change.path]);
                assert!(said.ends_with(": set\n"), "{}: {said}", told.name());
            }
        }
    }
}

#[test]
fn ids_in_messages_and_in_the_list_for_blame_exist() {
    for told in told().iter() {
        let mut text = told.git(&["log", "--all", "--format=%B"]);
        text += &told.content("main", &RepoPath::from(".git-blame-ignore-revs"));
        let words = text.split(|character: char| !character.is_ascii_alphanumeric());
        let id =
            |word: &&str| word.len() == 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        for id in words.filter(id) {
            assert!(told.commits.contains_key(id), "{}: no commit {id}", told.name());
        }
    }
}
