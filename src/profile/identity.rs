//! Which names and addresses are the user's.
//!
//! In: what git's configuration says in each repository, the setting `headway.me`, what the user said, and everybody who wrote something.
//! Out: whether somebody is the user, why, and who else may be. Deliberately absent: where these come from; and merging anybody
//! whom nobody named: one name may be two people's.

use std::collections::BTreeMap;

use crate::model::{Agent, Person, Timestamp, is_bot};

/// Everything by which the user is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Me {
    /// `user.name` and `user.email` with the name of the repository that has them, the one of the run first.
    pub users: Vec<(String, Person)>,
    /// The patterns of `headway.me`: whoever's `Name <email>` contains one is the user.
    pub patterns: Vec<String>,
    /// Addresses that the user said are theirs.
    pub mine: Vec<String>,
    /// Addresses that the user said are not, whatever else says so.
    pub not_mine: Vec<String>,
}

/// Why somebody is taken for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// They said so.
    Said,
    /// git's configuration has this address, or the name where it has no address, in these repositories.
    Configured(Vec<String>),
    /// This pattern of `headway.me`.
    Setting(String),
}

impl Me {
    /// Whether this is the user.
    #[must_use]
    pub fn is(&self, person: &Person) -> bool {
        !self.is_denied(person)
            && (contains_address(&self.mine, person)
                || self.users.iter().any(|(_, user)| is_user(user, person))
                || self.patterns.iter().any(|pattern| person.contains(pattern)))
    }

    /// Whether the user said that this is not them.
    #[must_use]
    pub fn is_denied(&self, person: &Person) -> bool {
        contains_address(&self.not_mine, person)
    }

    /// Whether nothing says who the user is.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        self.users.is_empty() && self.patterns.is_empty() && self.mine.is_empty()
    }

    /// Every reason for which this is the user; none where it is not.
    #[must_use]
    pub fn because(&self, person: &Person) -> Vec<Because> {
        if self.is_denied(person) {
            return Vec::new();
        }
        let said = contains_address(&self.mine, person).then_some(Because::Said);
        let users = self.users.iter().filter(|(_, user)| is_user(user, person));
        let names: Vec<String> = users.map(|(repository, _)| repository.clone()).collect();
        let configured = (!names.is_empty()).then_some(Because::Configured(names));
        let settings = self.patterns.iter().filter(|pattern| person.contains(pattern));
        let settings = settings.cloned().map(Because::Setting);
        said.into_iter().chain(configured).chain(settings).collect()
    }
}

/// The same address; without one the same name.
fn is_user(user: &Person, person: &Person) -> bool {
    if user.email.is_empty() {
        person.name == user.name
    } else {
        user.email.eq_ignore_ascii_case(&person.email)
    }
}

fn contains_address(addresses: &[String], person: &Person) -> bool {
    !person.email.is_empty()
        && addresses.iter().any(|address| address.eq_ignore_ascii_case(&person.email))
}

/// Commits of somebody in one repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// The repository.
    pub repository: String,
    /// Who.
    pub person: Person,
    /// Commits that they wrote.
    pub wrote: usize,
    /// Commits of others whose trailers name them.
    pub co_wrote: usize,
    /// When the first of these was made.
    pub first: Timestamp,
    /// When the last was made.
    pub last: Timestamp,
}

/// An address, over several repositories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The address; empty for those who have none, who are told by their name.
    pub address: String,
    /// The names that stand with it, the one of most commits first.
    pub names: Vec<String>,
    /// The repositories, in the order in which they were given.
    pub repositories: Vec<String>,
    /// Commits that bear it.
    pub wrote: usize,
    /// Commits of others whose trailers bear it.
    pub co_wrote: usize,
    /// When the first of these was made.
    pub first: Timestamp,
    /// When the last was made.
    pub last: Timestamp,
}

/// The user's addresses, and those that may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    /// The user's, each with the reasons; that of most commits first.
    pub mine: Vec<(Address, Vec<Because>)>,
    /// Addresses that stand with a name of the user's and are not known as theirs; that of most commits first.
    pub maybe: Vec<Address>,
}

