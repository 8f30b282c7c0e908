//! What a person sees: answers on stdout, everything else on stderr.
//!
//! In: labelled text, errors, the facts of a run, and the settings for colour and pager. Out: bytes
//! on the two streams, and Ctrl-C as a flag. Deliberately absent: what an answer says (`report`),
//! and exit codes (`cli`).

mod aside;
mod busy;
mod estimate;
mod interrupt;
mod keyboard;
#[cfg(unix)]
mod keys;
mod line;
mod message;
mod meters;
mod overall;
mod pager;
mod progress;
pub mod prompt;
mod style;
mod terminal;
mod tty;

use std::borrow::Cow;
use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::sync::Arc;

use anyhow::Context as _;

use crate::config::{ColorChoice, Display, Environment, PagerChoice};
use crate::report::Text;

pub use aside::Held;
pub use busy::Busy;
pub use interrupt::Interrupt;
pub use keyboard::Keyboard;
#[cfg(unix)]
pub use keys::{Key, Keys, Signals};
pub use message::Hint;
pub use meters::Meters;
pub use progress::Meter;
pub use style::{Colors, render, style};
pub use tty::{Seat, Tty};

use aside::{Aside, Piece};
use pager::Paged;
use progress::Drawing;
use terminal::Streams;

/// How much is said beside the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Talk {
    /// Errors, warnings, notes, hints and progress.
    Normal,
    /// Errors and warnings.
    Quiet,
}

/// Whoever reads stdout has closed it: `git headway hotspots | head -1`. Not a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the reader of the output has closed it")]
pub struct OutputClosed;

/// The two streams and how to use them.
#[derive(Clone, Debug)]
pub struct Ui {
    environment: Environment,
    streams: Streams,
    color: ColorChoice,
    pager: PagerChoice,
    git_pager: Option<String>,
    talk: Talk,
    interrupt: Interrupt,
    /// Where this is one of several runs side by side.
    aside: Option<Aside>,
}

impl Ui {
    /// Looks at what the streams are connected to.
    #[must_use]
    pub fn new(environment: &Environment, display: &Display, talk: Talk) -> Self {
        Self {
            environment: environment.clone(),
            streams: Streams::look(),
            color: display.color.value,
            pager: display.pager.value,
            git_pager: None,
            talk,
            interrupt: Interrupt::default(),
            aside: None,
        }
    }

    /// The same streams, once the settings of the repository are known. `git_pager` finds out what
    /// `git var GIT_PAGER` prints; it is called only when there may be something to page.
    #[must_use]
    pub fn with_display(
        &self,
        display: &Display,
        git_pager: impl FnOnce() -> Option<String>,
    ) -> Self {
        let (color, pager) = (display.color.value, display.pager.value);
        let mut ui = Self { color, pager, ..self.clone() };
        ui.git_pager = ui.may_page().then(git_pager).flatten();
        ui
    }

    /// Columns to lay an answer out for: at most 100, and 80 in a pipe unless `COLUMNS` says
    /// otherwise, so that a pipe gets the same bytes from every terminal.
    #[must_use]
    pub fn width(&self) -> usize {
        terminal::width(&self.environment, self.streams.screen)
    }

    /// Columns of the terminal, for a single line that should not be broken.
    #[must_use]
    pub fn columns(&self) -> usize {
        terminal::page(&self.environment, self.streams.screen).columns
    }

    /// Whether a long answer would go through a pager.
    fn may_page(&self) -> bool {
        self.streams.stdout_is_terminal
            && self.aside.is_none()
            && self.pager == PagerChoice::Auto
            && !self.environment.terminal_is_dumb()
    }

    /// Prints an answer, through the pager when it is longer than the screen.
    ///
    /// # Errors
    /// [`OutputClosed`] when nobody reads any more, or whatever the system says of stdout.
    pub fn print(&self, text: &Text) -> anyhow::Result<()> {
        if let Some(aside) = &self.aside {
            aside.answer(text);
            return Ok(());
        }
        let is_terminal = self.streams.stdout_is_terminal;
        let colors = terminal::colors(self.color, is_terminal, &self.environment);
        let rendered = render(text, colors);
        if self.may_page() && self.is_long(text) && self.page(&rendered) == Paged::Shown {
            return Ok(());
        }
        self.print_raw(&rendered)
    }

