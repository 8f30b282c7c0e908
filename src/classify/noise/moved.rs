//! Lines that stand verbatim elsewhere in the same commit were moved, not worked on. A rename
//! without a changed line counts here as well: a spot keeps its identity through a rename, and
//! moving a folder of 500 files is one decision, not 500 structural changes.

use super::Seen;
use crate::classify::rules::{MOVED, RENAMED, because};
use crate::model::{Evidence, FileStatus};

/// Of a hundred added (or deleted) lines, this many must have moved.
const NEARLY_ALL: u64 = 90;

pub(super) fn judge(seen: &Seen<'_>) -> Option<Evidence> {
    let (change, file) = (seen.change, seen.file);
    if change.added == 0 && change.deleted == 0 {
        return (file.status == FileStatus::Renamed).then(|| {
            because(RENAMED, format!("the file was renamed to {}, no line changed", file.path))
        });
    }
    // Which lines moved is known by file. A side on which this change has no line asks nothing.
    let added_moved = change.added == 0 || nearly_all(file.moved_in, file.added);
    let deleted_moved = change.deleted == 0 || nearly_all(file.moved_out, file.deleted);
    (added_moved && deleted_moved)
        .then(|| because(MOVED, "the lines stand verbatim elsewhere in the same commit"))
}

fn nearly_all(moved: u32, of: u32) -> bool {
    u64::from(moved) * 100 >= u64::from(of) * NEARLY_ALL
}

#[cfg(test)]
mod tests {
    use crate::classify::testing::{classified, commit};
    use crate::model::{Nature, Noise, Verdict};

    #[test]
    fn a_section_that_moved_to_another_file_is_noise_on_both_sides() {
        let (_, verdicts) = classified(&[commit("refactor: move the parser")
            .edit("src/lib.rs", "fn parse", 0, 60)
            .moved(0, 58)
            .edit("src/parse.rs", "fn parse", 60, 0)
            .moved(60, 0)]);
        let natures: Vec<Nature> = verdicts.changes.iter().map(Verdict::nature).collect();
        assert_eq!(natures, [Nature::Noise(Noise::Moved), Nature::Noise(Noise::Moved)]);
    }

    #[test]
    fn a_half_moved_file_is_work() {
        let (_, verdicts) = classified(&[commit("refactor: move the parser")
            .edit("src/parse.rs", "fn parse", 60, 0)
            .moved(50, 0)]);
        assert_eq!(verdicts.changes[0].nature(), Nature::Structural);
    }

    #[test]
    fn the_line_left_behind_is_judged_by_itself() {
        let (_, verdicts) = classified(&[commit("refactor: move the parser")
            .edit("src/lib.rs", "fn parse", 0, 60)
            .moved(0, 60)
            .edit("src/lib.rs", "mod parse", 1, 0)]);
        assert_eq!(verdicts.changes[0].nature(), Nature::Noise(Noise::Moved));
        assert_eq!(verdicts.changes[1].nature(), Nature::Structural);
    }

    #[test]
    fn a_pure_rename_is_a_move() {
        let (_, verdicts) =
            classified(&[commit("reshuffle").edit("src/new.rs", "", 0, 0).renamed("src/old.rs")]);
        assert_eq!(verdicts.changes[0].nature(), Nature::Noise(Noise::Moved));
        assert!(verdicts.changes[0].evidence()[0].says.contains("src/new.rs"));
    }
}
