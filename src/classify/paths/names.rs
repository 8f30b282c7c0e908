//! The well-known names of directories and files, in lower case unless said otherwise.
//!
//! In: nothing. Out: tables for `paths`. Deliberately absent: how they are matched.

/// Directories that hold somebody else's code wherever they lie.
pub(super) const VENDORED_DIRECTORIES: &[&str] = &[
    "vendor",
    "vendors",
    "vendored",
    "_vendor",
    "third_party",
    "third-party",
    "thirdparty",
    "3rdparty",
    "3rd-party",
    "3rd_party",
    "node_modules",
    "bower_components",
    "godeps",
    "pods",
    "site-packages",
];
/// Directories that hold somebody else's code when they lie at the top.
pub(super) const VENDORED_AT_TOP: &[&str] =
    &["external", "externals", "extern", "deps", "subprojects"];
/// What yarn keeps of itself inside `.yarn`.
pub(super) const YARN_INSIDES: &[&str] = &["releases", "plugins", "sdks", "versions"];
/// Files of build tools that are copied in, not written.
pub(super) const VENDORED_FILES: &[&str] =
    &["gradlew", "gradlew.bat", "mvnw", "mvnw.cmd", "gradle-wrapper.properties", "aclocal.m4"];

/// Lock files of package managers.
pub(super) const LOCK_FILES: &[&str] = &[
    "cargo.lock",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "bun.lock",
    "bun.lockb",
    "deno.lock",
    "go.sum",
    "go.work.sum",
    "poetry.lock",
    "uv.lock",
    "pdm.lock",
    "pylock.toml",
    "pixi.lock",
    "pipfile.lock",
    "conda-lock.yml",
    "requirements.lock",
    "gemfile.lock",
    "composer.lock",
    "flake.lock",
    "devenv.lock",
    "mix.lock",
    "rebar.lock",
    "pubspec.lock",
    "podfile.lock",
    "cartfile.resolved",
    "package.resolved",
    "packages.lock.json",
    "paket.lock",
    "project.assets.json",
    "gradle.lockfile",
    "module.bazel.lock",
    "stack.yaml.lock",
    "cabal.project.freeze",
    "shard.lock",
    "conan.lock",
    "chart.lock",
    "buf.lock",
    "berksfile.lock",
    ".terraform.lock.hcl",
];

/// Directories whose files a program writes.
pub(super) const GENERATED_DIRECTORIES: &[&str] =
    &["generated", "__generated__", "__snapshots__", "autom4te.cache"];
/// Ends of the names of files that a program writes.
pub(super) const GENERATED_ENDS: &[&str] = &[
    ".pb.go",
    ".pb.gw.go",
    ".pb.cc",
    ".pb.h",
    "_pb2.py",
    "_pb2.pyi",
    "_pb2_grpc.py",
    "_pb.js",
    "_pb.ts",
    "_pb.d.ts",
    ".gen.go",
    "_gen.go",
    ".gen.ts",
    ".g.dart",
    ".freezed.dart",
    ".g.cs",
    ".g.i.cs",
    ".designer.cs",
    ".min.js",
    ".min.mjs",
    ".min.css",
    ".js.map",
    ".css.map",
    ".snap",
    ".tab.c",
    ".tab.h",
    ".yy.c",
];
/// Files that a program writes.
pub(super) const GENERATED_FILES: &[&str] = &["bindata.go"];

/// Files that continuous integration services read.
pub(super) const CI_FILES: &[&str] = &[
    ".gitlab-ci.yml",
    ".gitlab-ci.yaml",
    ".travis.yml",
    ".cirrus.yml",
    ".cirrus.star",
    ".drone.yml",
    ".woodpecker.yml",
    ".appveyor.yml",
    "appveyor.yml",
    ".codecov.yml",
    "codecov.yml",
    ".coveralls.yml",
    "bitbucket-pipelines.yml",
    "cloudbuild.yaml",
    "cloudbuild.yml",
    "buildspec.yml",
    "wercker.yml",
    "shippable.yml",
    "circle.yml",
];
/// Directories that continuous integration services read.
pub(super) const CI_DIRECTORIES: &[&str] = &[
    ".circleci",
    ".buildkite",
    ".semaphore",
    ".woodpecker",
    ".builds",
    ".teamcity",
    ".azure-pipelines",
    ".azuredevops",
];
/// Starts of the names of files that continuous integration services read.
pub(super) const CI_STARTS: &[&str] = &["jenkinsfile", "azure-pipelines", ".gitlab-ci"];

