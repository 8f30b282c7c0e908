//! How a file marks its sections, told from its name.
//!
//! In: a path. Out: one of a few families. Deliberately absent: a list of all languages; an unknown
//! extension gets git's own rule (a line that starts at the margin with a letter).

use crate::model::RepoPath;

/// A family of languages that mark sections alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Definitions are opened by a word: Rust, Go, Swift, Kotlin, Scala, Ruby, Elixir, shell …
    Keyword,
    /// As [`Language::Keyword`], and indentation is part of the meaning: Python, Nim …
    Indented,
    /// Functions at the margin without a word: C and its kin.
    C,
    /// Members `type name(…) {` inside classes: Java, C#, C++, PHP, TypeScript, Dart.
    Braces,
    /// `#` headings.
    Markdown,
    /// `[section]` tables: TOML, INI.
    Table,
    /// Keys at the margin, and indentation is part of the meaning.
    Yaml,
    /// No sections: data and everything that is not known to have any.
    Plain,
    /// Unknown: git's rule.
    Unknown,
}

impl Language {
    /// The family of a path, by its extension or name.
    #[must_use]
    pub fn of(path: &RepoPath) -> Self {
        match path.extension() {
            b"rs" | b"go" | b"swift" | b"kt" | b"kts" | b"scala" | b"rb" | b"ex" | b"exs"
            | b"erl" | b"sh" | b"bash" | b"zsh" | b"fish" | b"lua" | b"jl" | b"zig" | b"vim"
            | b"ml" | b"mli" | b"proto" | b"graphql" | b"tf" | b"pl" | b"pm" | b"el" | b"clj" => {
                Self::Keyword
            }
            b"py" | b"pyi" | b"pyx" | b"nim" | b"gd" | b"coffee" => Self::Indented,
            b"c" | b"h" => Self::C,
            b"java" | b"cs" | b"cc" | b"cpp" | b"cxx" | b"hh" | b"hpp" | b"hxx" | b"m" | b"mm"
            | b"php" | b"ts" | b"tsx" | b"mts" | b"cts" | b"js" | b"jsx" | b"mjs" | b"cjs"
            | b"vue" | b"svelte" | b"dart" | b"groovy" => Self::Braces,
            b"md" | b"markdown" | b"mdx" => Self::Markdown,
            b"toml" | b"ini" | b"cfg" | b"editorconfig" | b"gitconfig" => Self::Table,
            b"yml" | b"yaml" => Self::Yaml,
            b"json" | b"jsonc" | b"csv" | b"tsv" | b"txt" | b"svg" | b"xml" | b"html" | b"css"
            | b"scss" | b"less" | b"lock" | b"sum" | b"snap" | b"rst" | b"adoc" => Self::Plain,
            b"" => match path.file_name() {
                b"Makefile" | b"Dockerfile" | b"LICENSE" | b"Jenkinsfile" => Self::Plain,
                _ => Self::Unknown,
            },
            _ => Self::Unknown,
        }
    }

    /// Whether a change of indentation alone can change what the file means.
    #[must_use]
    pub const fn indentation_matters(self) -> bool {
        matches!(self, Self::Indented | Self::Yaml | Self::Unknown)
    }
}
