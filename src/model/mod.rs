//! The nouns of the house: commits, changes, spots, verdicts, chains.
//!
//! In: nothing. Out: plain types that every other room shares.
//! Deliberately absent: I/O, clocks, libraries, and any judgement about what the values mean.

mod agent;
mod answer;
mod bot;
mod change;
mod commit;
mod commit_structure;
mod episode;
mod fingerprint;
mod forge;
mod history;
mod likelihoods;
mod object_id;
mod order;
mod path;
mod project;
mod rules;
mod structure;
mod text;
mod time;
mod uses;
mod verdict;

pub use agent::{Agent, without_agent};
pub use answer::{Answer, Answers, Asked, Carried, Way};
pub use bot::is_bot;
pub use change::{Change, Content, FileChange, FileStatus, GitattributesMark, Rework};
pub use commit::{Commit, Person};
pub use commit_structure::{ChangeSymbol, CommitStructure};
pub use episode::{Beside, Chain, Episodes, Lasting, Likes, Outcome, Quieting, SpotSort};
pub use fingerprint::Fingerprint;
pub use forge::ForgeSort;
pub use history::{
    Boundary, ChangeIndex, CommitIndex, File, FileIndex, History, LiveLines, PersonIndex, Spot,
    SpotIndex, TITLE_JOIN, spot_title,
};
pub use likelihoods::Likelihoods;
pub use object_id::{ObjectId, ObjectIdError};
pub use path::RepoPath;
pub use project::by_project;
pub use rules::Thresholds;
pub use structure::{
    EventEvidence, EventKind, EventSubject, SharedLines, StructuralEvent, SymbolPlace,
};
pub use text::{ordinal, printable};
pub use time::{DAY, HOUR, Month, Timestamp, date, is_possible};
pub use uses::{FileImports, Introduced, NamedLines, SymbolUses, defined_name, telling_name};
pub use verdict::{
    Answered, CommitVerdict, Evidence, Kind, Nature, Noise, Repair, RepeatPatch, RuleId, Sequel,
    SequelForm, Verdict, Verdicts,
};
