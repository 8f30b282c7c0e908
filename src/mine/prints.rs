//! Lines as numbers: what moved blocks and fingerprints are found by.
//!
//! In: the bytes of lines. Out: for each line a hash that ignores white space, and its weight;
//! of many lines a sample. Deliberately absent: cryptography; a collision costs a wrong count of one line.

use crate::model::FileChange;

/// A line without its white space, as a number: a hash in the upper bits, in the lowest byte how many
/// letters and digits the line has (255 stands for more as well). One number, because a large commit
/// keeps one for every line that it touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LinePrint(u64);

/// An odd number with well-mixed bits: the fractional part of the golden ratio, as in Knuth's
/// multiplicative hashing.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

impl LinePrint {
    /// The print of a line.
    pub(super) fn of(line: &[u8]) -> Self {
        let (mut hash, mut word, mut filled, mut weight) = (0_u64, 0_u64, 0_u32, 0_u32);
        for byte in line {
            let class = CLASS[usize::from(*byte)];
            if class == WHITE {
                continue;
            }
            weight += u32::from(class);
            word = word << 8 | u64::from(*byte);
            filled += 1;
            if filled.is_multiple_of(8) {
                hash = mixed(hash, word);
                word = 0;
            }
        }
        let hash = mixed(mixed(hash, word), u64::from(filled));
        Self(hash & !0xff | u64::from(weight.min(0xff)))
    }

    /// Letters and digits of the line, at most 255.
    pub(super) const fn weight(self) -> u32 {
        (self.0 & 0xff) as u32
    }

    /// The hash alone, shorter: what a sample keeps of a line.
    const fn short(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// The same in every version and on every machine.
    pub(super) const fn to_bytes(self) -> [u8; 8] {
        self.0.to_le_bytes()
    }
}

/// A line, and the one that stands before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlacedLine {
    pub before: Option<LinePrint>,
    pub line: LinePrint,
}

/// Samples of two sides, each of what does not stand on the other as well: of the lines that have a letter or
/// a digit those with the least hashes, in order. A line that stands on both sides counts where it follows
/// another line than there, so that moves can be told. The same lines give the same sample, and of two sides that
/// have lines in common so have the samples (a bottom-k sketch; Cohen, Kaplan, *Summarizing data using
/// bottom-k sketches*, PODC 2007).
pub(super) fn samples(old: &[PlacedLine], new: &[PlacedLine]) -> [Vec<u32>; 2] {
    let lines = [old, new].map(|side| shorts(side, |placed| placed.line.short()));
    let differing = |side: &[PlacedLine], other: &[u32]| {
        shorts(side, |placed| {
            let short = placed.line.short();
            if other.binary_search(&short).is_err() { short } else { placed.short() }
        })
    };
    let [old, new] = [differing(old, &lines[1]), differing(new, &lines[0])];
    let sample = |side: &[u32], other: &[u32]| {
        let own = side.iter().copied().filter(|short| other.binary_search(short).is_err());
        own.take(FileChange::SAMPLE).collect()
    };
    [sample(&old, &new), sample(&new, &old)]
}

fn shorts(side: &[PlacedLine], short: impl Fn(&PlacedLine) -> u32) -> Vec<u32> {
    let telling = side.iter().filter(|placed| placed.line.weight() > 0);
    let mut shorts: Vec<u32> = telling.map(short).collect();
    shorts.sort_unstable();
    shorts.dedup();
    shorts
}

impl PlacedLine {
    /// The hash of the line at its place.
    fn short(&self) -> u32 {
        let before = self.before.map_or(0, |before| before.0);
        (mixed(self.line.0, before) >> 32) as u32
    }
}

const fn mixed(hash: u64, word: u64) -> u64 {
    let product = (hash.rotate_left(29) ^ word).wrapping_mul(MIX);
    product ^ product >> 32
}

/// The class of white space.
const WHITE: u8 = 2;

/// What each byte counts as: 1 for letters, digits and whatever is no ASCII, [`WHITE`], 0 for the rest.
const CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = u8::MIN;
    while byte < u8::MAX {
        class[byte as usize] = if byte.is_ascii_whitespace() {
            WHITE
        } else {
            (byte.is_ascii_alphanumeric() || !byte.is_ascii()) as u8
        };
        byte += 1;
    }
    class[u8::MAX as usize] = 1;
    class
};

/// Whether two pieces of text differ in nothing but white space, line breaks and trailing commas.
pub(super) fn same_but_for_layout(old: &[u8], new: &[u8]) -> bool {
    substance(old).eq(substance(new))
}

