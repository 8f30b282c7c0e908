//! Hooks in git's configuration: the state that stops git, and what is switched off.
//!
//! A hook with an `event` and no `command` makes every git command that looks for hooks of any event
//! fail, wherever in the configuration it stands. Taking the event away mends that.

use std::collections::BTreeMap;

use super::{ConfigEntry, Finding, Observation};
use crate::hook::{Event, Installed};

/// The entries of one `hook.<name>` section, of all files together.
#[derive(Default)]
struct Section<'a> {
    events: Vec<&'a ConfigEntry>,
    has_command: bool,
    enabled: Option<&'a ConfigEntry>,
}

pub(super) fn check(seen: &Observation) -> Vec<Finding> {
    if let Err(says) = &seen.configuration {
        let says = format!("git could not read its configuration: {}", says.trim());
        return vec![
            Finding::broken("configuration-unreadable", says)
                .mended_by("`git config --list --show-origin` says where it stops"),
        ];
    }
    let sections = sections(seen.entries());
    let mut found: Vec<Finding> =
        sections.iter().filter_map(|(name, section)| without_command(name, section)).collect();
    found.extend(switched_off(seen, &sections));
    found
}

fn sections(entries: &[ConfigEntry]) -> BTreeMap<&str, Section<'_>> {
    let mut sections: BTreeMap<&str, Section<'_>> = BTreeMap::new();
    for entry in entries {
        let Some((name, key)) = entry.key.strip_prefix("hook.").and_then(|at| at.rsplit_once('.'))
        else {
            continue;
        };
        let section = sections.entry(name).or_default();
        match key {
            "event" => match entry.value.as_deref() {
                // An empty value takes back the events before it.
                Some("") => section.events.clear(),
                _ => section.events.push(entry),
            },
            "command" => section.has_command = true,
            "enabled" => section.enabled = Some(entry),
            _ => {}
        }
    }
    sections
}

fn without_command(name: &str, section: &Section<'_>) -> Option<Finding> {
    if section.has_command {
        return None;
    }
    let entry = section.events.last()?;
    let is_off = section.enabled.is_some_and(is_false);
    let what = format!("the hook `{name}` has an event and no command");
    let finding = if is_off {
        Finding::note(
            "event-without-command",
            format!("{what}; it is switched off, so git only warns"),
        )
    } else {
        Finding::broken(
            "event-without-command",
            format!(
                "{what}: git (2.54 and later) stops with an error at commit, checkout, merge and fetch"
            ),
        )
    };
    Some(finding.at(place(entry)).mended_by(remedy(entry)))
}

/// The file and the line of an entry.
pub(super) fn place(entry: &ConfigEntry) -> String {
    match (&entry.file, entry.line) {
        (Some(file), Some(line)) => format!("{}, line {line}", file.display()),
        (Some(file), None) => file.display().to_string(),
        (None, _) => format!("the {} configuration, in no file", entry.scope),
    }
}

fn remedy(entry: &ConfigEntry) -> String {
    match &entry.file {
        Some(file) => {
            let file = shell_word(&file.display().to_string());
            format!("git config --file {file} --unset-all {}", shell_word(&entry.key))
        }
        None => format!("leave out `{}` where git is started with it", entry.key),
    }
}