/// Sorts everybody who was seen into the user's addresses, those that may be, and others, who are left out.
#[must_use]
pub fn addresses(seen: &[Appearance], me: &Me) -> Addresses {
    let own = seen.iter().filter(|seen| me.is(&seen.person)).map(|seen| &seen.person);
    let names: Vec<String> =
        own.chain(me.users.iter().map(|(_, user)| user)).filter_map(comparable).collect();
    let is_maybe = |person: &Person| {
        !me.is(person)
            && !me.is_denied(person)
            && !person.email.is_empty()
            && !is_bot(person)
            && Agent::of(&person.name, &person.email).is_none()
            && comparable(person).is_some_and(|name| names.contains(&name))
    };
    let mut mine = joined(seen.iter().filter(|seen| me.is(&seen.person)));
    let unseen = unseen(me, &mine);
    mine.extend(unseen);
    let with_reasons = |(address, person): (Address, Person)| (address, me.because(&person));
    let maybe = joined(seen.iter().filter(|seen| is_maybe(&seen.person)));
    Addresses {
        mine: mine.into_iter().map(with_reasons).collect(),
        maybe: maybe.into_iter().map(|(address, _)| address).collect(),
    }
}

/// Addresses that are known as the user's and that no commit bears.
fn unseen(me: &Me, seen: &[(Address, Person)]) -> Vec<(Address, Person)> {
    let said = me.mine.iter().map(|address| Person { name: String::new(), email: address.clone() });
    let known = me.users.iter().map(|(_, user)| user.clone()).chain(said);
    let mut unseen: Vec<(Address, Person)> = Vec::new();
    for person in known.filter(|person| !person.email.is_empty() && me.is(person)) {
        let is_it =
            |(address, _): &(Address, Person)| address.address.eq_ignore_ascii_case(&person.email);
        if !seen.iter().chain(&unseen).any(is_it) {
            let names = Some(person.name.clone()).filter(|name| !name.is_empty());
            let names = names.into_iter().collect();
            unseen.push((
                Address { address: person.email.clone(), names, ..Address::default() },
                person,
            ));
        }
    }
    unseen
}

/// A name without regard to case and spaces; none where it says nothing.
fn comparable(person: &Person) -> Option<String> {
    let words: Vec<String> = person.name.split_whitespace().map(str::to_lowercase).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// One row an address, that of most commits first, each with one of its people.
fn joined<'a>(seen: impl Iterator<Item = &'a Appearance>) -> Vec<(Address, Person)> {
    let mut by_address: BTreeMap<String, Vec<&Appearance>> = BTreeMap::new();
    for seen in seen {
        let person = &seen.person;
        let key = if person.email.is_empty() { &person.name } else { &person.email };
        by_address.entry(key.to_lowercase()).or_default().push(seen);
    }
    let mut joined: Vec<_> = by_address.values().map(|rows| (row(rows), person(rows))).collect();
    joined.sort_by_key(|(address, _)| std::cmp::Reverse(address.wrote + address.co_wrote));
    joined
}

fn person(rows: &[&Appearance]) -> Person {
    let most = rows.iter().rev().max_by_key(|seen| seen.wrote + seen.co_wrote);
    most.map_or_else(Person::default, |seen| seen.person.clone())
}

