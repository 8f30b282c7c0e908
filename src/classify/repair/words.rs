//! What messages and titles speak of: their words, and how rare each is in the repository.
//!
//! In: texts. Out: sets of words that can be compared, and the weight of what two of them have in common. A word is a place in
//! a table of fixed size, so that counting is quick; now and then two words share one. Deliberately absent: grammar, and
//! lists of words that say nothing; rarity says that.

use crate::classify::each::each;
use crate::model::{CommitIndex, History};

/// A word: its place in the table.
pub(super) type Word = u32;

/// Places in the table.
const PLACES: usize = 1 << 20;
/// Bytes of a body that are read; what is longer quotes logs.
const BODY_BYTES: usize = 4_000;

/// The words of one message, each once and in order.
#[derive(Clone, Debug, Default)]
pub(super) struct MessageWords {
    pub(super) subject: Box<[Word]>,
    /// Subject and body.
    pub(super) all: Box<[Word]>,
    /// How much the subject says.
    pub(super) subject_weight: f64,
    /// How much all of it says.
    pub(super) weight: f64,
}

/// The words of all messages.
pub(super) struct Words {
    messages: Vec<MessageWords>,
    /// By place, the number of the word among those that messages have, from 1; 0 for all others. Pages of it
    /// that are not touched cost nothing, so that a short history is quickly looked at.
    numbers: Vec<u32>,
    /// By number, the weight of the word: the logarithm of how rare it is.
    weights: Vec<f32>,
    /// By number, where the commits of the word begin, if it is rare; one more at the end.
    starts: Vec<u32>,
    /// The commits of rare words, oldest first.
    commits: Vec<u32>,
}

/// A word that more messages have finds no commits.
const RARE: u32 = 60;

impl Words {
    pub(super) fn of(history: &History) -> Self {
        let mut messages: Vec<MessageWords> =
            each(&history.commits, |commit| message(&commit.subject, &commit.body));
        let mut numbers = vec![0_u32; PLACES];
        // The first is for words that no message has.
        let mut counts = vec![0_u32];
        for word in messages.iter().flat_map(|message| message.all.iter()) {
            let number = &mut numbers[*word as usize];
            if *number == 0 {
                *number = u32::try_from(counts.len()).unwrap_or(u32::MAX);
                counts.push(0);
            }
            counts[*number as usize] += 1;
        }
        let all = messages.len().max(1) as f64;
        let weight = |count: u32| (all / f64::from(count.max(1))).ln().max(0.0);
        #[expect(clippy::cast_possible_truncation, reason = "a weight needs no more digits")]
        let weights: Vec<f32> = counts.iter().map(|count| weight(*count) as f32).collect();
        let (starts, commits) = commits_of(&messages, &numbers, &counts);
        let sum = |words: &[Word]| -> f64 {
            words.iter().map(|word| f64::from(weights[numbers[*word as usize] as usize])).sum()
        };
        for message in &mut messages {
            message.subject_weight = sum(&message.subject);
            message.weight = sum(&message.all);
        }
        Self { messages, numbers, weights, starts, commits }
    }

    /// The earlier commits whose messages share the most rare words with that of a commit, at most
    /// so many.
    pub(super) fn alike(&self, commit: usize, most: usize) -> Vec<CommitIndex> {
        let mut hits: Vec<(u32, f64)> = Vec::new();
        for word in &self.messages[commit].all {
            let number = self.numbers[*word as usize] as usize;
            let (start, end) = (self.starts[number], self.starts[number + 1]);
            let earlier = self.commits[start as usize..end as usize].iter();
            let weight = self.weight(*word);
            hits.extend(earlier.take_while(|at| (**at as usize) < commit).map(|at| (*at, weight)));
        }
        hits.sort_unstable_by_key(|(at, _)| *at);
        let of_commit = hits.chunk_by(|a, b| a.0 == b.0).map(|same| {
            let shared: f64 = same.iter().map(|(_, weight)| weight).sum();
            (shared / self.messages[same[0].0 as usize].weight.max(1.0).sqrt(), same[0].0)
        });
        let mut found: Vec<(f64, u32)> = of_commit.collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        found.into_iter().take(most).map(|(_, at)| CommitIndex(at)).collect()
    }

    pub(super) fn message(&self, commit: usize) -> &MessageWords {
        &self.messages[commit]
    }

    /// How much a word says: 0 when every message has it, the most when only one has.
    pub(super) fn weight(&self, word: Word) -> f64 {
        f64::from(self.weights[self.numbers[word as usize] as usize])
    }

    /// What a word says that is in one message only; at least 1.
    pub(super) fn scale(&self) -> f64 {
        (self.messages.len() as f64).ln().max(1.0)
    }

    /// How much the words that two sets have in common say.
    pub(super) fn common(&self, one: &[Word], other: &[Word]) -> f64 {
        let mut sum = 0.0;
        let (mut one, mut other) = (one, other);
        while let ([a, one_rest @ ..], [b, other_rest @ ..]) = (one, other) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => one = one_rest,
                std::cmp::Ordering::Greater => other = other_rest,
                std::cmp::Ordering::Equal => {
                    sum += self.weight(*a);
                    (one, other) = (one_rest, other_rest);
                }
            }
        }
        sum
    }
}

/// The words of one text, to be compared with many others.
pub(super) struct WordSet<'w> {
    words: &'w [Word],
    /// Tells quickly of most words that they are not among them.
    bits: [u64; 64],
}