/// A word as a shell reads it back.
pub(super) fn shell_word(word: &str) -> String {
    let is_plain = |at: char| at.is_ascii_alphanumeric() || "/._-+:,@%".contains(at);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

fn is_false(entry: &ConfigEntry) -> bool {
    let off = ["false", "no", "off", "0"];
    entry
        .value
        .as_deref()
        .is_some_and(|value| off.iter().any(|off| value.eq_ignore_ascii_case(off)))
}

/// git-headway's own hooks that somebody switched off, or that `git hook list` does not name.
fn switched_off(seen: &Observation, sections: &BTreeMap<&str, Section<'_>>) -> Vec<Finding> {
    let Some(repository) = seen.seen() else { return Vec::new() };
    if !Installed::observe(&repository.site).in_configuration {
        return Vec::new();
    }
    let mut found = Vec::new();
    for event in Event::ALL {
        let ours = format!("headway-{event}");
        let off = [ours.as_str(), event.name()]
            .into_iter()
            .find_map(|name| sections.get(name)?.enabled.filter(|entry| is_false(entry)));
        if let Some(entry) = off {
            let what = format!("`{}` switches the {event} hook off", entry.key);
            let finding = Finding::note("hook-switched-off", what).at(place(entry));
            found.push(finding.mended_by(remedy(entry)));
            continue;
        }
        let listed = repository.listed.as_ref();
        let is_listed = listed.is_none_or(|listed| {
            let mut of_event = listed.iter().filter(|(name, _)| *name == event.name());
            of_event.any(|(_, line)| line.contains(&ours))
        });
        if !is_listed {
            let what = format!("git does not list the {event} hook of its configuration");
            found.push(
                Finding::broken("hook-not-listed", what)
                    .at(repository.site.included.path.display().to_string())
                    .mended_by("git headway init"),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{entry, installed_in_configuration, levels, repository, seen};
    use super::{check, shell_word};

    #[test]
    fn an_event_without_a_command_names_the_line_and_the_command_that_mends_it() {
        let mut seen = seen();
        let mut event =
            entry("global", "/home/ada/my config", "hook.old.name.event", "post-commit");
        event.line = Some(7);
        seen.configuration = Ok(vec![event]);
        let found = check(&seen);
        assert_eq!(levels(&found), ["broken event-without-command"]);
        assert!(found[0].what.starts_with("the hook `old.name` has an event and no command"));
        assert_eq!(found[0].place.as_deref(), Some("/home/ada/my config, line 7"));
        let remedy = "git config --file '/home/ada/my config' --unset-all hook.old.name.event";
        assert_eq!(found[0].remedy.as_deref(), Some(remedy));
    }

    #[test]
    fn a_command_in_another_file_is_one() {
        let mut seen = seen();
        let event = entry("local", "/r/.git/config", "hook.a.event", "post-commit");
        let command = entry("global", "/g", "hook.a.command", "true");
        seen.configuration = Ok(vec![command, event.clone()]);
        assert_eq!(check(&seen), []);
        let off = entry("local", "/r/.git/config", "hook.a.enabled", "No");
        seen.configuration = Ok(vec![event.clone(), off]);
        assert_eq!(levels(&check(&seen)), ["note event-without-command"]);
        let taken_back = entry("local", "/r/.git/config", "hook.a.event", "");
        seen.configuration = Ok(vec![event, taken_back]);
        assert_eq!(check(&seen), []);
        let mut given = entry("command", "", "hook.a.event", "post-commit");
        given.file = None;
        seen.configuration = Ok(vec![given]);
        let found = check(&seen);
        assert_eq!(found[0].place.as_deref(), Some("the command configuration, in no file"));
    }

    #[test]
    fn what_is_switched_off_or_not_listed_is_said() {
        let mut seen = seen();
        installed_in_configuration(&mut seen);
        let all = ["post-commit", "post-rewrite"];
        let listed = all.map(|event| (event, format!("local\theadway-{event}")));
        repository(&mut seen).listed = Some(listed.to_vec());
        assert_eq!(check(&seen), []);
        let off = entry("local", "/r/.git/config", "hook.headway-post-commit.enabled", "false");
        seen.configuration = Ok(vec![off]);
        assert_eq!(levels(&check(&seen)), ["note hook-switched-off"]);
        repository(&mut seen).listed = Some(listed[..1].to_vec());
        seen.configuration = Ok(Vec::new());
        assert_eq!(levels(&check(&seen)), ["broken hook-not-listed"]);
        seen.configuration = Err("fatal: bad config line 3 in file .git/config\n".to_owned());
        assert_eq!(levels(&check(&seen)), ["broken configuration-unreadable"]);
    }

    #[test]
    fn words_for_a_shell() {
        assert_eq!(shell_word("/a/b.c"), "/a/b.c");
        assert_eq!(shell_word("it's"), "'it'\\''s'");
        assert_eq!(shell_word(""), "''");
    }
}
