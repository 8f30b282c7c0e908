//! git-headway: a private mirror for developers.

pub mod classify;
pub mod cli;
pub mod config;
pub mod episodes;
pub mod git;
pub mod hook;
pub mod journal;
pub mod mine;
pub mod model;
pub mod pipeline;
pub mod profile;
pub mod registry;
pub mod report;
pub mod store;
pub mod structure;
pub mod syntax;
pub mod ui;
