//! Which addresses the user calls theirs.
//!
//! In: records. Out: the addresses that are theirs, and those that are not. Deliberately absent: addresses that git's configuration
//! knows; whoever asks joins them.

use super::record::{Record, Said};

/// What was said of addresses, the latest word on each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identities {
    /// The user's, in the order in which they were first named.
    pub mine: Vec<String>,
    /// Not the user's.
    pub not_mine: Vec<String>,
}

/// The latest word on each address; addresses differ by more than case.
#[must_use]
pub fn identities(records: &[Record]) -> Identities {
    let mut said: Vec<(&str, bool)> = Vec::new();
    for record in records {
        let Said::Identity { address, is_mine } = &record.said else { continue };
        match said.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(address)) {
            Some((_, word)) => *word = *is_mine,
            None => said.push((address, *is_mine)),
        }
    }
    let of = |wanted: bool| {
        let those = said.iter().filter(move |(_, is_mine)| *is_mine == wanted);
        those.map(|(address, _)| (*address).to_owned()).collect()
    };
    Identities { mine: of(true), not_mine: of(false) }
}

#[cfg(test)]
mod tests {
    use super::{Identities, identities};
    use crate::journal::form::tests::record;
    use crate::journal::record::Said;

    #[test]
    fn the_latest_word_on_an_address_holds() {
        let said = [("a@x", true), ("b@x", false), ("c@x", true), ("A@x", false), ("b@x", true)];
        let said = said.map(|(address, is_mine)| {
            record(Said::Identity { address: address.to_owned(), is_mine })
        });
        let expected = Identities {
            mine: vec!["b@x".to_owned(), "c@x".to_owned()],
            not_mine: vec!["a@x".to_owned()],
        };
        assert_eq!(identities(&said), expected);
        assert_eq!(identities(&[]), Identities::default());
    }
}
