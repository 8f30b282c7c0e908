//! Work on many repositories, side by side.
//!
//! In: repositories, and what to do in each. Out: what came of each, told in the order of the repositories whatever is
//! over first; one line of progress; one that is broken stops none of the others, and Ctrl-C stops all. Two are worked
//! on at once: most of mining uses every core by itself, and a second run fills the parts that use one; more would gain
//! little, and memory stays within twice of what the largest repository takes. Deliberately absent: which repositories, and what is done.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use anyhow::Context as _;

use crate::mine::Interrupted;
use crate::ui::{Held, Hint, Meters, Ui};

use super::Context;
use super::chosen::Chosen;

/// Repositories that are worked on at once.
const AT_ONCE: usize = 2;

/// Bytes for the stack of a worker: as much as a main thread has.
const STACK: usize = 8 << 20;

/// Does `work` in each repository, and hands what came of it to `tell`, in order. What `work` says on the streams that it
/// is given is said just before that.
///
/// # Errors
/// When the person asked to stop, after what was finished is told; or whatever `tell` says.
pub(super) fn each_repository<T: Send>(
    ui: &Ui,
    chosen: &[Chosen],
    work: impl Fn(&Ui, &Context) -> anyhow::Result<T> + Sync,
    mut tell: impl FnMut(&Chosen, anyhow::Result<T>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let work =
        |ui: &Ui, chosen: &Chosen| still_there(chosen).and_then(|()| work(ui, &chosen.context));
    if let [only] = chosen {
        let result = work(ui, only);
        anyhow::ensure!(result.is_ok() || !ui.is_interrupted(), Interrupted);
        return tell(only, result);
    }
    let meters = ui.meters(chosen.iter().map(|chosen| (chosen.name.clone(), chosen.weight())));
    let workers = Workers { ui, chosen, meters: &meters, next: AtomicUsize::new(0) };
    let told = thread::scope(|scope| {
        let (sender, receiver) = channel();
        for _ in 0..AT_ONCE.min(chosen.len()) {
            let (workers, work, sender) = (&workers, &work, sender.clone());
            thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, move || workers.run(work, &sender))
                .context("could not start a thread")?;
        }
        drop(sender);
        let mut turn = 0;
        let mut early = BTreeMap::new();
        let mut say = |(at, (held, result)): (usize, (Held, anyhow::Result<T>))| {
            meters.above(|| {
                ui.tell(&held)?;
                if result.is_err() && ui.is_interrupted() {
                    Ok(())
                } else {
                    tell(&chosen[at], result)
                }
            })
        };
        let told = receiver.iter().try_for_each(|(at, held, result)| {
            early.insert(at, (held, result));
            while let Some(next) = early.remove(&turn) {
                say((turn, next))?;
                turn += 1;
            }
            Ok(())
        });
        // What was finished behind one that was stopped.
        told.and_then(|()| early.into_iter().try_for_each(say))
    });
    drop(meters);
    told?;
    anyhow::ensure!(!ui.is_interrupted(), Interrupted);
    Ok(())
}

/// What came of the work in one repository, by its number, and what was said meanwhile.
type Outcome<T> = (usize, Held, anyhow::Result<T>);

struct Workers<'a> {
    ui: &'a Ui,
    chosen: &'a [Chosen],
    meters: &'a Meters,
    /// The first repository that nobody works on yet.
    next: AtomicUsize,
}

impl Workers<'_> {
    /// Takes one repository after the other, until there is none or somebody asked to stop.
    fn run<T>(
        &self,
        work: &impl Fn(&Ui, &Chosen) -> anyhow::Result<T>,
        outcomes: &Sender<Outcome<T>>,
    ) {
        while !self.ui.is_interrupted() {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(chosen) = self.chosen.get(at) else { return };
            self.meters.begin(at);
            let (ui, held) = self.ui.aside(self.meters, at, &chosen.name);
            let result = work(&ui, chosen);
            self.meters.done(at);
            if outcomes.send((at, held, result)).is_err() {
                // Nobody listens any more.
                return;
            }
        }
    }
}

/// A repository that went must not be taken for one around it.
fn still_there(chosen: &Chosen) -> anyhow::Result<()> {
    if chosen.common_dir.is_dir() {
        return Ok(());
    }
    let says = format!("{} is no longer there", chosen.common_dir.display());
    let advice = "`git headway repos remove --missing` takes what is gone off the list";
    Err(anyhow::Error::new(Hint::new(says, advice)))
}

/// Says in one line that a repository was left out, and why.
pub(super) fn tell_left_out(ui: &Ui, chosen: &Chosen, error: &anyhow::Error) {
    ui.warn(&format!("{} was left out: {}", chosen.name, in_one_line(error)));
}

/// An error with its causes in one line. A cause that is quoted already is not repeated.
pub(super) fn in_one_line(error: &anyhow::Error) -> String {
    let mut said = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !said.contains(&cause) {
            said = if said.is_empty() { cause } else { format!("{said}: {cause}") };
        }
    }
    said.replace('\n', " ")
}
