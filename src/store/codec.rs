//! Lists of small numbers as bytes.
//!
//! In: hunks, moved lines, samples of lines, runs of origins, inherited paths. Out: LEB128 variable-length integers, seven bits a
//! byte, lowest first, and back. Deliberately absent: meaning; a damaged blob decodes to `None`.

use crate::mine::{Carried, Hunk, MovedLines};

/// Writes numbers.
#[derive(Default)]
pub(super) struct Encoder(Vec<u8>);

impl Encoder {
    pub(super) fn put(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.0.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.0.push(number.to_le_bytes()[0]);
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Reads numbers.
pub(super) struct Decoder<'a>(&'a [u8]);

impl<'a> Decoder<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn take(&mut self) -> Option<u32> {
        let mut number = 0_u32;
        for shift in (0..35).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

/// A hunk as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlacedHunk {
    pub hunk: Hunk,
    /// The number of the section that it falls on.
    pub section: u32,
    pub carried: Carried,
}

/// How [`Carried`] is told, in the two lowest bits beside the section.
const NONE: u32 = 0;
const IN_PLACE: u32 = 1;
const FROM: u32 = 2;

/// Hunks in order, each position relative to the end of the hunk before.
pub(super) fn encode_hunks<'a>(hunks: impl Iterator<Item = (Hunk, u32, &'a Carried)>) -> Vec<u8> {
    let mut encoder = Encoder::default();
    let (mut old, mut new) = (0, 0);
    for (hunk, section, carried) in hunks {
        encoder.put(hunk.old_start.saturating_sub(old));
        encoder.put(hunk.old_lines);
        encoder.put(hunk.new_start.saturating_sub(new));
        encoder.put(hunk.new_lines);
        encoder.put(section << 2 | how(carried));
        if let Carried::From(lines) = carried {
            let mut last = 0;
            for line in lines {
                encoder.put(line.saturating_sub(last));
                last = *line;
            }
        }
        (old, new) = (hunk.old_start + hunk.old_lines, hunk.new_start + hunk.new_lines);
    }
    encoder.finish()
}

const fn how(carried: &Carried) -> u32 {
    match carried {
        Carried::None => NONE,
        Carried::InPlace => IN_PLACE,
        Carried::From(_) => FROM,
    }
}

/// The inverse of [`encode_hunks`].
pub(super) fn decode_hunks(bytes: &[u8]) -> Option<Vec<PlacedHunk>> {
    let mut decoder = Decoder::new(bytes);
    let mut hunks = Vec::new();
    let (mut old, mut new) = (0_u32, 0_u32);
    while !decoder.is_empty() {
        let old_start = old.checked_add(decoder.take()?)?;
        let old_lines = decoder.take()?;
        let new_start = new.checked_add(decoder.take()?)?;
        let new_lines = decoder.take()?;
        let section = decoder.take()?;
        let carried = match section & 3 {
            NONE => Carried::None,
            IN_PLACE => Carried::InPlace,
            FROM => Carried::From(decode_lines(&mut decoder, new_lines)?),
            _ => return None,
        };
        let hunk = Hunk { old_start, old_lines, new_start, new_lines };
        hunks.push(PlacedHunk { hunk, section: section >> 2, carried });
        (old, new) = (old_start.checked_add(old_lines)?, new_start.checked_add(new_lines)?);
    }
    Some(hunks)
}

fn decode_lines(decoder: &mut Decoder<'_>, count: u32) -> Option<Vec<u32>> {
    let mut last = 0_u32;
    let mut lines = Vec::new();
    for _ in 0..count {
        last = last.checked_add(decoder.take()?)?;
        lines.push(last);
    }
    Some(lines)
}

/// Moved lines in order, each position after the commit relative to the end of the run before.
pub(super) fn encode_moves(moves: &[MovedLines]) -> Vec<u8> {
    let mut encoder = Encoder::default();
    let mut end = 0;
    for moved in moves {
        encoder.put(moved.new_start.saturating_sub(end));
        encoder.put(moved.lines);
        encoder.put(moved.file);
        encoder.put(moved.old_start);
        end = moved.new_start + moved.lines;
    }
    encoder.finish()
}

