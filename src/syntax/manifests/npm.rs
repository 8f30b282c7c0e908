//! `package.json`. What is bundled, overridden or asked of the engine is not read.

use crate::syntax::manifest::Format;
use crate::syntax::reading::json::entries;

const GROUPS: &[&str] =
    &["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

pub(super) const FORMAT: Format = Format {
    name: "package.json",
    file_names: &["package.json"],
    read: |text| entries(text, GROUPS),
};
