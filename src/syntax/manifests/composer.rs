//! `composer.json`. What is suggested, replaced or conflicts is not read.

use crate::syntax::manifest::Format;
use crate::syntax::reading::json::entries;

pub(super) const FORMAT: Format = Format {
    name: "composer.json",
    file_names: &["composer.json"],
    read: |text| entries(text, &["require", "require-dev"]),
};
