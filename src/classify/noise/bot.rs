//! What a bot commits, or a coding agent on its own, says nothing about a person's work.

use super::Seen;
use crate::classify::rules::{BOT, because};
use crate::model::{Agent, Evidence, History, Person, is_bot};

/// For each person whether it is none: a bot, or a coding agent. What an agent wrote with a person is the person's.
pub(in crate::classify) fn bots(history: &History) -> Vec<bool> {
    let is_none =
        |person: &Person| is_bot(person) || Agent::of(&person.name, &person.email).is_some();
    history.people.iter().map(is_none).collect()
}

pub(super) fn judge(seen: &Seen<'_>) -> Option<Evidence> {
    let says = "the author is a bot or a coding agent, by its name or address";
    seen.by_bot.then(|| because(BOT, says))
}
