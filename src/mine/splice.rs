//! What hunks and moves do to the origins of a file's lines.
//!
//! In: the origins before, and what a commit did to the lines. Out: the origins after, and whose lines were
//! replaced or deleted. Deliberately absent: which commit comes after which (`lineage`).

use std::ops::Range;
use std::rc::Rc;

use super::facts::{Carried, MovedLines};
use super::lineage::{CommitNumber, LineageFile, LineageHunk, Origins, TouchedLines, UNKNOWN};
use crate::git::Hunk;

/// For each file of a commit the lines that went elsewhere; nothing at all when no file has any.
pub(super) fn moved_out(files: &[LineageFile]) -> Vec<Vec<Range<u32>>> {
    if files.iter().all(|file| file.moves.is_empty()) {
        return Vec::new();
    }
    let mut left = vec![Vec::new(); files.len()];
    for moved in files.iter().flat_map(|file| &file.moves) {
        if let Some(left) = left.get_mut(moved.file as usize) {
            left.push(moved.old_start..moved.old_start + moved.lines);
        }
    }
    for left in &mut left {
        left.sort_unstable_by_key(|lines| lines.start);
    }
    left
}

/// Gives the lines that moved back to those whose they were, wherever they stood.
pub(super) fn settle(lines: &mut [CommitNumber], moves: &[MovedLines], sources: &[Origins]) {
    for moved in moves {
        let Some(source) = sources.get(moved.file as usize) else { continue };
        let new = lines.iter_mut().skip(moved.new_start as usize).take(moved.lines as usize);
        for (line, old) in new.zip(moved.old_start as usize..) {
            *line = source.get(old).copied().unwrap_or(UNKNOWN);
        }
    }
}

/// Lines on each side of a pure insertion whose origin counts as its context.
const CONTEXT: usize = 3;

/// Whose lines the hunks of a file replace or delete, or stand beside. Lines that `left` for elsewhere were
/// not reworked, and what only came from elsewhere stands beside nothing on purpose.
pub(super) fn touch(
    old: &[CommitNumber],
    hunks: &[LineageHunk],
    left: &[Range<u32>],
    came: &[MovedLines],
    touched: &mut Vec<TouchedLines>,
) {
    let hunks = hunks.iter().map(|hunk| hunk.hunk).enumerate();
    for (number, hunk @ Hunk { old_start, old_lines, .. }) in hunks {
        let start = (old_start as usize).min(old.len());
        if old_lines > 0 {
            let end = (start + old_lines as usize).min(old.len());
            count(number, staying(old, start..end, left), touched, |count| (count, 0));
            // Lines beyond what the replay knows were there when content was not available.
            let beyond = old_lines - u32::try_from(end - start).unwrap_or(old_lines);
            if beyond > 0 {
                let (origin, lines) = (UNKNOWN, beyond);
                touched.push(TouchedLines { hunk: number, origin, lines, context: 0 });
            }
        } else if !came_whole(hunk, came) {
            let around = start.saturating_sub(CONTEXT)..(start + CONTEXT).min(old.len());
            count(number, old[around].to_vec(), touched, |count| (0, count));
        }
    }
}

/// The origins of those lines of a range that did not go elsewhere; `left` is in order.
fn staying(old: &[CommitNumber], range: Range<usize>, left: &[Range<u32>]) -> Vec<CommitNumber> {
    if left.is_empty() {
        return old[range].to_vec();
    }
    let stays = |line: &usize| {
        let line = u32::try_from(*line).unwrap_or(u32::MAX);
        let next = left.partition_point(|lines| lines.end <= line);
        left.get(next).is_none_or(|lines| !lines.contains(&line))
    };
    range.filter(stays).map(|line| old[line]).collect()
}

/// Whether all lines of a hunk came from elsewhere.
fn came_whole(hunk: Hunk, came: &[MovedLines]) -> bool {
    let new = hunk.new_start..hunk.new_start + hunk.new_lines;
    let of_hunk = |moved: &MovedLines| {
        let end = (moved.new_start + moved.lines).min(new.end);
        end.saturating_sub(moved.new_start.max(new.start))
    };
    hunk.new_lines > 0 && came.iter().map(of_hunk).sum::<u32>() == hunk.new_lines
}

fn count(
    hunk: usize,
    mut sorted: Vec<CommitNumber>,
    touched: &mut Vec<TouchedLines>,
    split: impl Fn(u32) -> (u32, u32),
) {
    sorted.sort_unstable();
    for run in sorted.chunk_by(|a, b| a == b) {
        let (lines, context) = split(u32::try_from(run.len()).unwrap_or(u32::MAX));
        touched.push(TouchedLines { hunk, origin: run[0], lines, context });
    }
}

/// The lines of a file after its hunks.
pub(super) fn splice(old: &Origins, hunks: &[LineageHunk], commit: CommitNumber) -> Origins {
    if hunks.is_empty() {
        return Rc::clone(old);
    }
    let added: usize = hunks.iter().map(|hunk| hunk.hunk.new_lines as usize).sum();
    let mut new = Vec::with_capacity(old.len() + added);
    let mut from = 0;
    for LineageHunk { hunk, carried } in hunks {
        let start = hunk.old_start as usize;
        copy(old, from, start, &mut new);
        let origin = |line: u32| old.get(start + line as usize).copied().unwrap_or(UNKNOWN);
        match carried {
            Carried::None => new.extend(std::iter::repeat_n(commit, hunk.new_lines as usize)),
            Carried::InPlace => new.extend((0..hunk.new_lines).map(origin)),
            Carried::From(lines) => new.extend(lines.iter().copied().map(origin)),
        }
        from = (hunk.old_start + hunk.old_lines) as usize;
    }
    copy(old, from, old.len().max(from), &mut new);
    Rc::new(new)
}

/// Copies origins; what lies beyond the known lines is unknown, so that later positions stay right.
fn copy(old: &[CommitNumber], from: usize, to: usize, new: &mut Vec<CommitNumber>) {
    let known = from.min(old.len())..to.min(old.len());
    let missing = to - from - known.len();
    new.extend_from_slice(&old[known]);
    new.extend(std::iter::repeat_n(UNKNOWN, missing));
}

/// A parent takes the unclaimed lines outside its hunks.
pub(super) fn claim(lines: &mut [Option<CommitNumber>], theirs: &[CommitNumber], hunks: &[Hunk]) {
    let end = lines.len();
    let mut pass = |new: Range<usize>, old: usize| {
        for (offset, line) in lines[new].iter_mut().enumerate() {
            line.get_or_insert_with(|| theirs.get(old + offset).copied().unwrap_or(UNKNOWN));
        }
    };
    let (mut new, mut old) = (0, 0);
    for hunk in hunks {
        pass(new..hunk.new_start as usize, old);
        new = (hunk.new_start + hunk.new_lines) as usize;
        old = (hunk.old_start + hunk.old_lines) as usize;
    }
    pass(new.min(end)..end, old);
}
