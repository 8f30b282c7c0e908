//! Paths as they stand in real repositories, and what a reader would call them.

use super::PathClass::{Ci, Code, Docs, Generated, LockFile, Manifest, Settings, Test, Vendored};
use super::{PathClass, path_class};
use crate::model::{GitattributesMark, RepoPath};

const PATHS: &[(&str, PathClass)] = &[
    ("src/main.rs", Code),
    ("tokio/src/runtime/park.rs", Code),
    ("lib/history.rb", Code),
    ("builtin/log.c", Code),
    ("src/install.sh", Code),
    ("src/doc/render.rs", Code),
    ("src/contest.py", Code),
    ("src/Contest.java", Code),
    ("src/Latest.kt", Code),
    ("app/attest.go", Code),
    ("src/main/java/com/acme/external/Client.java", Code),
    ("web/index.html", Code),
    ("db/migrations/001_init.sql", Code),
    ("api/v1/user.proto", Code),
    ("specification.go", Code),
    ("src/license.js", Code),
    ("tokio-test/src/io.rs", Code),
    ("a-name-without-extension", Code),
    ("tests/cli.rs", Test),
    ("pkg/server_test.go", Test),
    ("test_reader.py", Test),
    ("pkg/test_reader.py", Test),
    ("web/button.spec.ts", Test),
    ("web/button.test.tsx", Test),
    ("src/test/java/com/acme/ReaderTest.java", Test),
    ("core/ReaderTests.cs", Test),
    ("core/ReaderIT.java", Test),
    ("src/__tests__/a.js", Test),
    ("spec/models/user_spec.rb", Test),
    ("t/t1234-basic.sh", Test),
    ("benches/read.rs", Test),
    ("src/reader/tests.rs", Test),
    ("conftest.py", Test),
    ("tests/fixtures/package.json", Test),
    ("tests/data/sample.md", Test),
    ("tools/testing/selftests/net/run.sh", Test),
    ("features/login.feature", Test),
    ("README.md", Docs),
    ("README", Docs),
    ("LICENSE-MIT", Docs),
    ("COPYING.LESSER", Docs),
    ("CHANGELOG.md", Docs),
    ("CHANGES", Docs),
    ("docs/conf.py", Docs),
    ("Documentation/git-log.txt", Docs),
    ("tokio/examples/chat.rs", Docs),
    ("doc/rg.1", Docs),
    ("tests/README.md", Docs),
    ("spec/protocol.md", Docs),
    ("guide.adoc", Docs),
    ("Cargo.toml", Manifest),
    ("crates/a/Cargo.toml", Manifest),
    ("package.json", Manifest),
    ("go.mod", Manifest),
    ("pom.xml", Manifest),
    ("CMakeLists.txt", Manifest),
    ("cmake/FindFoo.cmake", Manifest),
    ("Makefile", Manifest),
    ("drivers/net/Kconfig", Manifest),
    ("requirements-dev.txt", Manifest),
    ("build.rs", Manifest),
    ("setup.py", Manifest),
    ("Dockerfile", Manifest),
    ("tsconfig.base.json", Manifest),
    ("App.csproj", Manifest),
    ("foo.gemspec", Manifest),
    (".github/workflows/ci.yml", Ci),
    (".gitlab-ci.yml", Ci),
    ("Jenkinsfile", Ci),
    (".travis.yml", Ci),
    (".circleci/config.yml", Ci),
    ("ci/build.sh", Ci),
    ("azure-pipelines.yml", Ci),
    (".cirrus.yml", Ci),
    ("Cargo.lock", LockFile),
    ("web/package-lock.json", LockFile),
    ("yarn.lock", LockFile),
    ("pnpm-lock.yaml", LockFile),
    ("go.sum", LockFile),
    ("poetry.lock", LockFile),
    ("uv.lock", LockFile),
    ("Gemfile.lock", LockFile),
    ("composer.lock", LockFile),
    ("flake.lock", LockFile),
    ("api/user.pb.go", Generated),
    ("api/user_pb2.py", Generated),
    ("zz_generated.deepcopy.go", Generated),
    ("src/schema_generated.rs", Generated),
    ("src/schema.generated.ts", Generated),
    ("web/jquery.min.js", Generated),
    ("web/__snapshots__/a.js", Generated),
    ("src/snapshots/a.snap", Generated),
    ("vendor/github.com/x/y.go", Vendored),
    ("third_party/zlib/inflate.c", Vendored),
    ("node_modules/a/index.js", Vendored),
    ("external/json/json.hpp", Vendored),
    ("vendor/x/Cargo.lock", Vendored),
    ("gradlew", Vendored),
    (".gitignore", Settings),
    (".editorconfig", Settings),
    ("rustfmt.toml", Settings),
    (".vscode/launch.json", Settings),
    (".github/dependabot.yml", Settings),
    ("CODEOWNERS", Settings),
    ("config/app.yaml", Settings),
    ("jest.config.js", Settings),
];

#[test]
fn every_path_has_the_class_a_reader_would_give() {
    for (path, expected) in PATHS {
        assert_eq!(path_class(&RepoPath::from(*path), None), *expected, "{path}");
    }
}

#[test]
fn attributes_come_before_names() {
    let path = RepoPath::from("src/parser.rs");
    assert_eq!(path_class(&path, Some(GitattributesMark::Generated)), Generated);
    assert_eq!(path_class(&path, Some(GitattributesMark::Vendored)), Vendored);
    assert_eq!(path_class(&path, Some(GitattributesMark::Documentation)), Docs);
    assert_eq!(
        path_class(&RepoPath::from("vendor/a.go"), Some(GitattributesMark::Documentation)),
        Docs
    );
}

#[test]
fn names_that_are_not_text_are_code() {
    assert_eq!(path_class(&RepoPath::new(b"src/\xff\xfe"), None), Code);
    assert_eq!(path_class(&RepoPath::new(b""), None), Code);
}
