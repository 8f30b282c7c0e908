//! How many people would have to leave until most files have no author.
//!
//! In: the authors of each file. Out: the people that are taken away, greedily. Deliberately absent: names, and the
//! choice of files.
//!
//! The person who is the author of most files is taken away, again and again, until more than half of the files have no
//! author (Avelino, Passos, Hora and Valente, A novel approach for estimating truck factors, ICPC 2016). Of equal ones
//! goes who comes first among the people of the history.

use std::collections::BTreeMap;

use crate::model::PersonIndex;

/// How many people the files of an area depend on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TruckFactor {
    /// Source files.
    pub files: usize,
    /// Of these, files with an author.
    pub with_author: usize,
    /// So many people have to leave until more than half of the files have no author. 0 where that is so already.
    pub people: usize,
}

impl TruckFactor {
    /// That of some files; nothing without files.
    #[must_use]
    pub fn of(authors: &[Vec<PersonIndex>]) -> Option<Self> {
        let with_author = authors.iter().filter(|authors| !authors.is_empty()).count();
        let people = taken_away(authors).len();
        (!authors.is_empty()).then_some(Self { files: authors.len(), with_author, people })
    }
}

/// Who is taken away, in this order.
#[must_use]
pub fn taken_away(authors: &[Vec<PersonIndex>]) -> Vec<PersonIndex> {
    let mut files: BTreeMap<PersonIndex, usize> = BTreeMap::new();
    for person in authors.iter().flatten() {
        *files.entry(*person).or_default() += 1;
    }
    let mut remaining: Vec<usize> = authors.iter().map(Vec::len).collect();
    let mut covered = remaining.iter().filter(|authors| **authors > 0).count();
    let mut gone = Vec::new();
    while covered * 2 >= authors.len() {
        // `rev` so that of equal ones the first is taken.
        let most = files.iter().rev().max_by_key(|(_, files)| **files);
        let Some(person) = most.map(|(person, _)| *person) else { break };
        files.remove(&person);
        for (left, authors) in remaining.iter_mut().zip(authors) {
            if authors.contains(&person) {
                *left -= 1;
                covered -= usize::from(*left == 0);
            }
        }
        gone.push(person);
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::{TruckFactor, taken_away};
    use crate::model::PersonIndex;

    fn files(authors: &[&[u32]]) -> Vec<Vec<PersonIndex>> {
        authors.iter().map(|file| file.iter().copied().map(PersonIndex).collect()).collect()
    }

    fn gone(authors: &[&[u32]]) -> Vec<u32> {
        taken_away(&files(authors)).into_iter().map(|person| person.0).collect()
    }

    #[test]
    fn until_more_than_half_of_the_files_have_no_author() {
        assert_eq!(gone(&[&[1], &[1], &[2], &[3]]), [1, 2]);
        assert_eq!(gone(&[&[1], &[1], &[1], &[2], &[3]]), [1]);
        assert_eq!(gone(&[&[1, 2], &[1, 2]]), [1, 2]);
        assert!(gone(&[&[], &[], &[1]]).is_empty());
        assert_eq!(gone(&[&[], &[1]]), [1]);
        assert_eq!(gone(&[&[2], &[1]]), [1, 2]);
    }

    #[test]
    fn nothing_depends_on_nobody() {
        assert_eq!(TruckFactor::of(&[]), None);
        let some = TruckFactor { files: 3, with_author: 1, people: 0 };
        assert_eq!(TruckFactor::of(&files(&[&[], &[], &[1]])), Some(some));
    }
}
