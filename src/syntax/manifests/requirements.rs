//! `requirements.txt` and its kin. Options (`-r`, `-c`, `-e`, `--hash`) are not read, nor is an address
//! without a name.

use crate::syntax::Dependency;
use crate::syntax::manifest::Format;

pub(super) const FORMAT: Format = Format {
    name: "requirements.txt",
    file_names: &["requirements*.txt", "*-requirements.txt"],
    read: |text| Some(dependencies(text)),
};

fn dependencies(text: &str) -> Vec<Dependency> {
    let mut found = Vec::new();
    let (mut whole, mut first) = (String::new(), 0);
    for (line, text) in (0..).zip(text.lines()) {
        if whole.is_empty() {
            first = line;
        }
        if let Some(start) = text.strip_suffix('\\') {
            whole += start;
            continue;
        }
        whole += text;
        if let Some((name, version)) = requirement(without_options(&whole)) {
            found.push(Dependency { name, group: String::new(), version, lines: first..line + 1 });
        }
        whole.clear();
    }
    found
}

/// A line up to its comment or its first option.
fn without_options(line: &str) -> &str {
    let line = line.trim_start_matches('\u{feff}');
    let ends = ["#", " --", "\t--"].iter().filter_map(|end| match (*end, line.find(end)?) {
        // A `#` within an address is part of it.
        ("#", at) if at > 0 && !line[..at].ends_with(char::is_whitespace) => None,
        (_, at) => Some(at),
    });
    line[..ends.min().unwrap_or(line.len())].trim()
}

/// The name and the rest of `name[extra] >= 1.0; python_version < "3"`.
pub(super) fn requirement(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let is_end = |letter: char| !letter.is_alphanumeric() && !matches!(letter, '-' | '_' | '.');
    let (name, rest) = text.split_at(text.find(is_end).unwrap_or(text.len()));
    let rest = rest.trim_start();
    let is_name = name.starts_with(char::is_alphanumeric)
        && (rest.is_empty() || rest.starts_with(['[', '(', '=', '<', '>', '!', '~', ';', '@']));
    is_name.then(|| (name.to_owned(), rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{dependencies, requirement};

    #[test]
    fn lines_of_requirements() {
        let text = "# web\nDjango>=4.2,<5  # long-lived\n-r base.txt\n\nrequests[socks]==2.31 \\\n    \
                    --hash=sha256:ab\nhttps://example.org/a.whl\npip @ https://example.org/pip.zip#sha1=ab\n";
        let found = dependencies(text);
        let found: Vec<_> = found
            .iter()
            .map(|at| (at.name.as_str(), at.version.as_str(), at.lines.clone()))
            .collect();
        assert_eq!(
            found,
            [
                ("Django", ">=4.2,<5", 1..2),
                ("requests", "[socks]==2.31", 4..6),
                ("pip", "@ https://example.org/pip.zip#sha1=ab", 7..8),
            ]
        );
        assert_eq!(requirement("-e ."), None);
        assert_eq!(requirement("./local"), None);
    }
}
