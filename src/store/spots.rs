//! The identity of spots over time.
//!
//! In: the changes of a history in order, and definitions that went on under another name or in another
//! place. Out: spots; a change before a rename and one after it fall on the same. A name that was
//! left behind and is introduced anew is another spot. On a branch that has not seen the rename the old
//! name still leads to the spot. Deliberately absent: how it is known that a definition went on.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::{FileIndex, Spot, SpotIndex, TITLE_JOIN};

/// A file and the title of a section of it; `None` for the file outside of its sections.
pub(super) type SpotKey = (FileIndex, Option<String>);

/// The spots of a history, filled in the order of its commits.
#[derive(Default)]
pub(super) struct Spots {
    all: Vec<Spot>,
    /// By file and title. In the order of titles, so that what is within another is found without a look at all.
    index: HashMap<FileIndex, BTreeMap<Option<String>, SpotIndex>>,
    /// Names that were left behind.
    left: HashSet<SpotKey>,
}

impl Spots {
    /// The spot of a name, made when there is none. `introduces`: whether the change brings it.
    pub(super) fn at(&mut self, key: SpotKey, introduces: bool) -> SpotIndex {
        let is_anew = introduces && self.left.remove(&key);
        if let Some(known) = self.known(&key).filter(|_| !is_anew) {
            return known;
        }
        let spot = SpotIndex(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(Spot { file: key.0, section: key.1.clone() });
        self.put(key, spot);
        spot
    }

    fn known(&self, key: &SpotKey) -> Option<SpotIndex> {
        self.index.get(&key.0)?.get(&key.1).copied()
    }

    fn put(&mut self, key: SpotKey, spot: SpotIndex) {
        self.index.entry(key.0).or_default().insert(key.1, spot);
    }

    /// What fell on one name, and on names within it, falls on another from here on.
    pub(super) fn follow(&mut self, from: &SpotKey, to: &SpotKey) {
        let (Some(old), Some(new)) = (&from.1, &to.1) else { return };
        let Some(titles) = self.index.get(&from.0) else { return };
        let from_here = titles.range(from.1.clone()..);
        let begun = from_here.map_while(|(title, spot)| {
            Some((title.as_deref()?.strip_prefix(old.as_str())?.to_owned(), *spot))
        });
        let within = begun.filter(|(rest, _)| rest.is_empty() || rest.starts_with(TITLE_JOIN));
        for (rest, spot) in within.collect::<Vec<_>>() {
            let to = (to.0, Some(format!("{new}{rest}")));
            let from = (from.0, Some(format!("{old}{rest}")));
            // What is there already under the new name is another story, and stays so.
            if from == to || self.known(&to).is_some() {
                continue;
            }
            self.all[spot.get()] = Spot { file: to.0, section: to.1.clone() };
            self.put(to, spot);
            self.left.insert(from);
        }
    }

    /// The spots, each under its last name.
    pub(super) fn into_all(self) -> Vec<Spot> {
        self.all
    }
}

#[cfg(test)]
mod tests {
    use super::{FileIndex, SpotKey, Spots};

    fn key(file: u32, title: &str) -> SpotKey {
        (FileIndex(file), Some(title.to_owned()))
    }

    #[test]
    fn a_spot_goes_on_under_its_new_name_and_place() {
        let mut spots = Spots::default();
        let parse = spots.at(key(0, "fn parse"), true);
        spots.follow(&key(0, "fn parse"), &key(1, "fn parse_header"));
        assert_eq!(spots.at(key(1, "fn parse_header"), false), parse);
        // A branch that has not seen the rename.
        assert_eq!(spots.at(key(0, "fn parse"), false), parse);
        // Another function of the old name.
        assert_ne!(spots.at(key(0, "fn parse"), true), parse);
        let all = spots.into_all();
        assert_eq!(
            (all[0].file, all[0].section.as_deref()),
            (FileIndex(1), Some("fn parse_header"))
        );
    }

    #[test]
    fn what_is_within_goes_along_and_namesakes_do_not() {
        let mut spots = Spots::default();
        let method = spots.at(key(0, "class A > run()"), true);
        let other = spots.at(key(0, "class AB > run()"), true);
        spots.follow(&key(0, "class A"), &key(2, "class B"));
        assert_eq!(spots.at(key(2, "class B > run()"), false), method);
        assert_eq!(spots.at(key(0, "class AB > run()"), false), other);
    }

    #[test]
    fn what_is_there_already_keeps_its_story() {
        let mut spots = Spots::default();
        let one = spots.at(key(0, "fn a"), true);
        let two = spots.at(key(0, "fn b"), true);
        spots.follow(&key(0, "fn a"), &key(0, "fn b"));
        assert_eq!(spots.at(key(0, "fn b"), false), two);
        assert_eq!(spots.at(key(0, "fn a"), false), one);
    }
}
