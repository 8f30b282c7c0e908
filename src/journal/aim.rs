//! What a goal is measured by, where it was a choice that a retrospective offered.
//!
//! In: what is aimed at, where. Out: its word, and what the choice is called. Deliberately absent: how it is
//! measured; `report` knows.

use crate::model::{Fingerprint, ObjectId};

/// What is aimed at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AimSort {
    /// A spot that is patched again and again: the cause is removed, and the patches end.
    Cause,
    /// An area that one person carries: somebody else works there too.
    SecondPerson,
    /// Of the commits that patch, fewer patch again what was patched before.
    FewerRepeats,
    /// More of the work is in areas that are new to the person.
    NewGround,
    /// An area that others carry by now is left to them.
    HandOver,
    /// Something that only a later version knows, by its word.
    Other(String),
}

impl AimSort {
    /// Those that are known here.
    const KNOWN: [Self; 5] =
        [Self::Cause, Self::SecondPerson, Self::FewerRepeats, Self::NewGround, Self::HandOver];

    /// Its word.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Cause => "cause",
            Self::SecondPerson => "second_person",
            Self::FewerRepeats => "fewer_repeats",
            Self::NewGround => "new_ground",
            Self::HandOver => "hand_over",
            Self::Other(word) => word,
        }
    }

    /// What has this word.
    #[must_use]
    pub fn named(word: &str) -> Self {
        let known = Self::KNOWN.into_iter().find(|sort| sort.name() == word);
        known.unwrap_or_else(|| Self::Other(word.to_owned()))
    }
}

/// What a goal is measured by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Aim {
    /// What is aimed at.
    pub sort: AimSort,
    /// The spot or the area, by its name in the project; none where it is about a project, or about all of the work.
    pub place: Option<String>,
}

impl Aim {
    /// What the choice is called that offers this aim in a project: eight hexadecimal digits, the same in every run.
    /// `roots` are the first commits of its history, in order; none for all of the work.
    #[must_use]
    pub fn choice(&self, roots: &[ObjectId]) -> String {
        let mut print = Fingerprint::new();
        // Another root may come with a merge; the first one stays.
        print.bytes(roots.first().map(ToString::to_string).unwrap_or_default().as_bytes());
        for text in [self.sort.name(), self.place.as_deref().unwrap_or_default()] {
            print.byte(0);
            print.bytes(text.as_bytes());
        }
        let value = print.value();
        format!("{:08x}", (value ^ value >> 32) & u64::from(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::{Aim, AimSort};
    use crate::model::ObjectId;

    #[test]
    fn a_word_is_read_as_it_is_written() {
        for sort in AimSort::KNOWN {
            assert_eq!(AimSort::named(sort.name()), sort);
        }
        let later = AimSort::named("less_meetings");
        assert_eq!(
            (later.name(), &later),
            ("less_meetings", &AimSort::Other(later.name().to_owned()))
        );
    }

    #[test]
    fn a_choice_is_called_by_its_project_and_its_aim() {
        let [one, two] = [1, 2].map(|byte| ObjectId::from_bytes([byte; 20]));
        let aim = |sort, place: Option<&str>| Aim { sort, place: place.map(str::to_owned) };
        let cause = aim(AimSort::Cause, Some("src/a.rs: fn a"));
        assert_eq!(cause.choice(&[one]), cause.choice(&[one, two]));
        let others = [
            cause.choice(&[one]),
            cause.choice(&[two]),
            cause.choice(&[]),
            aim(AimSort::Cause, None).choice(&[one]),
            aim(AimSort::SecondPerson, Some("src/a.rs: fn a")).choice(&[one]),
        ];
        let distinct: std::collections::BTreeSet<&String> = others.iter().collect();
        assert_eq!(distinct.len(), others.len());
        assert!(others.iter().all(|id| id.len() == 8));
    }
}