/// Directories of tests, their data and benchmarks.
pub(super) const TEST_DIRECTORIES: &[&str] = &[
    "test",
    "tests",
    "__tests__",
    "__mocks__",
    "testdata",
    "test-data",
    "test_data",
    "testsuite",
    "test-suite",
    "selftests",
    "e2e",
    "integration-tests",
    "integration_tests",
    "androidtest",
    "fuzz",
    "bench",
    "benches",
    "benchmark",
    "benchmarks",
    "benchsuite",
    "cypress",
    "playground-tests",
];
/// Ends of CamelCase names, as spelled, behind a small letter (`Contest` is no test).
pub(super) const TEST_CAMEL_ENDS: &[&str] = &["Test", "Tests", "TestCase", "IT", "Spec", "Specs"];
/// What stands between dots in the name of a test.
pub(super) const TEST_MARKS: &[&str] = &[".spec.", ".test.", ".tests.", ".e2e.", ".cy."];
/// Ends of the part before the first dot.
pub(super) const TEST_ENDS: &[&str] =
    &["_test", "_tests", "-test", "-tests", "_spec", "_bench", "_unittest"];
/// Starts of the part before the first dot.
pub(super) const TEST_STARTS: &[&str] = &["test_", "test-"];
/// Whole parts before the first dot.
pub(super) const TEST_STEMS: &[&str] = &["test", "tests", "conftest", "benches"];

/// Files that the build or the package manager reads.
pub(super) const MANIFEST_FILES: &[&str] = &[
    "cargo.toml",
    "build.rs",
    "rust-toolchain",
    "rust-toolchain.toml",
    "package.json",
    "pnpm-workspace.yaml",
    "lerna.json",
    "nx.json",
    "turbo.json",
    "deno.json",
    "deno.jsonc",
    "bower.json",
    "gulpfile.js",
    "gruntfile.js",
    "go.mod",
    "go.work",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "settings.gradle",
    "settings.gradle.kts",
    "gradle.properties",
    "libs.versions.toml",
    "build.xml",
    "ivy.xml",
    "build.sc",
    "project.clj",
    "deps.edn",
    "cmakelists.txt",
    "makefile",
    "gnumakefile",
    "kbuild",
    "configure",
    "configure.ac",
    "configure.in",
    "meson.build",
    "meson_options.txt",
    "meson.options",
    "build",
    "build.bazel",
    "workspace",
    "workspace.bazel",
    "module.bazel",
    "buck",
    "sconstruct",
    "sconscript",
    "wscript",
    "setup.py",
    "setup.cfg",
    "pyproject.toml",
    "manifest.in",
    "pipfile",
    "environment.yml",
    "gemfile",
    "rakefile",
    "composer.json",
    "package.swift",
    "podfile",
    "cartfile",
    "mix.exs",
    "rebar.config",
    "stack.yaml",
    "package.yaml",
    "cabal.project",
    "dune",
    "dune-project",
    "build.zig",
    "build.zig.zon",
    "pubspec.yaml",
    "elm.json",
    "shard.yml",
    "description",
    "namespace",
    "nuget.config",
    "packages.config",
    "global.json",
    "conanfile.txt",
    "conanfile.py",
    "vcpkg.json",
    "flake.nix",
    "default.nix",
    "shell.nix",
    "containerfile",
    "vagrantfile",
    "justfile",
    "snapcraft.yaml",
    "brewfile",
    ".goreleaser.yml",
    ".goreleaser.yaml",
];
/// Starts of the names of files that the build reads.
pub(super) const MANIFEST_STARTS: &[&str] = &[
    "makefile.",
    "kconfig",
    "dockerfile",
    "docker-compose",
    "webpack.",
    "rollup.config",
    "vite.config",
    "esbuild.",
    "tsconfig",
    "directory.build.",
];
/// Extensions of files that the build reads.
pub(super) const MANIFEST_EXTENSIONS: &[&str] = &[
    "cmake", "mk", "m4", "am", "bzl", "gn", "gni", "sbt", "gemspec", "podspec", "rockspec",
    "cabal", "opam", "csproj", "fsproj", "vbproj", "vcxproj", "sln", "props", "targets", "pbxproj",
    "nuspec", "spec",
];