    /// Prints a document, JSON or Markdown for example, as it is: no colours, no pager.
    ///
    /// # Errors
    /// As [`Ui::print`].
    pub fn print_raw(&self, document: &str) -> anyhow::Result<()> {
        if let Some(aside) = &self.aside {
            aside.answer(Text::new().plain(document));
            return Ok(());
        }
        let mut stdout = io::stdout().lock();
        match stdout.write_all(document.as_bytes()).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(OutputClosed.into()),
            other => other.context("could not write to stdout"),
        }
    }

    /// Prints a part of a conversation: in colour where answers are, and never through a pager.
    ///
    /// # Errors
    /// As [`Ui::print`].
    pub fn show(&self, text: &Text) -> anyhow::Result<()> {
        let is_terminal = self.streams.stdout_is_terminal;
        let colors = terminal::colors(self.color, is_terminal, &self.environment);
        self.print_raw(&render(text, colors))
    }

    /// Rows of the terminal; `None` where nobody says.
    #[must_use]
    pub fn rows(&self) -> Option<usize> {
        let rows = terminal::page(&self.environment, self.streams.screen).rows;
        (rows > 0).then_some(rows)
    }

    /// The keys of the terminal at standard input.
    ///
    /// # Errors
    /// When the terminal does not let go of its keys.
    pub fn keyboard(&self) -> anyhow::Result<Keyboard> {
        Keyboard::take(&self.interrupt).context("could not read keys from the terminal")
    }

    /// Whether there is a terminal at both ends, so that a person can be asked.
    #[must_use]
    pub fn is_conversation(&self) -> bool {
        self.streams.stdout_is_terminal && io::stdin().is_terminal()
    }

    /// Says that something was left out or is not as expected, while the run goes on.
    pub fn warn(&self, says: &str) {
        self.say(&message::warning(&self.named(says)));
    }

    /// Says what was done.
    pub fn note(&self, says: &str) {
        if self.talk == Talk::Normal {
            self.say(&message::note(&self.named(says)));
        }
    }

    /// Says at once why nothing happens, also where the rest of what is said waits for its turn.
    pub fn note_now(&self, says: &str) {
        match &self.aside {
            None => self.note(says),
            Some(aside) => {
                let now = Self { aside: None, ..self.clone() };
                aside.shared.pen.above(|| now.note(&aside.named(says)));
            }
        }
    }

    /// Says what can be done next.
    pub fn hint(&self, says: &str) {
        if self.talk == Talk::Normal {
            self.say(&message::hint(says));
        }
    }

    /// Says why the run failed, with the causes and the [`Hint`] that came with it.
    pub fn error(&self, error: &anyhow::Error) {
        self.say(&message::error(error));
    }

    /// Says one line of its own on stderr, as it is.
    pub fn remark(&self, line: &str) {
        self.say(Text::new().plain(line).newline());
    }

    /// Whether a person may read stderr.
    #[must_use]
    pub const fn stderr_is_terminal(&self) -> bool {
        self.streams.stderr_is_terminal
    }

    /// Whether a person is there to be asked: at both ends of a terminal, and not told to be quiet.
    #[must_use]
    pub fn may_ask(&self) -> bool {
        self.streams.stdin_is_terminal
            && self.streams.stderr_is_terminal
            && self.talk == Talk::Normal
            && self.environment.automation().is_none()
    }

    /// Asks on stderr for yes or no; whatever is not yes is no.
    #[must_use]
    pub fn confirm(&self, question: &str) -> bool {
        self.say(Text::new().plain(question).plain(" [y/N] "));
        let mut answer = String::new();
        let heard = io::stdin().read_line(&mut answer).is_ok();
        heard && matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes")
    }

    /// Says how the program is used, in several lines, after arguments that it does not know.
    pub fn usage(&self, says: &str) {
        self.say(Text::new().plain(says));
    }

    /// A listener for a long run.
    #[must_use]
    pub fn meter(&self) -> Meter {
        match &self.aside {
            Some(aside) => aside.meter(),
            None => Meter::start(&self.interrupt, self.drawing()),
        }
    }

    /// Says that something is being worked out, until it is dropped. One of several runs says that by its name alone.
    #[must_use]
    pub fn busy(&self, what: &'static str) -> Busy {
        let is_alone = self.aside.is_none();
        Busy::start(what, if is_alone { self.drawing() } else { Drawing::Nowhere })
    }

    /// A listener for several long runs side by side: the name of each, and its size beside the others'.
    #[must_use]
    pub fn meters(&self, runs: impl IntoIterator<Item = (String, f64)>) -> Meters {
        Meters::start(&self.interrupt, self.drawing(), runs)
    }

    /// The streams as one of several runs sees them: its progress is a part of the line of all, and what it says is
    /// held until [`Ui::tell`] says it.
    #[must_use]
    pub fn aside(&self, meters: &Meters, at: usize, name: &str) -> (Self, Held) {
        let (name, shared, held) = (name.to_owned(), Arc::clone(meters.shared()), Held::default());
        let aside = Aside { name, at, shared, held: held.clone() };
        (Self { aside: Some(aside), ..self.clone() }, held)
    }

    /// Says what was held.
    ///
    /// # Errors
    /// As [`Ui::print`].
    pub fn tell(&self, held: &Held) -> anyhow::Result<()> {
        held.take().iter().try_for_each(|piece| match piece {
            Piece::Answer(text) => self.show(text),
            Piece::Beside(text) => {
                self.say(text);
                Ok(())
            }
        })
    }

    fn drawing(&self) -> Drawing {
        let draws = self.streams.stderr_is_terminal
            && self.talk == Talk::Normal
            && !self.environment.terminal_is_dumb();
        if draws { Drawing::Stderr } else { Drawing::Nowhere }
    }

    /// What Ctrl-C and other signals asked for.
    #[must_use]
    pub const fn interrupt(&self) -> &Interrupt {
        &self.interrupt
    }

    /// Whether Ctrl-C was pressed during a long run.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.interrupt.is_asked()
    }

    fn is_long(&self, text: &Text) -> bool {
        let screen = terminal::page(&self.environment, self.streams.screen);
        terminal::is_longer_than(screen, &text.to_string())
    }

    fn page(&self, rendered: &str) -> Paged {
        let Some(command) = pager::command(&self.environment, self.git_pager.as_deref()) else {
            return Paged::NotStarted;
        };
        let paged = pager::show(&command, rendered.as_bytes(), &self.environment, &self.interrupt);
        if paged == Paged::NotStarted {
            self.warn(&format!("the pager `{command}` could not be started"));
        }
        paged
    }

    fn named<'a>(&self, says: &'a str) -> Cow<'a, str> {
        match &self.aside {
            None => says.into(),
            Some(aside) => aside.named(says).into(),
        }
    }

    fn say(&self, text: &Text) {
        if let Some(aside) = &self.aside {
            aside.beside(text);
            return;
        }
        let is_terminal = self.streams.stderr_is_terminal;
        let colors = terminal::colors(self.color, is_terminal, &self.environment);
        // When stderr is closed there is nobody left to tell.
        let _ = io::stderr().lock().write_all(render(text, colors).as_bytes());
    }
}
