//! What a change was for the spot it fell on, before noise is taken out.
//!
//! In: the kind of the commit, the class of the path, whether the section is new or gone. Out: the first
//! verdict with its reason. Deliberately absent: noise, and what other commits did to the spot.

use super::kind::kind_of_class;
use super::rules::{
    COMMENTS, FIX_EXISTING, FIX_NEW, FIX_REMOVES, KIND_DECIDES, TEST_SECTION, UPKEEP_PATH,
    YOUR_ANSWER, because,
};
use super::{PathClass, path_class};
use crate::model::{Change, ChangeIndex, Evidence, History, Kind, Nature, Verdict, Verdicts};

/// The verdict on a change by itself. `reason` is what decided the kind of its commit.
pub(super) fn verdict(
    change: &Change,
    section: Option<&str>,
    class: PathClass,
    kind: Kind,
    reason: Option<&Evidence>,
) -> Verdict {
    if let Some(own) = kind_of_class(class) {
        let says = format!("a {} file, whatever the commit was for", class.name());
        return Verdict::new(own, Nature::Upkeep, because(UPKEEP_PATH, says));
    }
    if section.is_some_and(is_test_section) {
        let says = "a section of tests inside a code file";
        return Verdict::new(Kind::Test, Nature::Upkeep, because(TEST_SECTION, says));
    }
    if change.comments_only {
        let says = "nothing but comments differs";
        return Verdict::new(Kind::Docs, Nature::Upkeep, because(COMMENTS, says));
    }
    let (nature, rule, says) = match kind {
        Kind::Fix if change.introduces_spot => {
            (Nature::Structural, FIX_NEW, "a fix that adds this section")
        }
        Kind::Fix if change.removes_spot => {
            (Nature::Structural, FIX_REMOVES, "a fix that takes this section out")
        }
        Kind::Fix => (Nature::Patch, FIX_EXISTING, "a fix inside an existing section"),
        Kind::Revert => (Nature::Patch, KIND_DECIDES, "takes back a part of what stood here"),
        Kind::Feat => (Nature::Structural, KIND_DECIDES, "part of a new capability"),
        Kind::Refactor => (Nature::Structural, KIND_DECIDES, "part of a change of structure"),
        Kind::Perf => (Nature::Structural, KIND_DECIDES, "part of making it cost less"),
        Kind::Test | Kind::Docs | Kind::Build | Kind::Ci | Kind::Chore | Kind::Style => {
            (Nature::Upkeep, KIND_DECIDES, "code changed along with upkeep")
        }
    };
    match reason {
        // A reason of its own, so that what the user said is never taken for what was found.
        Some(answer) if answer.rule == YOUR_ANSWER => {
            let mut verdict = Verdict::new(kind, nature, because(rule, says));
            verdict.add(answer.clone());
            verdict
        }
        Some(reason) => {
            Verdict::new(kind, nature, because(rule, format!("{says}: {}", reason.says)))
        }
        None => Verdict::new(kind, nature, because(rule, says)),
    }
}

/// What a change would be for its spot if its commit were of another kind; noise stays noise.
#[must_use]
pub fn nature_if(history: &History, verdicts: &Verdicts, index: ChangeIndex, kind: Kind) -> Nature {
    let known = verdicts.change(index).nature();
    if matches!(known, Nature::Noise(_)) {
        return known;
    }
    let (change, file) = (history.change(index), history.file_change_of(index));
    let section = history.spots[change.spot.get()].section.as_deref();
    verdict(change, section, path_class(&file.path, file.mark), kind, None).nature()
}

/// Languages that keep tests beside the code name the module so.
fn is_test_section(title: &str) -> bool {
    title.split(" > ").any(|part| matches!(part, "mod tests" | "mod test"))
}

#[cfg(test)]
mod tests {
    use crate::classify::testing::{Story, classified, commit};
    use crate::model::{Kind, Nature, Noise};

