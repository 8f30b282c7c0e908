//! A question after a commit: whether, and in which words.
//!
//! In: a question, facts about the terminal and the commit, and when questions were asked before. Out: what speaks against
//! it, or its rows. Deliberately absent: the question itself (`pipeline`), the keys (`ui`), and keeping the answer
//! (`journal`).

mod budget;
mod gate;
mod log;
mod words;

pub use budget::{Decision, Entry, Event, Spent, budget};
pub use gate::{BURST, Circumstances, Objection, Terminal, is_by_agent, objection};
pub use log::AskLog;
pub use words::{NEVER_HERE, Rows, rows};
