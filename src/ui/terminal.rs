//! What the two streams are connected to, and how large the screen is.
//!
//! In: the streams and the environment. Out: plain facts, and the decisions that follow from them:
//! colour or not, how wide, longer than the screen or not. Deliberately absent: writing.

use std::io::IsTerminal as _;

use unicode_width::UnicodeWidthChar as _;

use crate::config::{ColorChoice, Environment};

use super::Colors;

/// Columns that are assumed where nobody says.
const USUAL_WIDTH: usize = 80;
/// Wider lines are hard to read.
const WIDEST: usize = 100;

/// Number of columns and rows of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Screen {
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// What the streams are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Streams {
    /// The screen behind stdout, when it is a terminal that tells its size.
    pub(super) screen: Option<Screen>,
    pub(super) stdout_is_terminal: bool,
    pub(super) stderr_is_terminal: bool,
    pub(super) stdin_is_terminal: bool,
}

impl Streams {
    pub(super) fn look() -> Self {
        let stdout = std::io::stdout();
        let stdout_is_terminal = stdout.is_terminal();
        let size =
            stdout_is_terminal.then(|| rustix::termios::tcgetwinsize(&stdout).ok()).flatten();
        // A terminal on a serial line says 0 for what it does not know.
        let screen = size.filter(|size| size.ws_col > 0 && size.ws_row > 0).map(|size| Screen {
            columns: usize::from(size.ws_col),
            rows: usize::from(size.ws_row),
        });
        let stderr_is_terminal = std::io::stderr().is_terminal();
        let stdin_is_terminal = std::io::stdin().is_terminal();
        Self { screen, stdout_is_terminal, stderr_is_terminal, stdin_is_terminal }
    }
}

/// Whether a stream gets colours.
pub(super) fn colors(choice: ColorChoice, is_terminal: bool, environment: &Environment) -> Colors {
    let on = match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => is_terminal && !environment.terminal_is_dumb(),
    };
    if on { Colors::On } else { Colors::Off }
}

/// Columns to lay an answer out for: `COLUMNS`, else the screen's, else 80; never more than 100.
pub(super) fn width(environment: &Environment, screen: Option<Screen>) -> usize {
    let columns = number(environment, "COLUMNS").or(screen.map(|screen| screen.columns));
    columns.unwrap_or(USUAL_WIDTH).min(WIDEST)
}

/// The screen that a text has to fit on, as far as the environment and the terminal tell. Where
/// nobody says how high it is, a pager decides better than a guess: it then takes every text.
pub(super) fn page(environment: &Environment, screen: Option<Screen>) -> Screen {
    let columns = number(environment, "COLUMNS").or(screen.map(|screen| screen.columns));
    let rows = number(environment, "LINES").or(screen.map(|screen| screen.rows));
    Screen { columns: columns.unwrap_or(USUAL_WIDTH), rows: rows.unwrap_or(0) }
}

/// Whether a text without escape codes needs more rows than the screen has, one of which is for
/// the shell's next prompt.
pub(super) fn is_longer_than(screen: Screen, text: &str) -> bool {
    let rows = text.lines().map(|line| {
        let columns: usize = line.chars().map(|character| character.width().unwrap_or(0)).sum();
        columns.div_ceil(screen.columns.max(1)).max(1)
    });
    rows.sum::<usize>() >= screen.rows
}

fn number(environment: &Environment, name: &str) -> Option<usize> {
    let text = environment.get(name)?.to_str()?;
    text.parse().ok().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::{Screen, colors, is_longer_than, page, width};
    use crate::config::{ColorChoice, Environment};
    use crate::ui::Colors;

    fn environment(pairs: &[(&str, &str)]) -> Environment {
        Environment::from_pairs(pairs.iter().copied(), 0)
    }

    #[test]
    fn colours_are_for_terminals_that_can_show_them() {
        let able = environment(&[("TERM", "xterm-256color")]);
        let dumb = environment(&[("TERM", "dumb")]);
        assert_eq!(colors(ColorChoice::Auto, true, &able), Colors::On);
        assert_eq!(colors(ColorChoice::Auto, false, &able), Colors::Off);
        assert_eq!(colors(ColorChoice::Auto, true, &dumb), Colors::Off);
        assert_eq!(colors(ColorChoice::Always, false, &dumb), Colors::On);
        assert_eq!(colors(ColorChoice::Never, true, &able), Colors::Off);
    }

    #[test]
    fn width_has_a_fallback_and_a_limit() {
        let screen = |columns| Some(Screen { columns, rows: 24 });
        let unset = environment(&[]);
        assert_eq!(width(&unset, None), 80);
        assert_eq!(width(&unset, screen(60)), 60);
        assert_eq!(width(&unset, screen(240)), 100);
        assert_eq!(width(&environment(&[("COLUMNS", "40")]), screen(60)), 40);
        assert_eq!(width(&environment(&[("COLUMNS", "0")]), screen(60)), 60);
        assert_eq!(width(&environment(&[("COLUMNS", "wide")]), None), 80);
    }

    #[test]
    fn long_lines_take_several_rows() {
        let screen = Screen { columns: 10, rows: 4 };
        assert!(!is_longer_than(screen, "one\ntwo\nthree\n"));
        assert!(is_longer_than(screen, "one\ntwo\nthree\nfour\n"));
        assert!(is_longer_than(screen, "one\n12345678901\nfour\n"));
        assert!(!is_longer_than(screen, "one\n1234567890\nfour\n"));
        assert!(is_longer_than(screen, "火火火火火火\n火火火火火火\n"));
        assert!(is_longer_than(screen, "\n\n\n\n"));
    }

    #[test]
    fn the_environment_overrules_the_terminal() {
        let screen = Some(Screen { columns: 80, rows: 24 });
        let said = environment(&[("LINES", "5"), ("COLUMNS", "20")]);
        assert_eq!(page(&said, screen), Screen { columns: 20, rows: 5 });
        assert_eq!(page(&environment(&[]), screen), Screen { columns: 80, rows: 24 });
        assert!(is_longer_than(page(&environment(&[]), None), "short\n"));
    }
}
