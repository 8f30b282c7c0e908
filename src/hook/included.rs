//! The file that a repository's configuration includes, and the two lines that include it.
//!
//! In: the path of the binary, what was said about questions, and the bytes of a configuration.
//! Out: the bytes to write, or what bytes that are there say. Deliberately absent: reading and
//! writing files, and every other line of a configuration: those stay as they are.
//!
//! git stops with an error at a hook that has an `event` and no `command`. So the hooks stand in a
//! file of their own, which comes and goes as a whole: it is there before the configuration includes
//! it, and it goes after the configuration no longer does. An include of a missing file is nothing
//! to git.

use std::path::Path;

use super::script::{quoted, seal};
use crate::config::AskChoice;

/// The folder in the common git directory, and the file in it.
pub const FOLDER: &str = "headway";
/// The name of the file.
pub const FILE: &str = "hooks.config";

/// The file as the configuration names it, relative to itself.
const VALUE: &[u8] = b"headway/hooks.config";

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What is added to the configuration. The condition holds everywhere; with it, the section is one that
/// git does not add other people's includes to.
const LINES: &[u8] = b"[includeIf \"gitdir:**\"]\n\tpath = headway/hooks.config\n";

/// The sections in which the path stands, by us or by hand.
const SECTIONS: [&[u8]; 2] = [b"[includeIf \"gitdir:**\"]", b"[include]"];

const TEMPLATE: &str = include_str!("../../hooks/hooks.config");

/// Begins every section of a hook.
const HOOK_SECTION: &[u8] = b"[hook \"headway-";

/// The bytes of the file: the hooks, when there is a binary that they run, and what was said about
/// questions after a commit, when something was.
#[must_use]
pub fn text(hooks: Option<&Path>, ask: Option<AskChoice>) -> Vec<u8> {
    let (header, sections) = TEMPLATE.split_at(TEMPLATE.find('[').unwrap_or(TEMPLATE.len()));
    let mut text = header.as_bytes().to_vec();
    if let Some(binary) = hooks {
        let binary = escaped(&quoted(binary.as_os_str().as_encoded_bytes()));
        for (at, part) in sections.split("@binary@").enumerate() {
            text.extend(if at == 0 { b"" } else { binary.as_slice() });
            text.extend(part.as_bytes());
        }
    }
    if let Some(ask) = ask {
        text.extend(format!("[headway]\n\task = {}\n", ask.name()).as_bytes());
    }
    seal(&text)
}

/// Whether the bytes of such a file hold the hooks.
#[must_use]
pub fn has_hooks(text: &[u8]) -> bool {
    lines(text).any(|line| line.starts_with(HOOK_SECTION))
}

/// What the bytes of such a file say about questions.
#[must_use]
pub fn ask(text: &[u8]) -> Option<AskChoice> {
    let choices = [AskChoice::Never, AskChoice::Prompt];
    let says = |choice: &AskChoice| {
        lines(text).any(|line| line == format!("\task = {}\n", choice.name()).as_bytes())
    };
    choices.into_iter().find(says)
}

/// Whether a configuration includes the file.
#[must_use]
pub fn is_included(config: &[u8]) -> bool {
    find(after_mark(config).1).is_some()
}

/// The configuration with the lines at its beginning: whatever the person sets in it holds over the
/// file, wherever git puts it.
#[must_use]
pub fn with_include(config: &[u8]) -> Vec<u8> {
    let (mark, rest) = after_mark(config);
    [mark, LINES, rest].concat()
}

/// The configuration without the lines; `None` when they are not there. Of a section that others
/// have added to, only the line that is git-headway's goes.
#[must_use]
pub fn without_include(config: &[u8]) -> Option<Vec<u8>> {
    let (mark, config) = after_mark(config);
    let at = find(config)?;
    let mut lines: Vec<&[u8]> = lines(config).collect();
    lines.remove(at);
    let next = lines[at..].iter().find(|line| says_something(line));
    let is_alone = next.is_none_or(|next| next.trim_ascii_start().starts_with(b"["));
    if is_alone && is_include_section(lines[at - 1]) {
        lines.remove(at - 1);
    }
    Some([mark, &lines.concat()].concat())
}

/// The line, counted from 0, that includes the file.
fn find(config: &[u8]) -> Option<usize> {
    let mut in_include = false;
    for (at, line) in lines(config).enumerate() {
        if line.trim_ascii_start().starts_with(b"[") {
            in_include = is_include_section(line);
        } else if in_include && is_ours(line) {
            return Some(at);
        }
    }
    None
}

fn is_include_section(line: &[u8]) -> bool {
    SECTIONS.iter().any(|section| line.trim_ascii().eq_ignore_ascii_case(section))
}