/// For each line of `new` the line of `old` that it continues, when the two differ in nothing but layout:
/// the one that holds its first byte that counts. A blank line goes with the line before.
pub(super) fn continued_lines(old: &[u8], new: &[u8]) -> Vec<u32> {
    let mut old_lines = lines_of_substance(old);
    let mut continued = Vec::new();
    let mut last = 0;
    for line in lines_of_substance(new) {
        let old_line = old_lines.next().unwrap_or(last);
        while continued.len() <= line as usize {
            let is_its_own = continued.len() == line as usize;
            continued.push(if is_its_own { old_line } else { last });
        }
        last = old_line;
    }
    let lines = new.split_inclusive(|byte| *byte == b'\n').count();
    continued.resize(lines, last);
    continued
}

/// The line of each byte that counts.
fn lines_of_substance(text: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let (mut line, mut looked_at) = (0, 0);
    places_of_substance(text).map(move |at| {
        let breaks = memchr::memchr_iter(b'\n', &text[looked_at..at]).count();
        line += u32::try_from(breaks).unwrap_or(u32::MAX);
        looked_at = at;
        line
    })
}

/// The bytes that count.
fn substance(text: &[u8]) -> impl Iterator<Item = u8> + '_ {
    places_of_substance(text).map(|at| text[at])
}

/// Where the bytes stand that count: no white space, and no comma before a closing bracket.
fn places_of_substance(text: &[u8]) -> impl Iterator<Item = usize> + '_ {
    (0..text.len()).filter(|at| !text[*at].is_ascii_whitespace()).filter(move |at| {
        if text[*at] != b',' {
            return true;
        }
        let next = text[at + 1..].iter().find(|byte| !byte.is_ascii_whitespace());
        !matches!(next, None | Some(b')' | b']' | b'}'))
    })
}

#[cfg(test)]
mod tests {
    use super::{FileChange, LinePrint, PlacedLine, continued_lines, same_but_for_layout, samples};

    #[test]
    fn prints_ignore_white_space() {
        assert_eq!(LinePrint::of(b"  a = b ;\n"), LinePrint::of(b"a=b;"));
        assert_ne!(LinePrint::of(b"a"), LinePrint::of(b"b"));
        assert_ne!(LinePrint::of(b"a"), LinePrint::of(b"a\0"));
        assert_ne!(LinePrint::of(b"abcdefgh"), LinePrint::of(b"abcdefghi"));
        assert_eq!(LinePrint::of(b" ab1 {}").weight(), 3);
        assert_eq!(LinePrint::of(&[b'x'; 300]).weight(), 255);
    }

    fn placed(text: &str) -> Vec<PlacedLine> {
        let mut before = None;
        let line = |text: &str| {
            let line = LinePrint::of(text.as_bytes());
            PlacedLine { before: before.replace(line), line }
        };
        text.lines().map(line).collect()
    }

    #[test]
    fn samples_are_of_what_stands_on_one_side_only() {
        let [went, came] = samples(&placed("a\n}\nb\nb"), &placed("a\n  }\nc"));
        assert_eq!(went, [LinePrint::of(b"b").short()]);
        assert_eq!(came, [LinePrint::of(b"c").short()]);
        let many: Vec<_> = (0..99).map(|line| format!("{line}\n")).collect();
        let [all, _] = samples(&placed(&many.concat()), &[]);
        let [half, _] = samples(&placed(&many[..50].concat()), &[]);
        assert_eq!((all.len(), half.len()), (FileChange::SAMPLE, FileChange::SAMPLE));
        assert!(all.is_sorted() && all.iter().any(|short| half.contains(short)));
    }

    #[test]
    fn what_moves_there_and_back_is_told_and_what_is_only_laid_out_anew_is_not() {
        let [went, came] = samples(&placed("a\nb\nc"), &placed("a\nc\nb"));
        assert!(!went.is_empty() && !came.is_empty());
        assert_eq!(samples(&placed("a\nc\nb"), &placed("a\nb\nc")), [came, went]);
        let [went, came] = samples(&placed("a\n b"), &placed("a\n  b"));
        assert!(went.is_empty() && came.is_empty());
    }

    #[test]
    fn layout() {
        assert!(same_but_for_layout(b"f(a, b)", b"f(\n    a,\n    b,\n)"));
        assert!(same_but_for_layout(b"\n", b""));
        assert!(!same_but_for_layout(b"f(a, b)", b"f(a b)"));
        assert!(!same_but_for_layout(b"f(a)", b"g(a)"));
    }

    #[test]
    fn lines_go_on_in_another_layout() {
        assert_eq!(continued_lines(b"f(a,\n  b)\n", b"f(\n    a,\n\n    b,\n)\n"), [0, 0, 0, 1, 1]);
        assert_eq!(continued_lines(b"f(\n  a,\n  b\n)\n", b"f(a, b)\n"), [0]);
        assert_eq!(continued_lines(b"a\nb\n", b"  a\n  b\n"), [0, 1]);
        assert_eq!(continued_lines(b"\n", b"\n\n"), [0, 0]);
    }
}