/// The inverse of [`encode_moves`].
pub(super) fn decode_moves(bytes: &[u8]) -> Option<Vec<MovedLines>> {
    let mut decoder = Decoder::new(bytes);
    let mut moves = Vec::new();
    let mut end = 0_u32;
    while !decoder.is_empty() {
        let new_start = end.checked_add(decoder.take()?)?;
        let (lines, file, old_start) = (decoder.take()?, decoder.take()?, decoder.take()?);
        end = new_start.checked_add(lines)?;
        old_start.checked_add(lines)?;
        moves.push(MovedLines { new_start, lines, file, old_start });
    }
    Some(moves)
}

/// A sample of lines: four bytes a line, little-endian; hashes would only grow by anything cleverer.
pub(super) fn encode_sample(sample: &[u32]) -> Vec<u8> {
    sample.iter().flat_map(|line| line.to_le_bytes()).collect()
}

/// The inverse of [`encode_sample`].
pub(super) fn decode_sample(bytes: &[u8]) -> Option<Box<[u32]>> {
    let (lines, rest) = bytes.as_chunks();
    rest.is_empty().then(|| lines.iter().map(|line| u32::from_le_bytes(*line)).collect())
}

/// Origins of lines as runs: a commit and how many lines.
pub(super) fn encode_runs(origins: &[u32]) -> Vec<u8> {
    let mut encoder = Encoder::default();
    for run in origins.chunk_by(|a, b| a == b) {
        encoder.put(run[0]);
        encoder.put(u32::try_from(run.len()).unwrap_or(u32::MAX));
    }
    encoder.finish()
}

/// The runs, as (commit, lines).
pub(super) fn decode_runs(bytes: &[u8]) -> Option<Vec<(u32, u32)>> {
    let mut decoder = Decoder::new(bytes);
    let mut runs = Vec::new();
    while !decoder.is_empty() {
        runs.push((decoder.take()?, decoder.take()?));
    }
    Some(runs)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        Carried, Hunk, MovedLines, PlacedHunk, decode_hunks, decode_moves, decode_runs,
        decode_sample, encode_hunks, encode_moves, encode_runs, encode_sample,
    };

    proptest! {
        #[test]
        fn hunks_come_back(gaps in prop::collection::vec((0..1000_u32, 0..90_000_u32, 0..500_u32, 0..9_u32), 0..20)) {
            let (mut old, mut new) = (0, 0);
            let hunks: Vec<_> = gaps.into_iter().map(|(gap, old_lines, new_lines, section)| {
                let hunk = Hunk { old_start: old + gap, old_lines, new_start: new + gap, new_lines };
                (old, new) = (old + gap + old_lines, new + gap + new_lines);
                let carried = match section % 3 {
                    0 => Carried::None,
                    1 => Carried::InPlace,
                    _ => Carried::From((0..new_lines).map(|line| line / 2).collect()),
                };
                PlacedHunk { hunk, section, carried }
            }).collect();
            let bytes = encode_hunks(hunks.iter().map(|at| (at.hunk, at.section, &at.carried)));
            prop_assert_eq!(decode_hunks(&bytes), Some(hunks));
        }

        #[test]
        fn moves_come_back(runs in prop::collection::vec((0..900_u32, 1..500_u32, 0..9_u32, 0..90_000_u32), 0..20)) {
            let mut end = 0;
            let moves: Vec<_> = runs.into_iter().map(|(gap, lines, file, old_start)| {
                let moved = MovedLines { new_start: end + gap, lines, file, old_start };
                end += gap + lines;
                moved
            }).collect();
            prop_assert_eq!(decode_moves(&encode_moves(&moves)), Some(moves));
        }

        #[test]
        fn samples_come_back(sample in prop::collection::vec(any::<u32>(), 0..17)) {
            let decoded = decode_sample(&encode_sample(&sample)).map(Vec::from);
            prop_assert_eq!(decoded, Some(sample));
        }

        #[test]
        fn runs_come_back(origins in prop::collection::vec(0..4_u32, 0..100)) {
            let runs = decode_runs(&encode_runs(&origins)).unwrap();
            let expanded: Vec<u32> =
                runs.into_iter().flat_map(|(origin, lines)| vec![origin; lines as usize]).collect();
            prop_assert_eq!(expanded, origins);
        }

        #[test]
        fn damage_is_noticed_or_harmless(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = decode_hunks(&bytes);
            let _ = decode_moves(&bytes);
            let _ = decode_runs(&bytes);
            let _ = decode_sample(&bytes);
        }
    }
}