impl<'w> WordSet<'w> {
    /// Of words that stand in order, each once.
    pub(super) fn of(words: &'w [Word]) -> Self {
        let mut bits = [0; 64];
        for word in words {
            bits[(word >> 6 & 63) as usize] |= 1_u64 << (word & 63);
        }
        Self { words, bits }
    }

    fn position(&self, word: Word) -> Option<usize> {
        let may_be = self.bits[(word >> 6 & 63) as usize] >> (word & 63) & 1 == 1;
        may_be.then(|| self.words.binary_search(&word).ok())?
    }

    /// At which positions the words stand that are in it, each once and in order.
    pub(super) fn positions<'o>(&self, words: impl Iterator<Item = &'o Word>) -> Vec<usize> {
        let mut found: Vec<usize> = words.filter_map(|word| self.position(*word)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Those of some words that are in it.
    pub(super) fn shared(&self, words: &[Word]) -> impl Iterator<Item = Word> {
        words.iter().copied().filter(|word| self.position(*word).is_some())
    }
}

fn commits_of(messages: &[MessageWords], numbers: &[u32], counts: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut starts = Vec::with_capacity(counts.len() + 1);
    let mut end = 0;
    for count in counts {
        starts.push(end);
        end += if *count <= RARE { *count } else { 0 };
    }
    starts.push(end);
    let mut next = starts.clone();
    let mut commits = vec![0; end as usize];
    for (message, commit) in messages.iter().zip(0..) {
        for word in &message.all {
            let number = numbers[*word as usize] as usize;
            if counts[number] <= RARE {
                commits[next[number] as usize] = commit;
                next[number] += 1;
            }
        }
    }
    (starts, commits)
}

fn message(subject: &str, body: &str) -> MessageWords {
    let mut of_subject = Vec::new();
    each_word(subject, |word| of_subject.push(place(word)));
    let mut all = of_subject.clone();
    each_word_of_body(body, |word| all.push(place(word)));
    let (subject, all) = (in_order(of_subject), in_order(all));
    MessageWords { subject, all, ..MessageWords::default() }
}

/// The words of a body, without those of its trailers.
pub(super) fn each_word_of_body<'t>(body: &'t str, mut each: impl FnMut(&'t str)) {
    for line in shortened(body).lines().filter(|line| !is_trailer(line)) {
        each_word(line, &mut each);
    }
}

fn shortened(body: &str) -> &str {
    let mut end = body.len().min(BODY_BYTES);
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    &body[..end]
}

/// `Signed-off-by: …`, `Cc: …`: who, and not what.
fn is_trailer(line: &str) -> bool {
    let Some((label, _)) = line.split_once(": ") else { return false };
    let is_plain = |byte: u8| byte.is_ascii_alphabetic() || byte == b'-';
    label.bytes().all(is_plain) && (label.contains("-by") || matches!(label, "Cc" | "CC" | "Link"))
}

/// The words of a title or a path.
pub(super) fn words(text: &str) -> Box<[Word]> {
    let mut found = Vec::new();
    each_word(text, |word| found.push(place(word)));
    in_order(found)
}

/// Each word once, in order.
pub(super) fn in_order(mut words: Vec<Word>) -> Box<[Word]> {
    words.sort_unstable();
    words.dedup();
    words.into_boxed_slice()
}

/// Every word, and every part of a name that is joined of several: `tc_core` is also `core`, `LineBuffer`
/// also `buffer`. What has fewer than two letters is no word, nor are numbers of less than three digits; longer ones are often
/// the keys of issues.
pub(super) fn each_word<'t>(text: &'t str, mut each: impl FnMut(&'t str)) {
    let is_in_word = |c: char| c.is_alphanumeric() || c == '_';
    for word in text.split(|c| !is_in_word(c)) {
        let whole = word.trim_matches('_');
        if !is_word(whole) {
            continue;
        }
        each(whole);
        let bytes = whole.as_bytes();
        let mut start = 0;
        for at in 1..=bytes.len() {
            let ends = at == bytes.len()
                || bytes[at] == b'_'
                || (bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase());
            if !ends {
                continue;
            }
            let part = whole[start..at].trim_matches('_');
            if part.len() < whole.len() && part.len() > 2 && is_word(part) {
                each(part);
            }
            start = at;
        }
    }
}

fn is_word(word: &str) -> bool {
    word.len() > 2 || (word.len() == 2 && !word.bytes().any(|byte| byte.is_ascii_digit()))
}

/// The place of a word, in lower case (FNV-1a).
pub(super) fn place(word: &str) -> Word {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
    }
    let folded = (hash ^ (hash >> 20) ^ (hash >> 40)) & (PLACES as u64 - 1);
    u32::try_from(folded).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{each_word, is_trailer};

    #[test]
    fn names_are_words_and_so_are_their_parts() {
        let mut found = Vec::new();
        each_word("tc: fix LineBuffer of tc_core_init() in #4321, 5 (a)", |word| found.push(word));
        let expected = [
            "tc",
            "fix",
            "LineBuffer",
            "Line",
            "Buffer",
            "of",
            "tc_core_init",
            "core",
            "init",
            "in",
            "4321",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn who_signed_is_no_word_of_the_message() {
        assert!(is_trailer("Signed-off-by: Ada <ada@example.org>") && is_trailer("Cc: Ada"));
        assert!(!is_trailer("Note: by and by") && !is_trailer("it is so: yes"));
    }
}
