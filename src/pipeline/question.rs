//! What to ask the user of a commit, and in which words.
//!
//! In: a judged history and one of its commits. Out: a question, or nothing where what is known decides or no
//! answer would change a verdict. Deliberately absent: when to ask (the hook has a budget, `review` has none),
//! terminals, and keeping the answer.
//!
//! One question at a time, the one with more to it first. Once it is answered and the history was judged
//! again, there may be another.

use super::Judged;
use super::recurrence::{Recurrence, recurrence};
use crate::classify::nature_if;
use crate::journal::{About, Said};
use crate::model::{Answer, Asked, CommitIndex, CommitVerdict, Kind, Nature, ObjectId, ordinal};

/// Below this probability the likeliest kind is not sure enough to go unasked.
const SURE_OF_KIND: f64 = 0.6;
/// A third kind is offered where it is at least half as likely as the second.
const THIRD_OF_SECOND: f64 = 0.5;
/// How many earlier commits and how many reasons are told.
const TOLD: usize = 3;

/// What to ask of a commit.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Whether a patch of a recurring spot goes to the root of what was patched before.
    RootCause {
        /// The commit.
        commit: ObjectId,
        /// The spot and its patches.
        recurrence: Recurrence,
        /// Whether it is taken for the root cause as long as nobody says otherwise.
        taken_for_one: bool,
    },
    /// What it was.
    Kind {
        /// The commit.
        commit: ObjectId,
        /// Two or three kinds, the likeliest first.
        likely: Vec<Likely>,
        /// What was seen, in plain words.
        because: Vec<String>,
    },
}

/// A kind that a commit may be of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likely {
    /// The kind.
    pub kind: Kind,
    /// Its probability.
    pub probability: f64,
    /// What most of the changes in question would be, were it of this kind.
    pub nature: Nature,
}

/// One answer that a question offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The keys that give it, the one to show first.
    pub keys: Vec<char>,
    /// What it says, in one word.
    pub word: &'static str,
    /// What it would change, in plain words.
    pub changes: String,
    /// What it says of the commit.
    pub reply: Reply,
}

/// What an answer says of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Whether it went to the root of what was patched before.
    RootCause(bool),
    /// What it was.
    Kind(Kind),
}

impl Reply {
    /// All that is said of the commit now: what was said before and is not asked again stays.
    #[must_use]
    pub fn said(self, about: About, held: Option<&Answer>, asked: Asked) -> Said {
        let (kind, root_cause) = held.map_or((None, None), |held| (held.kind, held.root_cause));
        let (kind, root_cause) = match self {
            Self::RootCause(is_one) => (kind, Some(is_one)),
            Self::Kind(kind) => (Some(kind), root_cause),
        };
        Said::Answer { about, kind, root_cause, asked: Some(asked) }
    }
}

/// What to ask of a commit; nothing where the evidence decides, where no answer would change a verdict, and where
/// the commit is not of this history.
#[must_use]
pub fn question(judged: &Judged, commit: ObjectId) -> Option<Question> {
    // The commit after which the hook asks is the last one.
    let mut indices = judged.history.commit_indices().rev();
    let index = indices.find(|index| judged.history.commit(*index).id == commit)?;
    let verdict = judged.verdicts.commit(index);
    if verdict.by_bot || judged.history.commit(index).is_merge() {
        return None;
    }
    root_cause(judged, index, verdict).or_else(|| kind(judged, index, verdict))
}

/// An answer changes what ended the chain, unless the user called a later change of the spot its root cause.
fn root_cause(judged: &Judged, index: CommitIndex, verdict: &CommitVerdict) -> Option<Question> {
    if verdict.claimed_root_cause().is_some() {
        return None;
    }
    let recurrence = recurrence(judged, index)?;
    let ended_by = judged.episodes.chains[recurrence.chain].ended_by;
    let ender = ended_by.map(|change| judged.history.change(change).commit);
    let is_claimed = |ender| judged.verdicts.commit(ender).claimed_root_cause() == Some(true);
    if ender.is_some_and(is_claimed) {
        return None;
    }
    let commit = judged.history.commit(index).id;
    Some(Question::RootCause { commit, recurrence, taken_for_one: ender == Some(index) })
}

