//! The git hooks: put in, taken out again, and the look after a commit.
//!
//! In: plain paths, the value of `core.hooksPath`, and facts about the commit and the terminal.
//! Out: a plan of file steps that can be shown before it is carried out, and the decision whether
//! to say one line. Deliberately absent: opening repositories, asking the store, printing.
//!
//! A repository that git-headway reads is never written to; the two hook files here are the one
//! exception, and [`uninstall`] restores the bytes that were there.

pub mod ask;
pub mod deadline;
pub mod doctor;
mod event;
pub mod included;
pub mod install;
pub mod line;
pub mod log;
pub mod look;
mod manager;
mod mode;
pub mod observe;
mod outcome;
mod plan;
mod refusal;
pub mod rewrites;
pub mod script;
mod site;
mod step;
pub mod uninstall;

pub use event::Event;
pub use manager::Manager;
pub use mode::{GitVersion, Installed, Mode};
pub use outcome::Outcome;
pub use plan::Plan;
pub use refusal::Refusal;
pub use site::{Directory, Entry, Found, HooksPath, Place, Redirect, Site, Slot, Snapshot};
pub use step::{Replaced, Step};

/// A path as it may be shown to a person: one line, nothing that moves the cursor.
fn shown(path: &std::path::Path) -> std::borrow::Cow<'_, str> {
    crate::model::printable(path.as_os_str().as_encoded_bytes())
}
