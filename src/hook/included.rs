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

/// What is added to the configuration.
const LINES: &[u8] = b"[include]\n\tpath = headway/hooks.config\n";

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
    find(config).is_some()
}

/// The configuration with the lines at its end. One that does not end a line does not do so
/// afterwards either, so that taking the lines away gives back its bytes.
#[must_use]
pub fn with_include(config: &[u8]) -> Vec<u8> {
    if ends_a_line(config) { [config, LINES].concat() } else { [config, &unended()].concat() }
}

/// The configuration without the lines; `None` when they are not there. Of a section that others
/// have added to, only the line that is git-headway's goes.
#[must_use]
pub fn without_include(config: &[u8]) -> Option<Vec<u8>> {
    let whole = config.strip_suffix(LINES).filter(|before| ends_a_line(before));
    if let Some(before) = whole.or_else(|| config.strip_suffix(unended().as_slice())) {
        return Some(before.to_vec());
    }
    let at = find(config)?;
    let mut lines: Vec<&[u8]> = lines(config).collect();
    lines.remove(at);
    let is_alone = lines.get(at).is_none_or(|next| next.trim_ascii_start().starts_with(b"["));
    if is_alone && is_include_section(lines[at - 1]) {
        lines.remove(at - 1);
    }
    Some(lines.concat())
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
    line.trim_ascii().eq_ignore_ascii_case(b"[include]")
}

fn is_ours(line: &[u8]) -> bool {
    let Some(equals) = line.iter().position(|byte| *byte == b'=') else { return false };
    let (key, value) = (line[..equals].trim_ascii(), line[equals + 1..].trim_ascii());
    let quoted = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\""));
    key.eq_ignore_ascii_case(b"path") && quoted.unwrap_or(value) == VALUE
}

/// The lines for a configuration whose last line has no end.
fn unended() -> Vec<u8> {
    [b"\n", &LINES[..LINES.len() - 1]].concat()
}

fn ends_a_line(bytes: &[u8]) -> bool {
    bytes.last().is_none_or(|last| *last == b'\n')
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
        ] {
            let with = with_include(config.as_bytes());
            assert!(is_included(&with), "{config:?}");
            assert!(!is_included(config.as_bytes()), "{config:?}");
            assert_eq!(without_include(&with).unwrap(), config.as_bytes());
            assert_eq!(without_include(config.as_bytes()), None);
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
                format!("{before}{ours}\tpath = other\n"),
                format!("{before}[include]\n\tpath = other\n"),
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