    #[track_caller]
    fn check(story: Story, kind: Kind, nature: Nature) {
        let (_, verdicts) = classified(&[story]);
        assert_eq!((verdicts.changes[0].kind(), verdicts.changes[0].nature()), (kind, nature));
    }

    #[test]
    fn code_follows_the_kind_of_its_commit() {
        let change = |subject: &str| commit(subject).edit("src/a.rs", "fn f", 2, 1);
        check(change("fix: stop early"), Kind::Fix, Nature::Patch);
        check(change("fix: stop early").introducing(), Kind::Fix, Nature::Structural);
        check(change("fix: stop early").removing(), Kind::Fix, Nature::Structural);
        check(change("feat: read faster"), Kind::Feat, Nature::Structural);
        check(change("refactor: tidy"), Kind::Refactor, Nature::Structural);
        check(change("perf: tidy"), Kind::Perf, Nature::Structural);
        check(change("style: tidy"), Kind::Style, Nature::Upkeep);
        check(change("docs: explain f"), Kind::Docs, Nature::Upkeep);
        check(change("revert: the lost commit"), Kind::Revert, Nature::Patch);
    }

    #[test]
    fn tests_and_documents_are_upkeep_even_within_a_fix() {
        let fix = || commit("fix: stop early").edit("src/a.rs", "fn f", 2, 1);
        for (path, kind) in [
            ("tests/a.rs", Kind::Test),
            ("README.md", Kind::Docs),
            ("Cargo.toml", Kind::Build),
            (".github/workflows/ci.yml", Kind::Ci),
            ("rustfmt.toml", Kind::Chore),
        ] {
            let (_, verdicts) = classified(&[fix().edit(path, "", 3, 0)]);
            assert_eq!(verdicts.changes[0].nature(), Nature::Patch);
            assert_eq!(verdicts.changes[1].nature(), Nature::Upkeep, "{path}");
            assert_eq!(verdicts.changes[1].kind(), kind, "{path}");
        }
        let inside = fix().edit("src/a.rs", "mod tests > fn stops", 8, 0);
        let (_, verdicts) = classified(&[inside]);
        assert_eq!(verdicts.changes[1].nature(), Nature::Upkeep);
    }

    #[test]
    fn comments_are_upkeep_even_within_a_fix() {
        let fix = commit("fix: stop early").edit("src/a.rs", "fn f", 2, 1);
        let (_, verdicts) = classified(&[fix.edit("src/a.rs", "fn g", 2, 2).comments()]);
        assert_eq!(verdicts.changes[0].nature(), Nature::Patch);
        assert_eq!(verdicts.changes[1].nature(), Nature::Upkeep);
        assert_eq!(verdicts.changes[1].kind(), Kind::Docs);
    }

    #[test]
    fn another_kind_makes_another_nature_of_code_alone() {
        let edited = commit("feat: f")
            .edit("src/a.rs", "fn f", 2, 1)
            .edit("tests/a.rs", "fn f_works", 2, 1)
            .edit("Cargo.lock", "", 2, 1);
        let (history, verdicts) = classified(&[edited]);
        let natures = |kind| {
            let index = history.commit_indices().next().unwrap();
            let of = |change| super::nature_if(&history, &verdicts, change, kind);
            history.changes_of(index).map(of).collect::<Vec<_>>()
        };
        let lock = Nature::Noise(Noise::LockFile);
        assert_eq!(natures(Kind::Feat), [Nature::Structural, Nature::Upkeep, lock]);
        assert_eq!(natures(Kind::Fix), [Nature::Patch, Nature::Upkeep, lock]);
        assert_eq!(natures(Kind::Chore), [Nature::Upkeep, Nature::Upkeep, lock]);
    }

    #[test]
    fn the_reason_names_what_decided() {
        let (_, verdicts) = classified(&[commit("fix: stop").edit("src/a.rs", "fn f", 2, 1)]);
        let says = &verdicts.changes[0].evidence()[0].says;
        assert_eq!(says, "a fix inside an existing section: the message starts with `fix:`");
    }
}