/// Extensions of prose.
pub(super) const PROSE_EXTENSIONS: &[&str] = &[
    "md", "markdown", "mdx", "rst", "adoc", "asciidoc", "txt", "tex", "texi", "texinfo", "pod",
    "rdoc", "org", "rtf", "typ",
];

/// Extensions of source text, where a name like `history` is no document.
pub(super) const CODE_EXTENSIONS: &[&str] = &[
    "rs", "c", "h", "cc", "cpp", "cxx", "hh", "hpp", "hxx", "m", "mm", "go", "py", "pyi", "pyx",
    "rb", "java", "kt", "kts", "scala", "groovy", "clj", "cljs", "cs", "fs", "vb", "swift", "js",
    "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts", "vue", "svelte", "php", "pl", "pm", "lua",
    "sh", "bash", "zsh", "fish", "ps1", "bat", "ex", "exs", "erl", "hs", "ml", "mli", "dart", "r",
    "jl", "zig", "nim", "d", "f90", "el", "lisp", "scm", "sql", "proto", "css", "scss", "less",
    "html", "asm", "s", "v", "sv", "vhd", "cu", "tcl", "awk", "cr", "sol",
];

/// Titles of documents at the top of a project.
const PROSE_TITLES: &[&str] = &[
    "readme",
    "changelog",
    "changes",
    "history",
    "news",
    "relnotes",
    "releases",
    "release-notes",
    "release_notes",
    "contributing",
    "contributors",
    "code_of_conduct",
    "security",
    "support",
    "governance",
    "authors",
    "maintainers",
    "credits",
    "thanks",
    "copying",
    "copyright",
    "license",
    "licence",
    "unlicense",
    "notice",
    "patents",
    "install",
    "upgrading",
    "migrating",
    "todo",
    "faq",
    "guide",
];

/// Whether the part of a name before its first dot is the title of a document. Such titles begin
/// with a capital (`LICENSE-MIT`, `Changes`); a script called `install` is none.
pub(super) fn is_prose_title(stem: &str) -> bool {
    let lower = stem.to_lowercase();
    let whole_word = |title: &&str| {
        lower.strip_prefix(*title).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let capital = stem.starts_with(|first: char| first.is_uppercase());
    (capital || lower == "readme" || lower == "changelog") && PROSE_TITLES.iter().any(whole_word)
}

/// Whether a directory holds documentation.
pub(super) fn is_docs_directory(name: &str) -> bool {
    matches!(
        name,
        "doc"
            | "docs"
            | "documentation"
            | "javadoc"
            | "man"
            | "manual"
            | "examples"
            | "example"
            | "demo"
            | "demos"
            | "samples"
            | "changelog.d"
            | "newsfragments"
            | ".changeset"
    )
}

/// Whether a directory is the root of source text.
pub(super) fn is_source_directory(name: &str) -> bool {
    matches!(name, "src" | "lib" | "pkg" | "internal" | "app" | "include")
}

/// Directories of editors and hosts.
pub(super) const SETTINGS_DIRECTORIES: &[&str] =
    &[".vscode", ".idea", ".github", ".gitlab", ".devcontainer", ".husky", ".config"];

/// Directories of recipes for package managers, wherever they lie.
pub(super) const PACKAGING_DIRECTORIES: &[&str] =
    &["brew", "homebrew", "formula", "chocolatey", "flatpak"];

/// The same, at the top only: deeper they may be code.
pub(super) const PACKAGING_AT_TOP: &[&str] = &["debian", "packaging", "rpm", "snap"];

/// Settings of git and of editors: they carry no behaviour of the product.
pub(super) const INERT_FILES: &[&str] = &[
    ".git-blame-ignore-revs",
    ".gitattributes",
    ".gitignore",
    ".mailmap",
    ".editorconfig",
    "codeowners",
    "owners",
];

/// Extensions of settings and of data that is no source.
pub(super) const SETTINGS_EXTENSIONS: &[&str] = &[
    "yaml",
    "yml",
    "toml",
    "json",
    "json5",
    "jsonc",
    "ini",
    "cfg",
    "conf",
    "config",
    "properties",
    "env",
    "xml",
    "plist",
    "csv",
    "tsv",
    "po",
    "pot",
    "svg",
    "service",
    "desktop",
];
