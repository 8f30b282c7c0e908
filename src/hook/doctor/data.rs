//! The data folder: can it be written, is it private, can what is in it be read.

use super::configuration::shell_word;
use super::{DataSeen, Finding, Observation, StoreSeen};

pub(super) fn check(seen: &Observation) -> Vec<Finding> {
    let data = match &seen.data {
        Ok(data) => data,
        Err(says) => {
            return vec![
                Finding::broken("data-nowhere", says.clone()).mended_by("set HEADWAY_DATA_DIR"),
            ];
        }
    };
    let mut found = folder(data);
    found.extend(open_to_others(data));
    found.extend(journal(data));
    if let Some(repository) = seen.seen() {
        found.push(store(&repository.store));
    }
    found
}

fn folder(data: &DataSeen) -> Vec<Finding> {
    let at = data.folder.display().to_string();
    if !data.is_writable {
        let what = "the data folder cannot be written, so that facts and answers cannot be kept";
        let remedy = "make it a folder of yours, or set `headway.dataDir` to another";
        return vec![Finding::broken("data-not-writable", what).at(at).mended_by(remedy)];
    }
    let what = if data.exists {
        "the data folder can be written"
    } else {
        "there is no data folder yet; it can be made"
    };
    vec![Finding::ok("data", what).at(at)]
}

/// What a person did with their days is theirs.
fn open_to_others(data: &DataSeen) -> Vec<Finding> {
    let of = |(path, mode): &(std::path::PathBuf, u32)| {
        let at = path.display().to_string();
        let what = format!("others on this machine may look here (mode {mode:o})");
        let remedy = format!("chmod go= {}", shell_word(&at));
        Finding::broken("data-not-private", what).at(at).mended_by(remedy)
    };
    data.open_to_others.iter().map(of).collect()
}

fn journal(data: &DataSeen) -> Vec<Finding> {
    let mut found = Vec::new();
    let at = data.folder.join("journal").display().to_string();
    if let Some(says) = &data.journal_trouble {
        found.push(
            Finding::broken("journal-unreadable", format!("the journal cannot be read: {says}"))
                .at(at.clone())
                .mended_by("make it a file of yours; answers are left out meanwhile"),
        );
    }
    if data.journal_broken_lines > 0 {
        let lines = data.journal_broken_lines;
        let what = format!("the journal has {lines} lines that are no records; they are left out");
        found.push(Finding::note("journal-lines", what).at(at));
    }
    if let Some(first) = data.waiting_files.first() {
        let count = data.waiting_files.len();
        let what = format!("{count} files hold what could not be written to the journal yet");
        found.push(Finding::note("spool-waits", what).at(first.display().to_string()).mended_by(
            "the next command that writes to the journal takes them in: `git headway note`",
        ));
    }
    found
}

fn store(store: &StoreSeen) -> Finding {
    match store {
        StoreSeen::Missing(path) => {
            let what = "there are no facts of this repository yet, so that the hook has nothing to look at";
            Finding::note("facts-missing", what)
                .at(path.display().to_string())
                .mended_by("git headway mine")
        }
        StoreSeen::Readable { path, is_complete: true } => {
            Finding::ok("facts", "the facts of this repository can be read")
                .at(path.display().to_string())
        }
        StoreSeen::Readable { path, is_complete: false } => {
            let what = "mining was not finished, or another run is at it";
            Finding::note("facts-unfinished", what)
                .at(path.display().to_string())
                .mended_by("git headway mine")
        }
        StoreSeen::Unreadable { path, because } => {
            Finding::broken("facts-unreadable", format!("the facts cannot be read: {because}"))
                .at(path.display().to_string())
                .mended_by("git headway mine --from-scratch")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{data, levels, repository, seen};
    use super::{StoreSeen, check};

    #[test]
    fn a_folder_that_cannot_be_used_is_broken() {
        let mut seen = seen();
        assert_eq!(levels(&check(&seen)), ["ok data", "ok facts"]);
        data(&mut seen).exists = false;
        assert_eq!(levels(&check(&seen))[0], "ok data");
        data(&mut seen).is_writable = false;
        assert_eq!(levels(&check(&seen))[0], "broken data-not-writable");
        data(&mut seen).open_to_others = vec![("/d/journal".into(), 0o755)];
        let found = check(&seen);
        assert_eq!(levels(&found)[1], "broken data-not-private");
        assert!(found[1].what.ends_with("(mode 755)"));
        assert_eq!(found[1].remedy.as_deref(), Some("chmod go= /d/journal"));
        seen.data = Err("HOME is not set".to_owned());
        assert_eq!(levels(&check(&seen)), ["broken data-nowhere"]);
    }

    #[test]
    fn what_waits_or_cannot_be_read_is_said() {
        let mut seen = seen();
        data(&mut seen).journal_trouble = Some("permission denied".into());
        data(&mut seen).journal_broken_lines = 2;
        data(&mut seen).waiting_files = vec!["/d/journal/spool/1.jsonl".into()];
        let expected = [
            "ok data",
            "broken journal-unreadable",
            "note journal-lines",
            "note spool-waits",
            "ok facts",
        ];
        assert_eq!(levels(&check(&seen)), expected);
    }

    #[test]
    fn facts_that_are_missing_can_be_mined() {
        let mut seen = seen();
        let path = || std::path::PathBuf::from("/d/facts/r.db");
        for (store, id) in [
            (StoreSeen::Missing(path()), "note facts-missing"),
            (StoreSeen::Readable { path: path(), is_complete: false }, "note facts-unfinished"),
            (
                StoreSeen::Unreadable { path: path(), because: "no database".into() },
                "broken facts-unreadable",
            ),
        ] {
            repository(&mut seen).store = store;
            assert_eq!(levels(&check(&seen)), ["ok data", id]);
        }
    }
}
