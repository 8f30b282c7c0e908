//! Which language a file is written in: the table of extensions.
//!
//! In: a path and what the file is for. Out: the name of a programming language, if it is one. Deliberately absent:
//! prose, data and settings, in which nobody programs; the content; dialects.

use crate::classify::PathClass;
use crate::model::RepoPath;

/// Languages and the extensions of their files.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("Ada", &["adb", "ads"]),
    ("Assembly", &["s", "asm", "nasm"]),
    ("Awk", &["awk"]),
    ("Batch", &["bat", "cmd"]),
    ("C", &["c", "h"]),
    ("C#", &["cs"]),
    ("C++", &["cc", "cpp", "cxx", "hh", "hpp", "hxx", "inl", "ipp"]),
    ("CSS", &["css", "scss", "sass", "less"]),
    ("CUDA", &["cu", "cuh"]),
    ("Clojure", &["clj", "cljs", "cljc"]),
    ("CoffeeScript", &["coffee"]),
    ("Crystal", &["cr"]),
    ("D", &["d"]),
    ("Dart", &["dart"]),
    ("Elixir", &["ex", "exs"]),
    ("Elm", &["elm"]),
    ("Emacs Lisp", &["el"]),
    ("Erlang", &["erl", "hrl"]),
    ("F#", &["fs", "fsx", "fsi"]),
    ("Fortran", &["f", "f77", "f90", "f95", "f03"]),
    ("GLSL", &["glsl", "vert", "frag"]),
    ("Go", &["go"]),
    ("GraphQL", &["graphql", "graphqls", "gql"]),
    ("Groovy", &["groovy", "gradle"]),
    ("HCL", &["tf", "hcl"]),
    ("HTML", &["html", "htm", "xhtml"]),
    ("Haskell", &["hs", "lhs"]),
    ("Java", &["java"]),
    ("JavaScript", &["js", "jsx", "mjs", "cjs"]),
    ("Julia", &["jl"]),
    ("Kotlin", &["kt", "kts"]),
    ("Lisp", &["lisp", "cl"]),
    ("Lua", &["lua"]),
    ("Nim", &["nim"]),
    ("Nix", &["nix"]),
    ("OCaml", &["ml", "mli"]),
    ("Objective-C", &["m", "mm"]),
    ("PHP", &["php"]),
    ("Pascal", &["pas", "pp", "dpr"]),
    ("Perl", &["pl", "pm"]),
    ("PowerShell", &["ps1", "psm1"]),
    ("Protocol Buffers", &["proto"]),
    ("Python", &["py", "pyi", "pyx"]),
    ("R", &["r"]),
    ("Racket", &["rkt"]),
    ("Ruby", &["rb", "rake"]),
    ("Rust", &["rs"]),
    ("SQL", &["sql"]),
    ("Scala", &["scala", "sc"]),
    ("Scheme", &["scm", "ss"]),
    ("Shell", &["sh", "bash", "zsh", "fish", "ksh", "bats"]),
    ("Solidity", &["sol"]),
    ("Starlark", &["bzl", "star"]),
    ("Svelte", &["svelte"]),
    ("Swift", &["swift"]),
    ("Tcl", &["tcl"]),
    ("TypeScript", &["ts", "tsx", "mts", "cts"]),
    ("VHDL", &["vhd", "vhdl"]),
    ("Verilog", &["v", "sv", "svh"]),
    ("Vim script", &["vim"]),
    ("Visual Basic", &["vb"]),
    ("Vue", &["vue"]),
    ("WebAssembly", &["wat", "wast"]),
    ("Zig", &["zig"]),
];

/// The language of a file that people write; `None` where nobody programs in it.
#[must_use]
pub fn language_of(path: &RepoPath, class: PathClass) -> Option<&'static str> {
    let is_set_aside =
        matches!(class, PathClass::LockFile | PathClass::Generated | PathClass::Vendored);
    let extension = String::from_utf8_lossy(path.extension()).to_lowercase();
    let named = LANGUAGES.iter().find(|(_, extensions)| extensions.contains(&extension.as_str()));
    named.map(|(name, _)| *name).filter(|_| !is_set_aside)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{LANGUAGES, language_of};
    use crate::classify::path_class;

    #[test]
    fn told_by_the_extension() {
        let of = |path: &str| language_of(&path.into(), path_class(&path.into(), None));
        assert_eq!(of("src/lib.rs"), Some("Rust"));
        assert_eq!(of("t/t0001.SH"), Some("Shell"));
        assert_eq!(of("api/a.pb.go"), None);
        assert_eq!([of("README.md"), of("data.json"), of("Makefile")], [None; 3]);
    }

    #[test]
    fn no_extension_has_two_languages() {
        let mut seen = HashSet::new();
        let mut all = LANGUAGES.iter().flat_map(|(_, extensions)| extensions.iter());
        assert!(all.all(|extension| seen.insert(extension)));
    }
}
