//! The formats of manifests, one file each.
//!
//! In: nothing. Out: a table for each format: how its files are called, and where in them a project
//! says what it asks for. To add a format: a file here, a line below, and a case in
//! `fixtures/structure/manifests/`. Deliberately absent: how texts are taken apart (`reading`).

use super::manifest::Format;

mod cargo;
mod composer;
mod gemfile;
mod go_mod;
mod gradle;
mod maven;
mod msbuild;
mod npm;
mod pyproject;
mod requirements;
mod sbt;
mod swift_package;

/// Every format.
pub(super) static FORMATS: &[Format] = &[
    cargo::FORMAT,
    composer::FORMAT,
    gemfile::FORMAT,
    go_mod::FORMAT,
    gradle::FORMAT,
    maven::FORMAT,
    msbuild::FORMAT,
    npm::FORMAT,
    pyproject::FORMAT,
    requirements::FORMAT,
    sbt::FORMAT,
    swift_package::FORMAT,
];
