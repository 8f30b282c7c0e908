//! Who is credited with a commit: people, each once, and the agents beside them.
//!
//! In: the authors and co-authors of commits as they stand there, and the mailmap. Out: people in the order of their names, and for each
//! commit who wrote it and who else. Deliberately absent: which of the people are one; the journal and settings know.
//!
//! An agent is no person: what one wrote with somebody is theirs, and what one wrote alone keeps the agent's name, so that
//! nobody is credited with it. An agent or a bot that helped is no co-author.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::trouble::Damaged;
use crate::mine::CommitNumber;
use crate::model::{Agent, Commit, Person, PersonIndex, is_bot, without_agent};

/// Names and addresses as they stand in commits.
pub(super) struct Credits {
    identities: HashMap<i64, Identity>,
    /// Whom the trailers of a commit name.
    co_authors: HashMap<CommitNumber, Vec<i64>>,
}

struct Identity {
    person: Person,
    sort: Sort,
    /// The agent whose mark the name bears.
    with: Option<Agent>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Human,
    Bot,
    Agent(Agent),
}

impl Identity {
    fn new(name: &[u8], email: &[u8], mailmap: &dyn Fn(&[u8], &[u8]) -> Person) -> Self {
        let person = mailmap(name, email);
        let with = std::str::from_utf8(name).ok().and_then(|name| without_agent(name).1);
        let sort = match Agent::of(&person.name, &person.email) {
            Some(agent) => Sort::Agent(agent),
            None if is_bot(&person) => Sort::Bot,
            None => Sort::Human,
        };
        Self { person, sort, with }
    }
}

/// Whom the row of a commit names.
struct Named {
    author: i64,
    co_authors: Vec<i64>,
}

impl Credits {
    /// Reads those of the wanted commits.
    pub(super) fn read(
        connection: &Connection,
        mailmap: &dyn Fn(&[u8], &[u8]) -> Person,
    ) -> anyhow::Result<Self> {
        let mut statement = connection.prepare(
            "SELECT commit_id, identity FROM co_author WHERE commit_id IN wanted \
             ORDER BY commit_id, ordinal",
        )?;
        let mut co_authors: HashMap<CommitNumber, Vec<i64>> = HashMap::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            co_authors.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        // Authors of commits that were forgotten since are nobody here.
        let mut statement = connection.prepare(
            "SELECT id, name, email FROM identity \
             WHERE id IN (SELECT author FROM commits WHERE id IN wanted) \
             OR id IN (SELECT identity FROM co_author WHERE commit_id IN wanted)",
        )?;
        let mut identities = HashMap::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (name, email) = (row.get_ref(1)?.as_blob()?, row.get_ref(2)?.as_blob()?);
            identities.insert(row.get(0)?, Identity::new(name, email, mailmap));
        }
        Ok(Self { identities, co_authors })
    }

    /// Credits commits, each with its number and its author as they stand in its row. Returns the people, in the order of their names, so
    /// that their numbers depend on nothing else.
    pub(super) fn give(
        &self,
        commits: &mut [Commit],
        rows: &[(CommitNumber, i64)],
    ) -> anyhow::Result<Vec<Person>> {
        let mut named = Vec::with_capacity(commits.len());
        for (commit, (number, author)) in commits.iter_mut().zip(rows) {
            commit.agents = self.agents(*number, *author, &commit.body)?;
            named.push(self.named(*number, *author)?);
        }
        let ids = named.iter().flat_map(|named| named.co_authors.iter().chain([&named.author]));
        let ids: BTreeSet<i64> = ids.copied().collect();
        let mut people: Vec<&Person> = ids.iter().map(|id| &self.identities[id].person).collect();
        people.sort_unstable();
        people.dedup();
        let index = |id: &i64| {
            let at = people.binary_search(&&self.identities[id].person).unwrap_or_default();
            (*id, PersonIndex(u32::try_from(at).unwrap_or(u32::MAX)))
        };
        let index_of: HashMap<i64, PersonIndex> = ids.iter().map(index).collect();
        for (commit, named) in commits.iter_mut().zip(&named) {
            commit.author = index_of[&named.author];
            for person in named.co_authors.iter().map(|id| index_of[id]) {
                if person != commit.author && !commit.co_authors.contains(&person) {
                    commit.co_authors.push(person);
                }
            }
        }
        Ok(people.into_iter().cloned().collect())
    }

    fn named(&self, number: CommitNumber, author: i64) -> anyhow::Result<Named> {
        let named = self.co_authors.get(&number).map_or(&[][..], Vec::as_slice);
        let mut co_authors = Vec::new();
        for id in named {
            if self.identity(*id)?.sort == Sort::Human {
                co_authors.push(*id);
            }
        }
        let is_agent = matches!(self.identity(author)?.sort, Sort::Agent(_));
        let author = if is_agent && !co_authors.is_empty() { co_authors.remove(0) } else { author };
        Ok(Named { author, co_authors })
    }

    fn agents(&self, number: CommitNumber, author: i64, body: &str) -> anyhow::Result<Vec<Agent>> {
        let mut agents = Agent::named_in(body);
        let co_authors = self.co_authors.get(&number).into_iter().flatten();
        for id in co_authors.chain([&author]) {
            let Identity { sort, with, .. } = self.identity(*id)?;
            agents.extend(*with);
            agents.extend(match sort {
                Sort::Agent(agent) => Some(*agent),
                Sort::Human | Sort::Bot => None,
            });
        }
        agents.sort_unstable();
        agents.dedup();
        Ok(agents)
    }

    fn identity(&self, id: i64) -> anyhow::Result<&Identity> {
        Ok(self.identities.get(&id).ok_or(Damaged("an author"))?)
    }
}
