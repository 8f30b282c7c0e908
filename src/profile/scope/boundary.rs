//! Where a change reaches beyond the code around it: the table of such places.
//!
//! In: a path and what the file is for. Out: which sort of boundary it is, if any. Deliberately absent: the content;
//! changed signatures come from structural events, and stand beside this table.
//!
//! Files of tests, generated and vendored ones are no boundaries, whatever they are called.

use crate::classify::PathClass;
use crate::model::RepoPath;

/// A sort of boundary.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum BoundarySort {
    /// What others call: the signature or the visibility of a public definition, or a file that only declares.
    Interface,
    /// What data must look like: schemas, migrations, interface definition languages.
    Schema,
    /// What the build and the package manager read.
    Build,
    /// What continuous integration and releases run on.
    Ci,
}

impl BoundarySort {
    /// Every sort, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Interface, Self::Schema, Self::Build, Self::Ci];

    /// The sort in plain words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Interface => "interfaces",
            Self::Schema => "schemas",
            Self::Build => "build",
            Self::Ci => "continuous integration",
        }
    }

    /// The sort that a file is by its path.
    #[must_use]
    pub fn of(path: &RepoPath, class: PathClass) -> Option<Self> {
        match class {
            PathClass::Manifest => Some(Self::Build),
            PathClass::Ci => Some(Self::Ci),
            PathClass::Code | PathClass::Settings => of_source(path),
            _ => None,
        }
    }
}

/// Extensions of schemas and interface definitions.
const SCHEMA_EXTENSIONS: &[&str] = &[
    "proto", "thrift", "avsc", "avdl", "avpr", "capnp", "fbs", "graphql", "graphqls", "gql",
    "prisma", "xsd", "wsdl", "raml", "asn1", "asn", "idl", "aidl", "webidl", "smithy", "dbml",
    "cue", "rng",
];
/// Ends of the names of schemas.
const SCHEMA_ENDS: &[&str] =
    &[".schema.json", ".schema.yaml", ".schema.yml", "-schema.json", "_schema.json"];
/// Names of schemas.
const SCHEMA_FILES: &[&str] = &[
    "schema.sql",
    "schema.rb",
    "structure.sql",
    "schema.json",
    "schema.prisma",
    "openapi.json",
    "openapi.yaml",
    "openapi.yml",
    "swagger.json",
    "swagger.yaml",
    "swagger.yml",
    "asyncapi.yaml",
    "asyncapi.yml",
];
/// Directories whose files change what a database looks like.
const MIGRATION_DIRECTORIES: &[&str] = &["migrations", "migration", "migrate", "alembic", "flyway"];
/// Extensions of what is written into those.
const MIGRATION_EXTENSIONS: &[&str] =
    &["sql", "rb", "py", "php", "js", "ts", "go", "rs", "cs", "java", "kt", "ex", "exs", "xml"];

/// Extensions of files that declare and hold no bodies.
const DECLARING_EXTENSIONS: &[&str] = &["pyi", "mli", "hrl", "sig", "rsi"];
/// Ends of the names of such files.
const DECLARING_ENDS: &[&str] = &[".d.ts", ".d.mts", ".d.cts"];
/// Directories of headers for others.
const HEADER_DIRECTORIES: &[&str] = &["include", "includes"];
/// Extensions of headers.
const HEADER_EXTENSIONS: &[&str] = &["h", "hh", "hpp", "hxx", "h++", "inl"];

fn of_source(path: &RepoPath) -> Option<BoundarySort> {
    let lower = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase();
    let (name, extension) = (lower(path.file_name()), lower(path.extension()));
    let is_one_of = |names: &[&str]| names.contains(&extension.as_str());
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    let lies_in = |names: &[&str]| {
        path.directories().any(|directory| names.contains(&lower(directory).as_str()))
    };
    let is_schema = is_one_of(SCHEMA_EXTENSIONS)
        || ends(SCHEMA_ENDS)
        || SCHEMA_FILES.contains(&name.as_str())
        || is_one_of(MIGRATION_EXTENSIONS) && lies_in(MIGRATION_DIRECTORIES);
    let declares = is_one_of(DECLARING_EXTENSIONS)
        || ends(DECLARING_ENDS)
        || is_one_of(HEADER_EXTENSIONS) && lies_in(HEADER_DIRECTORIES);
    if is_schema {
        Some(BoundarySort::Schema)
    } else if declares {
        Some(BoundarySort::Interface)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::BoundarySort;
    use crate::classify::path_class;

    fn of(path: &str) -> Option<BoundarySort> {
        let path = path.into();
        BoundarySort::of(&path, path_class(&path, None))
    }

    #[test]
    fn places_that_reach_further() {
        for (path, expected) in [
            ("Cargo.toml", BoundarySort::Build),
            ("web/package.json", BoundarySort::Build),
            (".github/workflows/ci.yml", BoundarySort::Ci),
            ("api/v1/orders.proto", BoundarySort::Schema),
            ("db/migrate/20240501_add_orders.rb", BoundarySort::Schema),
            ("app/migrations/0007_total.py", BoundarySort::Schema),
            ("api/openapi.yaml", BoundarySort::Schema),
            ("include/net/Socket.HPP", BoundarySort::Interface),
            ("types/index.d.ts", BoundarySort::Interface),
            ("lib/parser.mli", BoundarySort::Interface),
        ] {
            assert_eq!(of(path), Some(expected), "{path}");
        }
    }

    #[test]
    fn everything_else_reaches_no_further_by_its_name() {
        for path in [
            "src/lib.rs",
            "src/socket.h",
            "tests/data/orders.proto",
            "third_party/x/include/x.h",
            "Cargo.lock",
            "docs/schema.md",
            "queries/report.sql",
            ".editorconfig",
        ] {
            assert_eq!(of(path), None, "{path}");
        }
    }
}