fn row(rows: &[&Appearance]) -> Address {
    let mut commits: Vec<(&str, usize)> = Vec::new();
    let mut repositories: Vec<String> = Vec::new();
    for seen in rows {
        let count = seen.wrote + seen.co_wrote;
        match commits.iter_mut().find(|(name, _)| *name == seen.person.name) {
            Some((_, sum)) => *sum += count,
            None => commits.push((&seen.person.name, count)),
        }
        if !repositories.contains(&seen.repository) {
            repositories.push(seen.repository.clone());
        }
    }
    commits.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Address {
        address: person(rows).email,
        names: commits.into_iter().map(|(name, _)| name.to_owned()).collect(),
        repositories,
        wrote: rows.iter().map(|seen| seen.wrote).sum(),
        co_wrote: rows.iter().map(|seen| seen.co_wrote).sum(),
        first: rows.iter().map(|seen| seen.first).min().unwrap_or_default(),
        last: rows.iter().map(|seen| seen.last).max().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Appearance, Because, Me, addresses};
    use crate::model::Person;

    fn person(name: &str, email: &str) -> Person {
        Person { name: name.to_owned(), email: email.to_owned() }
    }

    fn seen(repository: &str, name: &str, email: &str, wrote: usize) -> Appearance {
        let (first, last) = (i64::try_from(wrote).unwrap(), 1_000);
        let person = person(name, email);
        Appearance { repository: repository.to_owned(), person, wrote, co_wrote: 1, first, last }
    }

    fn me() -> Me {
        Me {
            users: vec![
                ("tidewater".to_owned(), person("Ada Byron", "ada@work.example")),
                ("harbour".to_owned(), person("Ada", "ada@home.example")),
            ],
            patterns: vec!["byron@".to_owned()],
            mine: vec!["Old@example.org".to_owned()],
            not_mine: vec!["byron@others.example".to_owned()],
        }
    }

    #[test]
    fn somebody_is_the_user_for_a_reason() {
        let because = |name: &str, email: &str| me().because(&person(name, email));
        let configured =
            |names: &[&str]| Because::Configured(names.iter().map(ToString::to_string).collect());
        assert_eq!(because("X", "ADA@work.example"), [configured(&["tidewater"])]);
        assert_eq!(because("X", "old@example.org"), [Because::Said]);
        assert_eq!(because("X", "byron@example.org"), [Because::Setting("byron@".to_owned())]);
        for (name, email) in [("Ada Byron", ""), ("X", "byron@others.example"), ("", "")] {
            assert_eq!(because(name, email), [], "{name} <{email}>");
            assert!(!me().is(&person(name, email)));
        }
        // git may know a name alone.
        let users = vec![("tidewater".to_owned(), person("Ada", ""))];
        let named = Me { users, ..Me::default() };
        assert!(named.is(&person("Ada", "x@y")) && !named.is(&person("ada", "x@y")));
        assert!(Me::default().is_unknown() && !named.is_unknown());
    }

    #[test]
    fn the_same_name_with_another_address_is_proposed_and_never_taken() {
        let all = [
            seen("tidewater", "Ada Byron", "ada@work.example", 9),
            seen("harbour", "A. Byron", "Ada@Work.example", 20),
            seen("harbour", "ada  byron", "ada@uni.example", 3),
            seen("tidewater", "Ada Byron", "ADA@uni.example", 4),
            seen("tidewater", "A. BYRON", "a@b", 50),
            seen("tidewater", "Ada Byron", "byron@others.example", 5),
            seen("tidewater", "Ada Byron", "ada[bot]@users.noreply.github.com", 5),
            seen("tidewater", "Bo", "bo@example.org", 5),
            seen("tidewater", "", "", 5),
        ];
        let found = addresses(&all, &me());
        let mine: Vec<_> =
            found.mine.iter().map(|(row, _)| (row.address.as_str(), row.wrote)).collect();
        let expected = [("Ada@Work.example", 29), ("ada@home.example", 0), ("Old@example.org", 0)];
        assert_eq!(mine, expected);
        assert_eq!(found.mine[0].0.names, ["A. Byron", "Ada Byron"]);
        assert_eq!(found.mine[0].0.repositories, ["tidewater", "harbour"]);
        let maybe: Vec<_> = found
            .maybe
            .iter()
            .map(|row| (row.address.as_str(), row.wrote, row.co_wrote, row.first))
            .collect();
        assert_eq!(maybe, [("a@b", 50, 1, 50), ("ADA@uni.example", 7, 2, 3)]);
    }
}