/// Kinds are asked about where the two likeliest ones differ in what the changes would be for their spots.
fn kind(judged: &Judged, index: CommitIndex, verdict: &CommitVerdict) -> Option<Question> {
    let Judged { history, verdicts, .. } = judged;
    let likelihoods = &verdict.likelihoods;
    let mut kinds = Kind::ALL;
    kinds.sort_by(|a, b| likelihoods.of(*b).total_cmp(&likelihoods.of(*a)));
    let [first, second, third, ..] = kinds;
    if verdict.answered_kind().is_some() || likelihoods.of(first) >= SURE_OF_KIND {
        return None;
    }
    let natures = |kind| -> Vec<Nature> {
        history.changes_of(index).map(|change| nature_if(history, verdicts, change, kind)).collect()
    };
    let (of_first, of_second) = (natures(first), natures(second));
    let differing: Vec<usize> =
        (0..of_first.len()).filter(|at| of_first[*at] != of_second[*at]).collect();
    if differing.is_empty() {
        return None;
    }
    let offers_third = likelihoods.of(third) >= THIRD_OF_SECOND * likelihoods.of(second);
    let likely = kinds[..if offers_third { 3 } else { 2 }].iter().map(|&kind| {
        let natures = natures(kind);
        let nature = most(&differing.iter().map(|at| natures[*at]));
        Likely { kind, probability: likelihoods.of(kind), nature }
    });
    let because = verdict.evidence.iter().take(TOLD).map(|because| because.says.clone());
    Some(Question::Kind {
        commit: history.commit(index).id,
        likely: likely.collect(),
        because: because.collect(),
    })
}

/// What most are; of equally many the first.
fn most(natures: &(impl Iterator<Item = Nature> + Clone)) -> Nature {
    let count = |nature| natures.clone().filter(|other| *other == nature).count();
    let all = [Nature::Structural, Nature::Patch, Nature::Upkeep];
    all.into_iter().rev().max_by_key(|nature| count(*nature)).unwrap_or(Nature::Upkeep)
}

impl Question {
    /// The commit it is about.
    #[must_use]
    pub const fn commit(&self) -> ObjectId {
        match self {
            Self::RootCause { commit, .. } | Self::Kind { commit, .. } => *commit,
        }
    }

    /// What is asked, as one sentence.
    #[must_use]
    pub fn asks(&self) -> String {
        match self {
            Self::RootCause { recurrence, .. } => {
                let (count, spot) = (ordinal(recurrence.patches), &recurrence.spot);
                format!("{count} patch to {spot}: does it go to the root cause?")
            }
            Self::Kind { likely, .. } => {
                let words: Vec<&str> = likely.iter().map(|likely| likely.kind.name()).collect();
                let (last, others) = words.split_last().unwrap_or((&"", &[]));
                format!("was it {} or {last}?", others.join(", "))
            }
        }
    }

    /// Why it is asked: what was seen, one sentence each.
    #[must_use]
    pub fn why(&self) -> Vec<String> {
        match self {
            Self::RootCause { recurrence, taken_for_one, .. } => {
                let alone = if *taken_for_one {
                    "it replaces lines of several of them, so that it is taken for the root cause; \
                     whether it is one, no line shows"
                } else {
                    "it does not replace the lines of several of them; whether it goes to the root \
                     all the same, no line shows"
                };
                vec![patched(recurrence), alone.to_owned()]
            }
            Self::Kind { likely, because, .. } => {
                let shares = likely.iter().map(|likely| {
                    let percent = (likely.probability * 100.0).round();
                    format!("{} {percent} %", likely.kind)
                });
                let shares: Vec<String> = shares.collect();
                let computed = format!("what was seen does not decide: {}", shares.join(", "));
                because.iter().cloned().chain([computed]).collect()
            }
        }
    }

    /// The answers it offers, and what each would change. Every other key skips.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        match self {
            Self::RootCause { .. } => {
                let yes = "the chain of patches ends with this commit, as you say; whether that \
                           holds is measured";
                let no = "the chain of patches stays open; no change went to its root so far";
                vec![choice('y', "yes", yes, true), choice('n', "no", no, false)]
            }
            Self::Kind { likely, .. } => {
                let numbered = likely.iter().zip('1'..);
                numbered.map(|(at, number)| choice_of_kind(likely, *at, number)).collect()
            }
        }
    }

    /// What a key says; nothing where it skips.
    #[must_use]
    pub fn reply(&self, key: char) -> Option<Reply> {
        let choices = self.choices();
        let chosen = choices.iter().find(|choice| choice.keys.contains(&key.to_ascii_lowercase()));
        chosen.map(|choice| choice.reply)
    }
}

fn choice(key: char, word: &'static str, changes: &str, is_one: bool) -> Choice {
    let reply = Reply::RootCause(is_one);
    Choice { keys: vec![key], word, changes: changes.to_owned(), reply }
}

