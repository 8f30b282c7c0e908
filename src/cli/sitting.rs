//! Questions and answers by single keys, one commit after the other.
//!
//! In: a judged history and the commits to ask about. Out: records in the journal, each written before the
//! next question. Deliberately absent: which commits to ask about (`review`); and any key that has to be pressed.

use crate::journal::{About, Record, Said};
use crate::model::{Answer, Asked, ObjectId};
use crate::pipeline::{self, Judged, Reply, question};
use crate::report::{ReviewItem, terminal};
use crate::ui::{Key, Keyboard};

use super::git_program::git_diff;
use super::reading::behind_head;
use super::review::ToAsk;
use super::workspace::{Workspace, counted, unkept};
use super::{Context, ExitStatus};

/// Rows of a card beside the diff.
const ROWS_BESIDE: usize = 12;
/// Rows of a screen that does not say how many it has.
const USUAL_ROWS: usize = 24;
/// Rows that a diff has at least.
const FEWEST_ROWS: usize = 6;

/// Whether somebody is there to press keys.
pub(super) fn is_possible(workspace: &Workspace) -> bool {
    workspace.ui.is_conversation()
}

/// Asks about the commits, first to last; and gives back the history as it is judged after the answers.
///
/// # Errors
/// When the terminal is gone or the journal cannot be written; what was answered before is kept.
pub(super) fn hold(
    workspace: &Workspace,
    context: &Context,
    judged: Judged,
    asked: &[ToAsk],
) -> anyhow::Result<(ExitStatus, Judged)> {
    let keyboard = workspace.ui.keyboard()?;
    let mut sitting = Sitting {
        workspace,
        context,
        keyboard,
        judged,
        ahead: asked.iter().rev().copied().collect(),
        given: Vec::new(),
        of: asked.len(),
    };
    let end = sitting.ask_all();
    let Sitting { keyboard, given, ahead, judged, .. } = sitting;
    // First the terminal, then words about what was done, or what went wrong.
    drop(keyboard);
    let left = match ahead.len() {
        0 => String::new(),
        left => format!("; {left} left for another time"),
    };
    workspace.ui.note(&format!("{} given{left}", counted(given.len(), "answer")));
    Ok((end?, judged))
}

/// An answer that was given in this sitting, and what held before it.
struct Given {
    asked: ToAsk,
    before: Option<Answer>,
}

struct Sitting<'a> {
    workspace: &'a Workspace,
    context: &'a Context,
    keyboard: Keyboard,
    judged: Judged,
    /// What is still to be asked, the next one last.
    ahead: Vec<ToAsk>,
    given: Vec<Given>,
    of: usize,
}

/// What a key comes to.
enum Turn {
    Answer(Reply),
    Skip,
    Undo,
    Diff,
    Why,
    Quit,
    Stop,
    Nothing,
}