/// Whether a line is neither empty nor a comment.
fn says_something(line: &[u8]) -> bool {
    !matches!(line.trim_ascii_start().first(), None | Some(b'#' | b';'))
}

fn is_ours(line: &[u8]) -> bool {
    let Some(equals) = line.iter().position(|byte| *byte == b'=') else { return false };
    let (key, value) = (line[..equals].trim_ascii(), line[equals + 1..].trim_ascii());
    let quoted = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\""));
    key.eq_ignore_ascii_case(b"path") && quoted.unwrap_or(value) == VALUE
}

/// git passes over a byte order mark where it is the first thing in a file, and only there.
fn after_mark(config: &[u8]) -> (&[u8], &[u8]) {
    let mark = if config.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    config.split_at(mark)
}

/// The lines with their ends.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n')
}

/// Written so that git reads these bytes between double quotes.
fn escaped(bytes: &[u8]) -> Vec<u8> {
    let mut escaped = Vec::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'"' | b'\\' => escaped.extend([b'\\', *byte]),
            b'\n' => escaped.extend(b"\\n"),
            _ => escaped.push(*byte),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::Event;
    use super::super::script::{Origin, VERSION, recognise};
    use super::{LINES, ask, has_hooks, is_included, text, with_include, without_include};
    use crate::config::AskChoice;

    #[test]
    fn a_hook_has_its_command_before_its_event() {
        let text = text(Some(Path::new("/opt/git-headway")), Some(AskChoice::Prompt));
        assert_eq!(recognise(&text), Origin::Ours { version: VERSION });
        assert!(has_hooks(&text));
        assert_eq!(ask(&text), Some(AskChoice::Prompt));
        let text = String::from_utf8(text).unwrap();
        assert!(!text.contains('@') || text.contains("\"$@\\\""), "{text}");
        for event in Event::ALL {
            let section = format!("[hook \"headway-{event}\"]\n\tcommand = \"f() {{ ");
            let (_, rest) = text.split_once(&section).unwrap();
            let (command, rest) = rest.split_once('\n').unwrap();
            assert!(command.contains("b='/opt/git-headway'; "), "{command}");
            assert!(command.ends_with("; }; f\""), "{command}");
            assert!(rest.starts_with(&format!("\tevent = {event}\n")), "{rest}");
        }
    }

    #[test]
    fn an_answer_can_stand_alone() {
        let text = text(None, Some(AskChoice::Never));
        assert!(!has_hooks(&text));
        assert_eq!(ask(&text), Some(AskChoice::Never));
        assert_eq!(text.split(|byte| *byte == b'\n').count(), 6);
    }

    #[test]
    fn an_odd_path_is_quoted_for_the_shell_and_for_git() {
        let text = text(Some(Path::new("/it's \"a\\b\n")), None);
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains(r#"b='/it'\\''s \"a\\b\n'; "#), "{text}");
        assert_eq!(ask(text.as_bytes()), None);
    }

    #[test]
    fn every_configuration_comes_back_byte_for_byte() {
        for config in [
            "",
            "[core]\n\tbare = false\n",
            "[core]\n\tbare = false",
            "[core]\r\n\tbare = false\r\n",
            "[include]\n\tpath = other\n",
            "[core]\n\t# [include]\n",
            "# mine\n\n[core]\n",
            "\n",
            "\u{feff}[core]\n",
        ] {
            let with = with_include(config.as_bytes());
            assert!(is_included(&with), "{config:?}");
            assert!(!is_included(config.as_bytes()), "{config:?}");
            assert_eq!(without_include(&with).unwrap(), config.as_bytes());
            assert_eq!(without_include(config.as_bytes()), None);
            assert!(config.starts_with('\u{feff}') == with.starts_with("\u{feff}".as_bytes()));
        }
    }

    #[test]
    fn what_others_added_since_stays() {
        let before = "[core]\n\tbare = false\n";
        let ours = String::from_utf8(LINES.to_vec()).unwrap();
        let after = "[user]\n\tname = A\n";
        let cases = [
            (format!("{before}{ours}{after}"), format!("{before}{after}")),
            (
                format!("{ours}\tpath = other\n{before}"),
                format!("[includeIf \"gitdir:**\"]\n\tpath = other\n{before}"),
            ),
            (
                format!("{ours}\n# more\n\tpath = other\n{before}"),
                format!("[includeIf \"gitdir:**\"]\n\n# more\n\tpath = other\n{before}"),
            ),
            (
                format!("[Include]\n\tpath = other\n\tPATH=\"headway/hooks.config\"\n{after}"),
                format!("[Include]\n\tpath = other\n{after}"),
            ),
        ];
        for (with, without) in cases {
            assert_eq!(without_include(with.as_bytes()).unwrap(), without.as_bytes());
        }
    }
}
