//! The judged history of a repository.
//!
//! In: a workspace, and which commits a question needs the structure of. Out: the history, read back from the facts once they
//! are up to date and deep enough, with its verdicts; Ctrl-C ends the work between two steps. Deliberately absent: which
//! commits a question needs (`needs`).

use super::{Refresh, Workspace};
use crate::cli::Context;
use crate::mine::Interrupted;
use crate::model::{Answers, History, ObjectId};
use crate::pipeline::{self, Judged};
use crate::store::{Among, Selection, Trouble};

impl Workspace {
    fn read(&self) -> anyhow::Result<History> {
        let _busy = self.ui.busy("reading the history");
        pipeline::read(&self.repository, &self.store, Selection::All)
    }

    fn read_within(&self, deep: &[ObjectId]) -> anyhow::Result<History> {
        let _busy = self.ui.busy("reading the history");
        pipeline::read_within(&self.repository, &self.store, deep)
    }

    /// Reads and judges the whole history, up to date.
    pub(in crate::cli) fn judged(&mut self, context: &Context) -> anyhow::Result<Judged> {
        let summary = self.mine(Refresh::New)?;
        let history = self.read_or_mine_again(Self::read)?;
        self.warn_of_gaps(history.boundary, &summary)?;
        self.judge_by_answers(history, context)
    }

    /// Reads and judges the whole history, up to date, with the structure of exactly the commits that a question needs:
    /// the answer does not depend on what was asked before. Whether all of them could be looked into comes with it; where it
    /// cannot be kept, the answer goes by what hunks tell of sections.
    pub(in crate::cli) fn judged_within(
        &mut self,
        context: &Context,
        needed: impl FnOnce(&History) -> Vec<ObjectId>,
    ) -> anyhow::Result<(Judged, bool)> {
        let summary = self.mine(Refresh::New)?;
        let plain = self.read_or_mine_again(|this| this.read_within(&[]))?;
        self.warn_of_gaps(plain.boundary, &summary)?;
        let commits = needed(&plain);
        drop(plain);
        let is_complete = match self.deepen_among(Among::These(&commits)) {
            Ok(_) => true,
            Err(error) if is_no_room(&error) => false,
            Err(error) => return Err(self.advised(error)),
        };
        let history = self.read_or_mine_again(|this| this.read_within(&commits))?;
        Ok((self.judge_by_answers(history, context)?, is_complete))
    }

    fn read_or_mine_again(
        &mut self,
        read: impl Fn(&Self) -> anyhow::Result<History>,
    ) -> anyhow::Result<History> {
        let history = match read(self) {
            Err(error) if Trouble::of(&error) == Trouble::Damaged => {
                let lock = self.lock()?;
                self.mine_again(&lock).and_then(|_| read(self))
            }
            history => history,
        };
        history.map_err(|error| self.advised(error))
    }

    fn judge_by_answers(&mut self, history: History, context: &Context) -> anyhow::Result<Judged> {
        self.said = self.read_journal();
        let found = self.found(&history, &self.said)?;
        self.lost = found.lost;
        self.judge(history, found.answers, context)
    }

    /// Judges a history, unless somebody asked to stop.
    fn judge(
        &self,
        history: History,
        answers: Answers,
        context: &Context,
    ) -> anyhow::Result<Judged> {
        anyhow::ensure!(!self.ui.is_interrupted(), Interrupted);
        let _busy = self.ui.busy("working out what commits were and what came of them");
        Ok(pipeline::judge(history, answers, self.settings.thresholds(), context.now()))
    }

    /// As [`Self::judged`], with the structure of the commits that a question needs. Where it cannot be
    /// kept, the answer goes by what hunks tell of sections.
    pub(in crate::cli) fn judged_for(
        &mut self,
        context: &Context,
        needed: impl FnOnce(&Self, &Judged) -> Vec<ObjectId>,
    ) -> anyhow::Result<Judged> {
        let judged = self.judged(context)?;
        let commits = needed(self, &judged);
        let history = match self.read_with_structure(&commits) {
            Err(error) if Trouble::of(&error) == Trouble::Damaged => {
                let lock = self.lock()?;
                self.mine_again(&lock)?;
                drop(lock);
                self.read_with_structure(&commits)
            }
            history => history,
        };
        match history {
            Ok(Some(history)) => self.judge(history, judged.answers, context),
            Ok(None) => Ok(judged),
            Err(error) if is_no_room(&error) => Ok(judged),
            Err(error) => Err(self.advised(error)),
        }
    }

    /// Reads the history again once commits were looked into; nothing where all were before.
    fn read_with_structure(&mut self, commits: &[ObjectId]) -> anyhow::Result<Option<History>> {
        let among = Among::These(commits);
        if self.store.without_structure(among)?.is_empty() {
            return Ok(None);
        }
        self.deepen_among(among)?;
        self.read().map(Some)
    }
}

/// Whether facts could not be kept because nothing can be written there.
fn is_no_room(error: &anyhow::Error) -> bool {
    matches!(Trouble::of(error), Trouble::NotWritable | Trouble::DiskFull)
}
