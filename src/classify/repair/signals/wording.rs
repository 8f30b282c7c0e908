//! What the messages of fix and candidate have in common, and whether the fix speaks of what the candidate touched.

use super::{Linker, Look, Signal, is};
use crate::classify::repair::words::{MessageWords, Word, WordSet, Words};
use crate::model::CommitIndex;

pub(super) const SIGNALS: &[Signal] = &[
    ("alike", |look| look.in_common.likeness),
    ("most-alike", |look| {
        is(look.in_common.likeness > 0.0 && look.in_common.likeness >= look.most.likeness)
    }),
    ("alike-untouched", |look| {
        is(look.seen.lines + look.seen.context == 0) * look.in_common.likeness
    }),
    ("subjects-alike", |look| look.in_common.subject),
    ("subject-in-message", |look| {
        part(look, &look.words.subject, &look.fix_words.all, look.words.subject_weight)
    }),
    ("message-in-subject", |look| {
        part(look, &look.fix_words.subject, &look.words.all, look.fix_words.subject_weight)
    }),
    ("rarest-word", |look| look.in_common.rarest),
    ("telling-words", |look| look.in_common.telling),
    ("telling-subject", |look| look.in_common.telling_subject),
    ("telling-subject-part", |look| look.in_common.telling_subject_part),
    ("place-in-subject", |look| {
        part(look, &look.words.subject, &look.fix.places, look.words.subject_weight)
    }),
    ("names-place", |look| look.in_common.rarest_name),
    ("telling-names", |look| look.in_common.telling_names),
    ("by-words-alone", |look| is(look.seen.by_words && look.seen.files == 0)),
    ("other-area", |look| {
        let (of_fix, own) = (area(&look.fix_commit.subject), area(&look.candidate.subject));
        is(of_fix.is_some() && own.is_some() && of_fix != own)
    }),
];

/// What a fix and a candidate have in common in words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct InCommon {
    /// The cosine of the two messages, each word by its weight.
    pub(super) likeness: f64,
    /// The same of the subjects.
    pub(super) subject: f64,
    /// How rare a word is that both have.
    rarest: f64,
    /// Words in common that few of the candidates have.
    telling: f64,
    /// Of these, what the candidate's subject has.
    telling_subject: f64,
    /// The same as a share of what its subject says.
    telling_subject_part: f64,
    /// How rare a name is that the fix speaks of and that is in the title of a section which the candidate touched.
    rarest_name: f64,
    /// Of these, names that few of the candidates touched.
    telling_names: f64,
}

/// Changes of a candidate whose titles are read.
const CHANGES: usize = 60;

/// Words that a candidate shares with a fix, as positions in the message of the fix.
struct Shared {
    all: Vec<usize>,
    subject: Vec<usize>,
    /// Those in the titles of sections which the candidate touched.
    names: Vec<usize>,
}

/// How many candidates share each word of the message of a fix.
struct Counts {
    candidates: usize,
    all: Vec<u32>,
    names: Vec<u32>,
}

impl Counts {
    fn of(shared: &[Shared], words: usize) -> Self {
        let (mut all, mut names) = (vec![0; words], vec![0; words]);
        for shared in shared {
            shared.all.iter().for_each(|at| all[*at] += 1);
            shared.names.iter().for_each(|at| names[*at] += 1);
        }
        Self { candidates: shared.len(), all, names }
    }

    /// How much a word tells one candidate from the others, from 0 (all have it) to 1.
    fn tells(&self, count: u32) -> f64 {
        let all = self.candidates as f64 + 1.0;
        (all / f64::from(count.max(1))).ln() / all.ln().max(1.0)
    }
}

/// What a fix has in common with each of its candidates.
pub(super) fn in_common(
    linker: &Linker<'_>,
    fix: CommitIndex,
    candidates: &[CommitIndex],
) -> Vec<InCommon> {
    let of_fix = linker.words.message(fix.get());
    let words = WordSet::of(&of_fix.all);
    let shared = candidates.iter().map(|candidate| {
        let message = linker.words.message(candidate.get());
        let changes = &linker.history.changes[linker.history.commit(*candidate).changes.clone()];
        let changes = changes.iter().take(CHANGES);
        let titles = changes.flat_map(|change| linker.title_words(change.spot));
        Shared {
            all: words.positions(message.all.iter()),
            subject: words.positions(message.subject.iter()),
            names: words.positions(titles),
        }
    });
    let shared: Vec<Shared> = shared.collect();
    let counts = Counts::of(&shared, of_fix.all.len());
    let measured = candidates.iter().zip(&shared).map(|(candidate, shared)| {
        measure(&linker.words, of_fix, linker.words.message(candidate.get()), shared, &counts)
    });
    measured.collect()
}

fn measure(
    words: &Words,
    of_fix: &MessageWords,
    message: &MessageWords,
    shared: &Shared,
    counts: &Counts,
) -> InCommon {
    let scale = words.scale();
    let weight = |at: &usize| words.weight(of_fix.all[*at]);
    let telling = |positions: &[usize], counted: &[u32]| -> f64 {
        positions.iter().map(|at| weight(at) * counts.tells(counted[*at])).sum()
    };
    let rarest = |positions: &[usize]| positions.iter().map(weight).fold(0.0, f64::max) / scale;
    let said: f64 = shared.all.iter().map(weight).sum();
    let subjects = words.common(&of_fix.subject, &message.subject);
    let subject = telling(&shared.subject, &counts.all);
    InCommon {
        likeness: over(said, (of_fix.weight * message.weight).sqrt()),
        subject: over(subjects, (of_fix.subject_weight * message.subject_weight).sqrt()),
        rarest: rarest(&shared.all),
        telling: (telling(&shared.all, &counts.all) / scale).ln_1p(),
        telling_subject: (subject / scale).ln_1p(),
        telling_subject_part: over(subject, message.subject_weight),
        rarest_name: rarest(&shared.names),
        telling_names: (telling(&shared.names, &counts.names) / scale).ln_1p(),
    }
}

fn over(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// How much of what the first set says is in the second.
fn part(look: &Look<'_>, of: &[Word], within: &[Word], whole: f64) -> f64 {
    over(look.linker.words.common(of, within), whole)
}

/// `net: tcp: fix x` is about `net: tcp`.
fn area(subject: &str) -> Option<&str> {
    subject.rsplit_once(": ").map(|(area, _)| area).filter(|area| area.len() < 40)
}
