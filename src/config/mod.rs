//! What the program is told from outside besides git: its environment, the clock, and the settings.
//!
//! In: environment variables, one reading of the clock, the user's TOML file, entries of git config
//! and flags that others read and hand over. Out: [`Environment`] and [`Settings`], in which every
//! value knows where it came from. Deliberately absent: git (its entries come as plain strings),
//! clap (flags come as [`Given`]), and any file of a mined repository.

mod environment;
mod folders;
mod given;
mod setting;
mod settings;
mod user_file;
mod value;

pub use environment::Environment;
pub use folders::{data_dir, state_dir, user_file_path};
pub use given::{GitEntry, Given, Key, RawValue, from_environment, from_git};
pub use setting::{Origin, Setting};
pub use settings::{Display, Entry, Settings};
pub use user_file::{UserFileError, read_user_file};
pub use value::{AskChoice, ColorChoice, ForgeChoice, InvalidSetting, PagerChoice};