impl Sitting<'_> {
    fn ask_all(&mut self) -> anyhow::Result<ExitStatus> {
        while let Some(asked) = self.ahead.last().copied() {
            // An answer may settle others, and an undone one may raise them again.
            let Some(item) = asked.item(&self.judged) else {
                self.ahead.pop();
                continue;
            };
            let diff = git_diff(self.context.directory(), asked.commit)?;
            self.show_card(&item, &diff)?;
            if let Some(status) = self.ask(asked, &item, &diff)? {
                return Ok(status);
            }
        }
        Ok(ExitStatus::Ok)
    }

    fn show_card(&self, item: &ReviewItem, diff: &[String]) -> anyhow::Result<()> {
        let ui = &self.workspace.ui;
        let rows = ui.rows().unwrap_or(USUAL_ROWS).saturating_sub(ROWS_BESIDE).max(FEWEST_ROWS);
        let at = self.of.saturating_sub(self.ahead.len()) + 1;
        ui.show(&terminal::review_card(item, (at, self.of), diff, rows, ui.width()))
    }

    /// Asks about one commit until it is answered or left. A status ends the sitting.
    fn ask(
        &mut self,
        asked: ToAsk,
        item: &ReviewItem,
        diff: &[String],
    ) -> anyhow::Result<Option<ExitStatus>> {
        let ui = &self.workspace.ui;
        loop {
            match self.turn(asked.commit)? {
                Turn::Answer(reply) => {
                    self.answer(asked, reply)?;
                    return Ok(None);
                }
                Turn::Skip => {
                    self.ahead.pop();
                    return Ok(None);
                }
                Turn::Undo if self.given.is_empty() => ui.note("there is no answer to undo"),
                Turn::Undo => {
                    self.undo()?;
                    return Ok(None);
                }
                Turn::Diff => {
                    self.keyboard.pause(|| ui.print(&terminal::diff(diff)))?;
                    self.show_card(item, diff)?;
                }
                Turn::Why => ui.show(&terminal::review_why(item, ui.width()))?,
                Turn::Quit => return Ok(Some(ExitStatus::Ok)),
                Turn::Stop => return Ok(Some(ExitStatus::Interrupted)),
                Turn::Nothing => {}
            }
        }
    }

    fn turn(&self, commit: ObjectId) -> anyhow::Result<Turn> {
        let question = question(&self.judged, commit);
        Ok(match self.keyboard.next()? {
            Key::Interrupt => Turn::Stop,
            Key::End | Key::Sign('q') => Turn::Quit,
            Key::Sign('s') => Turn::Skip,
            Key::Sign('u') => Turn::Undo,
            Key::Sign('d') => Turn::Diff,
            Key::Sign('?') => Turn::Why,
            Key::Sign(sign) => {
                let reply = question.and_then(|question| question.reply(sign));
                reply.map_or(Turn::Nothing, Turn::Answer)
            }
            Key::Enter | Key::Escape | Key::Other => Turn::Nothing,
        })
    }

    fn answer(&mut self, asked: ToAsk, reply: Reply) -> anyhow::Result<()> {
        let held = self.judged.answers.get(asked.commit).copied();
        self.say(asked.commit, |about| reply.said(about, held.as_ref(), Asked::Review))?;
        self.workspace.ui.note(&format!("{}: {}", asked.commit.short(), reply.says()));
        self.given.push(Given { asked, before: held });
        // It stays the next one: there may be another question to it.
        Ok(())
    }

    /// What was said before the last answer holds again; the journal keeps all of it.
    fn undo(&mut self) -> anyhow::Result<()> {
        let Some(Given { asked, before }) = self.given.pop() else { return Ok(()) };
        self.say(asked.commit, |about| match before {
            None => Said::Retraction { about },
            Some(Answer { kind, root_cause, asked, .. }) => {
                Said::Answer { about, kind, root_cause, asked }
            }
        })?;
        self.workspace.ui.note(&format!("{}: taken back", asked.commit.short()));
        if self.ahead.last().map(|next| next.commit) != Some(asked.commit) {
            self.ahead.push(asked);
        }
        Ok(())
    }

    /// Keeps a record, and judges by it.
    fn say(&mut self, commit: ObjectId, said: impl FnOnce(About) -> Said) -> anyhow::Result<()> {
        let (workspace, now) = (self.workspace, self.context.now());
        let history = &self.judged.history;
        let at = behind_head(history, commit)?;
        let about = pipeline::about(&workspace.store, history, at)?;
        let offset_minutes = self.context.environment().offset_minutes(now);
        let record = Record { at: now, offset_minutes, said: said(about) };
        let journal = workspace.journal();
        let unkept = |error: anyhow::Error| unkept(&error, &journal, "your answer");
        let mut writer = journal.open().map_err(unkept)?;
        writer.append(record).map_err(unkept)?;
        let answers = workspace.found(history, writer.contents())?.answers;
        drop(writer);
        let history = std::mem::take(&mut self.judged.history);
        self.judged = pipeline::judge(history, answers, self.judged.thresholds, now);
        Ok(())
    }
}
