//! `go.mod`: what a module requires itself. What others require is listed there too (`// indirect`); that
//! is the tool's to find out, and not read. Nor are `replace`, `exclude`, `tool` and the version of Go.

use crate::syntax::Dependency;
use crate::syntax::manifest::Format;

pub(super) const FORMAT: Format =
    Format { name: "go.mod", file_names: &["go.mod"], read: |text| Some(dependencies(text)) };

fn dependencies(text: &str) -> Vec<Dependency> {
    let mut found = Vec::new();
    let mut is_in_list = false;
    for (line, text) in (0..).zip(text.lines()) {
        let (said, comment) = text.split_once("//").unwrap_or((text, ""));
        let mut words: Vec<&str> = said.split_whitespace().collect();
        match words.as_slice() {
            ["require", "("] | ["require("] => is_in_list = true,
            [")"] => is_in_list = false,
            _ => {
                let is_required = is_in_list || words.first() == Some(&"require");
                words.retain(|word| *word != "require");
                let is_own = is_required && comment.trim() != "indirect";
                if let (true, [name, version]) = (is_own, words.as_slice()) {
                    found.push(Dependency {
                        name: name.trim_matches('"').to_owned(),
                        group: String::new(),
                        version: (*version).to_owned(),
                        lines: line..line + 1,
                    });
                }
            }
        }
    }
    found
}