/// A kind goes by its number, and by its first letter where no other on offer begins with that one.
fn choice_of_kind(likely: &[Likely], at: Likely, number: char) -> Choice {
    let word = at.kind.name();
    let first = |kind: Kind| kind.name().chars().next();
    let namesakes = likely.iter().filter(|other| first(other.kind) == first(at.kind)).count();
    let letter = first(at.kind).filter(|_| namesakes == 1);
    let changes = match at.nature {
        Nature::Structural => "its changes count as structural",
        Nature::Patch => "its changes count as patches, and as repeats where a patch came before",
        Nature::Upkeep | Nature::Noise(_) => "its changes count as upkeep",
    };
    let keys = [Some(number), letter].into_iter().flatten().collect();
    Choice { keys, word, changes: changes.to_owned(), reply: Reply::Kind(at.kind) }
}

fn patched(recurrence: &Recurrence) -> String {
    let Recurrence { patches, spot, days, earlier, .. } = recurrence;
    let span = match days {
        ..1 => "within a day".to_owned(),
        1 => "in 1 day".to_owned(),
        days => format!("in {days} days"),
    };
    let named: Vec<String> = earlier.iter().take(TOLD).map(ObjectId::short).collect();
    let more = match earlier.len().saturating_sub(TOLD) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{} patch to {spot} {span}, after {}{more}", ordinal(*patches), named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{Question, Reply, question};
    use crate::classify::testing::{Story, commit, history, id};
    use crate::journal::{About, LineSample, Said};
    use crate::model::{Answer, Answers, Asked, Kind, Nature, Thresholds};
    use crate::pipeline::{Judged, judge};

    type Given<'a> = (&'a str, Option<Kind>, Option<bool>);

    fn judged(story: &[Story], given: &[Given<'_>]) -> Judged {
        let mut answers = Answers::default();
        for (commit, kind, root_cause) in given {
            let (kind, root_cause) = (*kind, *root_cause);
            let answer = Answer { kind, root_cause, asked: None, at: 0, offset_minutes: 0 };
            answers.set(id(commit), answer);
        }
        let history = history(story);
        let now = history.commits.last().unwrap().time();
        judge(history, answers, Thresholds::default(), now)
    }

    fn patch(label: &str, day: &str) -> Story {
        commit("fix: stop early").called(label).on(day).edit("src/a.rs", "fn f", 1, 1)
    }

    fn recurring() -> Vec<Story> {
        vec![
            commit("feat: f").on("2024-01-01").edit("src/a.rs", "fn f", 9, 0).introducing(),
            patch("one", "2024-02-01"),
            patch("two", "2024-02-20"),
            patch("three", "2024-03-14"),
        ]
    }

    fn asked(story: &[Story], given: &[Given<'_>], of: &str) -> Option<Question> {
        question(&judged(story, given), id(of))
    }

    #[test]
    fn the_third_patch_is_asked_for_the_root_cause() {
        let story = recurring();
        let question = asked(&story, &[], "three").unwrap();
        assert_eq!(question.commit(), id("three"));
        let expected = "third patch to src/a.rs: fn f: does it go to the root cause?";
        assert_eq!(question.asks(), expected);
        let (one, two) = (id("one").short(), id("two").short());
        let because = format!("third patch to src/a.rs: fn f in 42 days, after {two}, {one}");
        assert_eq!(question.why()[0], because);
        assert!(question.why()[1].starts_with("it does not replace the lines"));
        assert_eq!(question.reply('y'), Some(Reply::RootCause(true)));
        assert_eq!(question.reply('N'), Some(Reply::RootCause(false)));
        assert_eq!(question.reply('\r'), None);
    }

    #[test]
    fn earlier_patches_answered_ones_and_other_commits_are_not_asked() {
        let story = recurring();
        for label in ["feat: f", "one", "two"] {
            assert_eq!(asked(&story, &[], label), None, "{label}");
        }
        assert_eq!(asked(&story, &[], "unknown"), None);
        for answer in [true, false] {
            assert_eq!(asked(&story, &[("three", None, Some(answer))], "three"), None);
        }
        // What was said of the kind decides that it is no patch.
        assert_eq!(asked(&story, &[("three", Some(Kind::Feat), None)], "three"), None);
        // What was said of another commit leaves the question open.
        assert!(asked(&story, &[("two", None, Some(true))], "three").is_some());
    }

    #[test]
    fn an_answer_that_changes_nothing_is_not_asked_for() {
        let mut story = recurring();
        story.push(
            commit("feat: another way to f")
                .called("later")
                .on("2024-03-20")
                .edit("src/a.rs", "fn f", 9, 9),
        );
        assert!(asked(&story, &[], "three").is_some());
        assert_eq!(asked(&story, &[("later", None, Some(true))], "three"), None);
    }

    #[test]
    fn every_answer_to_the_root_cause_changes_what_ended_the_chain() {
        let starts_over = |mut story: Vec<Story>| {
            let last = story.pop().unwrap();
            story.push(last.reworking("one", 2).reworking("two", 2));
            story
        };
        for (story, taken_for_one) in [(recurring(), false), (starts_over(recurring()), true)] {
            let ended = |root_cause| {
                let judged = judged(&story, &[("three", None, root_cause)]);
                judged.episodes.chains[0].ended_by.is_some()
            };
            assert_eq!(
                (ended(None), ended(Some(true)), ended(Some(false))),
                (taken_for_one, true, false)
            );
            let Some(Question::RootCause { taken_for_one: taken, .. }) =
                asked(&story, &[], "three")
            else {
                panic!("nothing was asked");
            };
            assert_eq!(taken, taken_for_one);
        }
    }

    /// A commit whose message and shape say little.
    fn vague() -> Story {
        commit("use the pool").called("vague").on("2024-05-01").edit("src/a.rs", "fn g", 2, 2)
    }

    #[test]
    fn a_kind_is_asked_for_where_the_likeliest_ones_differ_in_nature() {
        let mut story = recurring();
        story.push(vague());
        let question = asked(&story, &[], "vague").unwrap();
        let Question::Kind { likely, because, .. } = &question else { panic!("{question:?}") };
        assert_ne!(likely[0].nature, likely[1].nature);
        assert!((2..=3).contains(&likely.len()) && !because.is_empty());
        assert_eq!(question.reply('1'), Some(Reply::Kind(likely[0].kind)));
        assert_eq!(question.reply('9'), None);
        assert_eq!(question.choices().len(), likely.len());
        let told = likely.iter().any(|likely| likely.nature == Nature::Patch);
        let patches = question.choices().iter().any(|choice| choice.changes.contains("patches"));
        assert_eq!(told, patches);
        assert_eq!(asked(&story, &[("vague", Some(Kind::Fix), None)], "vague"), None);
    }

    #[test]
    fn a_kind_that_is_plain_or_changes_nothing_is_not_asked_for() {
        let plain = commit("feat: use the pool").edit("src/a.rs", "fn f", 2, 2);
        assert_eq!(asked(&[plain], &[], "feat: use the pool"), None);
        let inside =
            |section: &str| commit("use the pool").called("vague").edit("src/a.rs", section, 2, 2);
        let tests = inside("mod tests > fn f");
        assert_eq!(asked(&[tests], &[], "vague"), None, "tests are upkeep whatever was said");
        let comments = inside("fn f").comments();
        assert_eq!(asked(&[comments], &[], "vague"), None, "and so are comments");
    }

    #[test]
    fn first_letters_are_keys_where_they_are_unique() {
        let likely = |kind| super::Likely { kind, probability: 0.3, nature: Nature::Upkeep };
        let likely = [Kind::Feat, Kind::Fix, Kind::Refactor].map(likely).to_vec();
        let question = Question::Kind { commit: id("a"), likely, because: Vec::new() };
        assert_eq!(question.asks(), "was it feat, fix or refactor?");
        assert_eq!(question.reply('f'), None);
        assert_eq!(question.reply('r'), Some(Reply::Kind(Kind::Refactor)));
        assert_eq!(question.reply('2'), Some(Reply::Kind(Kind::Fix)));
    }

    #[test]
    fn what_was_said_before_stays() {
        let about = About {
            commit: id("a"),
            roots: Vec::new(),
            patch: None,
            author: String::new(),
            author_time: 0,
            lines: LineSample::default(),
        };
        let held = Some(Kind::Fix);
        let held = Answer { kind: held, root_cause: None, asked: None, at: 0, offset_minutes: 0 };
        let said = |reply: Reply, held| match reply.said(about.clone(), held, Asked::Prompt) {
            Said::Answer { kind, root_cause, asked: Some(Asked::Prompt), .. } => (kind, root_cause),
            other => panic!("{other:?}"),
        };
        assert_eq!(said(Reply::RootCause(true), Some(&held)), (Some(Kind::Fix), Some(true)));
        assert_eq!(said(Reply::Kind(Kind::Docs), None), (Some(Kind::Docs), None));
    }
}
