//! The user's addresses, and those that may be theirs.
//!
//! In: addresses with counts and reasons. Out: a serialisable struct. Deliberately absent: anybody else.

use serde::Serialize;

use super::parts::{SCHEMA, date_of};
use super::words::list;
use crate::model::printable;
use crate::profile::{Address, Addresses, Because, Me};

/// An address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AddressFigures {
    /// The address; empty for one that git knows by its name alone.
    pub address: String,
    /// The names that stand with it, the one of most commits first.
    pub names: Vec<String>,
    /// Commits that bear it as their author's.
    pub wrote: usize,
    /// Commits of others whose `Co-authored-by` trailers bear it.
    pub co_wrote: usize,
    /// The day of the first of these; null where there is none.
    pub first: Option<String>,
    /// The day of the last.
    pub last: Option<String>,
    /// The repositories that have them.
    pub repositories: Vec<String>,
    /// Why it is the user's; empty where it is not known to be.
    pub because: Vec<String>,
}

/// The user's addresses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Identities {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// The user's, that of most commits first.
    pub mine: Vec<AddressFigures>,
    /// Those that stand with a name of the user's; that of most commits first.
    pub maybe: Vec<AddressFigures>,
    /// Those that the user said are not theirs.
    pub not_mine: Vec<String>,
    /// Repositories that were not mined yet, so that nobody was looked for in them.
    pub not_mined: Vec<String>,
}

/// Addresses as plain data.
#[must_use]
pub fn identities(addresses: &Addresses, me: &Me, not_mined: Vec<String>) -> Identities {
    let mine = addresses.mine.iter();
    let shown = |address: &String| printable(address.as_bytes()).into_owned();
    Identities {
        schema: SCHEMA,
        mine: mine.map(|(address, because)| figures(address, because)).collect(),
        maybe: addresses.maybe.iter().map(|address| figures(address, &[])).collect(),
        not_mine: me.not_mine.iter().map(shown).collect(),
        not_mined,
    }
}

fn figures(address: &Address, because: &[Because]) -> AddressFigures {
    let has_commits = address.wrote + address.co_wrote > 0;
    let day = |time| has_commits.then(|| date_of(time));
    AddressFigures {
        address: printable(address.address.as_bytes()).into_owned(),
        names: address.names.clone(),
        wrote: address.wrote,
        co_wrote: address.co_wrote,
        first: day(address.first),
        last: day(address.last),
        repositories: address.repositories.clone(),
        because: because.iter().map(says).collect(),
    }
}

fn says(because: &Because) -> String {
    match because {
        Because::Said => "you said so".to_owned(),
        Because::Configured(repositories) => format!("user.email in {}", list(repositories)),
        Because::Setting(pattern) => {
            format!("headway.me has `{}`", printable(pattern.as_bytes()))
        }
    }
}

impl AddressFigures {
    /// The years of its commits: `2019–2024`.
    #[must_use]
    pub fn years(&self) -> String {
        let year = |day: &Option<String>| day.as_deref().map(|day| day[..day.len() - 6].to_owned());
        match (year(&self.first), year(&self.last)) {
            (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
            (Some(first), _) => first,
            (None, _) => String::new(),
        }
    }
}
