//! Days of work: the unit in which scope is weighed.
//!
//! In: what commits did to files. Out: one workday for each calendar day, in the author's zone, on which something was
//! done that counts. Deliberately absent: periods, and lines, sections and commits as weights.
//!
//! Each workday weighs 1, divided evenly over the files that were changed on it, and a file's part evenly over what was
//! done to it. So it does not matter in how many commits a day's work is cut, nor how many lines a file got; who works
//! in many places on a day has done a little in each. Only whether a piece of work crosses areas is asked
//! of single commits, and those of one repository that follow each other within ten minutes are one piece.

use std::collections::HashMap;

use jiff::civil::Date;

use super::BoundarySort;
use crate::model::{Kind, Timestamp};

/// Something that a commit did to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// When, by [`crate::model::Commit::time`].
    pub time: Timestamp,
    /// The day of that in the author's zone.
    pub date: Date,
    /// The project, by number.
    pub project: u32,
    /// The file, by a number of its own among those of all projects.
    pub file: u32,
    /// Its area, by a number among those of all projects.
    pub area: u32,
    /// The language of the file, by number.
    pub language: Option<u32>,
    /// The boundary that was changed, if any.
    pub boundary: Option<BoundarySort>,
    /// Whether the file is code of the product, neither test nor document.
    pub is_code: bool,
    /// The kind of the change.
    pub kind: Kind,
    /// Whether it was structural.
    pub structural: bool,
}

/// Commits of one repository that follow each other within so many seconds are one piece of work.
pub const PIECE: Timestamp = 600;

/// A day of work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workday {
    /// The day.
    pub date: Date,
    /// The areas, each with its part of the day.
    pub areas: Vec<(u32, f64)>,
    /// Kinds of change in areas, each with its part.
    pub cells: Vec<((u32, Kind), f64)>,
    /// The files, all with the same part.
    pub files: Vec<u32>,
    /// The languages, each with its part; what is in none has no part here.
    pub languages: Vec<(u32, f64)>,
    /// The part at each sort of boundary, in the order of [`BoundarySort::ALL`].
    pub boundaries: [f64; BoundarySort::ALL.len()],
    /// The structural part.
    pub structural: f64,
    /// Pieces of work that changed code.
    pub pieces: usize,
    /// Of these, pieces that changed code of two areas or more.
    pub crossing: usize,
}

/// The days on which something was done, in order.
#[must_use]
pub(super) fn workdays(deeds: &[Deed]) -> Vec<Workday> {
    let mut deeds: Vec<&Deed> = deeds.iter().collect();
    // They mostly come in the order of time, so that little is left to sort.
    deeds.sort_by_key(|deed| deed.date);
    let days = deeds.chunk_by(|one, other| one.date == other.date);
    days.map(|deeds| {
        let what = |deed: &&Deed| (deed.file, deed.kind, deed.structural, deed.boundary);
        let mut deeds = deeds.to_vec();
        deeds.sort_unstable_by_key(what);
        // A file that was changed twice on a day in the same way was changed once.
        deeds.dedup_by_key(|deed| what(deed));
        workday(&deeds)
    })
    .collect()
}

fn workday(deeds: &[&Deed]) -> Workday {
    let mut day = Workday { date: deeds[0].date, ..Workday::default() };
    let files = || deeds.chunk_by(|one, other| one.file == other.file);
    let part = 1.0 / files().count() as f64;
    let (mut areas, mut cells, mut languages) = (Vec::new(), Vec::new(), Vec::new());
    for deeds in files() {
        let file = deeds[0];
        day.files.push(file.file);
        areas.push((file.area, part));
        languages.extend(file.language.map(|language| (language, part)));
        let part = part / deeds.len() as f64;
        for deed in deeds {
            cells.push(((deed.area, deed.kind), part));
            if let Some(boundary) = deed.boundary {
                day.boundaries[boundary as usize] += part;
            }
            if deed.structural {
                day.structural += part;
            }
        }
    }
    day.areas = together(areas);
    day.cells = together(cells);
    day.languages = together(languages);
    day
}

fn together<T: Copy + Ord>(mut parts: Vec<(T, f64)>) -> Vec<(T, f64)> {
    parts.sort_unstable_by_key(|(of, _)| *of);
    parts.dedup_by(|(next, more), (of, part)| {
        let is_same = next == of;
        if is_same {
            *part += *more;
        }
        is_same
    });
    parts
}

/// Counts the pieces of work on the days that they began on.
pub(super) fn count_pieces(deeds: &[Deed], days: &mut [Workday]) {
    let mut code: Vec<&Deed> = deeds.iter().filter(|deed| deed.is_code).collect();
    code.sort_by_key(|deed| (deed.project, deed.time));
    let is_one =
        |one: &&Deed, other: &&Deed| one.project == other.project && other.time - one.time <= PIECE;
    let mut by_day: HashMap<Date, (usize, usize)> = HashMap::new();
    for piece in code.chunk_by(is_one) {
        let (pieces, crossing) = by_day.entry(piece[0].date).or_default();
        *pieces += 1;
        *crossing += usize::from(piece.iter().any(|deed| deed.area != piece[0].area));
    }
    for day in days {
        (day.pieces, day.crossing) = by_day.get(&day.date).copied().unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::{Deed, workdays};
    use crate::model::{DAY, Kind, date};
    use crate::profile::scope::BoundarySort;

    fn deed(days: i64, file: u32, area: u32, kind: Kind) -> Deed {
        Deed {
            time: days * DAY,
            date: date(days * DAY, 0),
            project: 0,
            file,
            area,
            language: Some(3),
            boundary: None,
            is_code: true,
            kind,
            structural: kind == Kind::Feat,
        }
    }

    #[test]
    fn a_day_is_divided_over_files_and_a_file_over_what_was_done() {
        let mut manifest = deed(0, 2, 1, Kind::Build);
        (manifest.language, manifest.boundary) = (None, Some(BoundarySort::Build));
        let deeds = [
            deed(0, 0, 0, Kind::Feat),
            deed(0, 0, 0, Kind::Fix),
            deed(0, 0, 0, Kind::Fix),
            deed(0, 1, 0, Kind::Feat),
            manifest,
            deed(0, 3, 1, Kind::Fix),
            deed(1, 0, 0, Kind::Fix),
        ];
        let days = workdays(&deeds);
        assert_eq!(days.len(), 2);
        let day = &days[0];
        assert_eq!(day.files, [0, 1, 2, 3]);
        assert_eq!(day.areas, [(0, 0.5), (1, 0.5)]);
        assert_eq!(day.languages, [(3, 0.75)]);
        let cells = [(0, Kind::Feat, 0.375), (0, Kind::Fix, 0.125), (1, Kind::Fix, 0.25)];
        assert_eq!(day.cells[..3], cells.map(|(area, kind, part)| ((area, kind), part)));
        assert_eq!((day.structural, day.boundaries), (0.375, [0.0, 0.0, 0.25, 0.0]));
        assert_eq!(day.cells[3].0, (1, Kind::Build));
        assert_eq!(days[1].areas, [(0, 1.0)]);
        assert!(workdays(&[]).is_empty());
    }
}
