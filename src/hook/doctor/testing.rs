//! An observation in which all is well, to be spoiled by tests.

use std::path::Path;

use super::{
    ConfigEntry, DataSeen, Finding, Git, Observation, Readable, RepositorySeen, StoreSeen,
};
use crate::hook::log::{Came, Run};
use crate::hook::{
    Directory, Entry, Event, Found, GitVersion, Place, Site, Slot, Snapshot, included, script,
};

const BINARY: &str = "/opt/git-headway";

pub(super) fn git(path: &str, major: u32, minor: u32) -> Git {
    let version = Some(GitVersion { major, minor });
    Git { path: path.into(), version, printed: format!("{major}.{minor}.0") }
}

pub(super) fn file(content: &[u8]) -> Found {
    Found::File(Snapshot { content: content.to_vec(), mode: 0o755 })
}

pub(super) fn entry(scope: &str, file: &str, key: &str, value: &str) -> ConfigEntry {
    ConfigEntry {
        scope: scope.into(),
        file: Some(file.into()),
        line: None,
        key: key.into(),
        value: Some(value.into()),
    }
}

pub(super) fn run(micros: u64) -> Run {
    let (event, came) = (Event::PostCommit, Came::Nothing);
    Run { event, at: 1_700_000_000, micros, came, place: 7, commit: None }
}

/// All is well, and nothing is installed.
pub(super) fn seen() -> Observation {
    let directory = Path::new("/r/.git/hooks");
    let slots = Event::ALL.into_iter().map(|event| Slot {
        event,
        path: directory.join(event.name()),
        current: Found::Nothing,
        previous_path: directory.join(event.previous_name()),
        previous: Found::Nothing,
        aside: None,
        is_half_kept: false,
        has_legacy: false,
    });
    let site = Site {
        git_directory: "/r/.git".into(),
        work_tree: Some("/r".into()),
        place: Place::GitDirectory,
        directory_path: directory.into(),
        directory: Directory::Present { mode: 0o755 },
        slots: slots.collect(),
        has_linked_work_trees: false,
        mode: 0o755,
        config: Entry { path: "/r/.git/config".into(), found: file(b"[core]\n\tbare = false\n") },
        included: Entry { path: "/r/.git/headway/hooks.config".into(), found: Found::Nothing },
        included_folder: Directory::Missing,
        included_folder_is_ours: true,
        managers: Vec::new(),
        needs_lfs: false,
        leftovers: Vec::new(),
    };
    let repository = RepositorySeen {
        site,
        hooks_path: None,
        hooks_directory: Some(directory.into()),
        hooks_directory_exists: true,
        hooks_directory_is_noexec: false,
        snippets: Vec::new(),
        chained: Vec::new(),
        trees_without_hooks: Vec::new(),
        lfs: None,
        listed: None,
        binaries: Vec::new(),
        email: Some("ada@example.org".into()),
        store: StoreSeen::Readable { path: "/d/facts/r.db".into(), is_complete: true },
        places: vec![7],
    };
    let data = DataSeen {
        folder: "/d".into(),
        exists: true,
        is_writable: true,
        open_to_others: Vec::new(),
        journal_trouble: None,
        journal_broken_lines: 0,
        waiting_files: Vec::new(),
        runs: Ok(Vec::new()),
    };
    Observation {
        gits: vec![git("/usr/bin/git", 2, 55)],
        configuration: Ok(Vec::new()),
        program: Some(BINARY.into()),
        program_on_path: None,
        is_switched_off: false,
        repository: Readable::Yes(Box::new(repository)),
        data: Ok(data),
        now: 1_700_000_600,
    }
}

pub(super) fn repository(seen: &mut Observation) -> &mut RepositorySeen {
    match &mut seen.repository {
        Readable::Yes(repository) => repository,
        other => panic!("{other:?}"),
    }
}

pub(super) fn data(seen: &mut Observation) -> &mut DataSeen {
    seen.data.as_mut().unwrap()
}

pub(super) fn installed_as_files(seen: &mut Observation) {
    let repository = repository(seen);
    for slot in &mut repository.site.slots {
        slot.current = file(&script::text(slot.event, Path::new(BINARY)));
    }
    repository.binaries = vec![(BINARY.into(), true)];
}

pub(super) fn installed_in_configuration(seen: &mut Observation) {
    let repository = repository(seen);
    let text = included::text(Some(Path::new(BINARY)), None);
    repository.site.included.found = file(&text);
    repository.site.config.found = file(&included::with_include(b"[core]\n\tbare = false\n"));
    repository.binaries = vec![(BINARY.into(), true)];
}

/// Level and id of each finding.
pub(super) fn levels(found: &[Finding]) -> Vec<String> {
    found.iter().map(|finding| format!("{} {}", finding.level.name(), finding.id)).collect()
}
