//! Showing a long answer through the user's pager, as git does.
//!
//! In: the finished bytes and a shell command. Out: whether the pager showed them. Deliberately
//! absent: when a pager is wanted, and the writing when it is not.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::config::Environment;

use super::Interrupt;

/// What became of an attempt to page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paged {
    /// The pager took the text, or as much of it as the reader wanted.
    Shown,
    /// There is no such pager; nothing was shown.
    NotStarted,
}

/// The command that pages: `HEADWAY_PAGER`, else what git found out (`git var GIT_PAGER`), else the
/// variables that git would look at, else `less`. `None` when the user wants none: git's way to say
/// so is an empty command or `cat`.
pub(super) fn command(environment: &Environment, git_pager: Option<&str>) -> Option<String> {
    let from = |name: &str| {
        let set = environment.is_set(name);
        set.then(|| environment.get(name).unwrap_or_default().to_string_lossy().into_owned())
    };
    let chosen = from("HEADWAY_PAGER")
        .or_else(|| git_pager.map(str::to_owned))
        .or_else(|| from("GIT_PAGER"))
        .or_else(|| from("PAGER"))
        .unwrap_or_else(|| "less".to_owned());
    Some(chosen.trim().to_owned()).filter(|command| !command.is_empty() && command != "cat")
}

/// Runs the pager on `text` and waits until the reader leaves it.
///
/// A reader who leaves early closes the pipe; that is no error. The shell says 126 or 127 when it
/// could not start the command.
pub(super) fn show(
    command: &str,
    text: &[u8],
    environment: &Environment,
    interrupt: &Interrupt,
) -> Paged {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command).stdin(Stdio::piped());
    for (name, value) in [("LESS", "FRX"), ("LV", "-c")] {
        if !environment.is_set(name) {
            shell.env(name, value);
        }
    }
    // Ctrl-C belongs to the pager while it runs. Were this process to end first, the shell and the
    // pager would both read the keyboard.
    let _paging = interrupt.leave_to_pager();
    let Ok(mut pager) = shell.spawn() else { return Paged::NotStarted };
    if let Some(mut stdin) = pager.stdin.take() {
        // The only thing that can go wrong is that the reader had enough.
        let _ = stdin.write_all(text);
    }
    match pager.wait().map(|status| status.code()) {
        Ok(Some(126 | 127)) | Err(_) => Paged::NotStarted,
        Ok(_) => Paged::Shown,
    }
}

#[cfg(test)]
mod tests {
    use super::{Paged, command, show};
    use crate::config::Environment;
    use crate::ui::Interrupt;

    fn environment(pairs: &[(&str, &str)]) -> Environment {
        Environment::from_pairs(pairs.iter().copied(), 0)
    }

    #[test]
    fn the_first_who_names_a_pager_is_heard() {
        let all = [("HEADWAY_PAGER", "more -s"), ("GIT_PAGER", "most"), ("PAGER", "pg")];
        let found = |pairs: &[(&str, &str)], git| command(&environment(pairs), git);
        assert_eq!(found(&all, Some("delta")).as_deref(), Some("more -s"));
        assert_eq!(found(&all[1..], Some("delta")).as_deref(), Some("delta"));
        assert_eq!(found(&all[1..], None).as_deref(), Some("most"));
        assert_eq!(found(&all[2..], None).as_deref(), Some("pg"));
        assert_eq!(found(&[], None).as_deref(), Some("less"));
    }

    #[test]
    fn an_empty_command_and_cat_mean_none() {
        assert_eq!(command(&environment(&[("HEADWAY_PAGER", "")]), Some("less")), None);
        assert_eq!(command(&environment(&[]), Some("cat")), None);
    }

    #[test]
    fn a_pager_gets_the_text_and_the_settings_of_less() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let script = format!("(cat; printf '%s %s' \"$LESS\" \"$LV\") >'{}'", out.display());
        let shown = show(&script, b"text\n", &environment(&[]), &Interrupt::default());
        assert_eq!(shown, Paged::Shown);
        assert_eq!(std::fs::read_to_string(out).unwrap(), "text\nFRX -c");
    }

    #[test]
    fn leaving_early_is_no_error_and_a_missing_pager_is_told_apart() {
        let long = vec![b'x'; 1 << 20];
        let interrupt = Interrupt::default();
        assert_eq!(show("exit 3", &long, &environment(&[]), &interrupt), Paged::Shown);
        let missing = "no-such-pager-here 2>/dev/null";
        assert_eq!(show(missing, &long, &environment(&[]), &interrupt), Paged::NotStarted);
    }
}
