//! How often what was computed agrees with what the user said, and what became of what they called a root
//! cause.
//!
//! In: verdicts with answers. Out: counts, a share with its range, the commits that differ. Deliberately
//! absent: a judgement who was right; the answer holds.

use super::Share;
use crate::model::{CommitIndex, Episodes, History, Outcome, Verdicts};

/// What became of the commits that the user called a root cause. Measured as any other outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// The commits.
    pub commits: usize,
    /// A chain of patches ended with it, and all of these held.
    pub held: usize,
    /// A patch came back to a spot on which a chain had ended with it.
    pub came_back: usize,
    /// A chain ended with it, and it is too early to tell of one of these.
    pub too_early: usize,
    /// No chain of patches ended with it.
    pub no_chain: usize,
}

/// How computed kinds and answered kinds agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Commits of which the user said the kind.
    pub kinds: usize,
    /// Of these, those for which the same kind was computed.
    pub agreed: usize,
    /// Of the answers, those to a question.
    pub asked: usize,
    /// Of these, those for which the same kind was computed.
    pub asked_agreed: usize,
    /// The others, newest first.
    pub different: Vec<CommitIndex>,
    /// What the user called a root cause.
    pub claims: Claims,
}

impl Agreement {
    /// Answers below which no share is told: with nine that agree of nine the range still begins at 70 %.
    pub const FEWEST: usize = 10;

    /// The share that agrees.
    #[must_use]
    pub fn share(&self) -> Option<Share> {
        Share::of(self.agreed, self.kinds)
    }

    /// Whether it is too early to tell a share.
    #[must_use]
    pub const fn too_few(&self) -> bool {
        self.kinds < Self::FEWEST
    }
}

/// Compares what was computed with what the user said.
#[must_use]
pub fn agreement(history: &History, verdicts: &Verdicts, episodes: &Episodes) -> Agreement {
    let mut agreement = Agreement::default();
    for commit in history.commit_indices().rev() {
        let verdict = verdicts.commit(commit);
        // One answer is compared once.
        if verdict.is_answered_by_twin() {
            continue;
        }
        if let Some(kind) = verdict.answered_kind() {
            let (agrees, was_asked) = (kind == verdict.computed(), verdict.was_asked());
            agreement.kinds += 1;
            agreement.asked += usize::from(was_asked);
            agreement.asked_agreed += usize::from(was_asked && agrees);
            if agrees {
                agreement.agreed += 1;
            } else {
                agreement.different.push(commit);
            }
        }
        if verdict.claimed_root_cause() == Some(true) {
            agreement.claims.add(history, episodes, commit);
        }
    }
    agreement
}

impl Claims {
    fn add(&mut self, history: &History, episodes: &Episodes, commit: CommitIndex) {
        let is_by = |ended: &_| history.change(*ended).commit == commit;
        let ended =
            episodes.chains.iter().filter(|chain| chain.ended_by.as_ref().is_some_and(is_by));
        let outcomes: Vec<Outcome> = ended.map(|chain| chain.outcome).collect();
        let any = |is: fn(&Outcome) -> bool| outcomes.iter().any(is);
        self.commits += 1;
        // The least settled of several.
        *if outcomes.is_empty() {
            &mut self.no_chain
        } else if any(|outcome| matches!(outcome, Outcome::CameBack { .. })) {
            &mut self.came_back
        } else if any(|outcome| matches!(outcome, Outcome::TooEarly { .. })) {
            &mut self.too_early
        } else {
            &mut self.held
        } += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Agreement, Claims, agreement};
    use crate::classify::testing::{Story, answered, commit, moment};
    use crate::episodes::episodes;
    use crate::model::{Kind, Thresholds};

    type Said<'a> = (&'a str, Option<Kind>, Option<bool>);

    fn found(story: &[Story], said: &[Said<'_>]) -> Agreement {
        let (history, verdicts) = answered(story, said);
        let now = moment("2025-01-01");
        let episodes = episodes(&history, &verdicts, &Thresholds::default(), now);
        agreement(&history, &verdicts, &episodes)
    }

    fn edit(subject: &str, day: &str) -> Story {
        commit(subject).called(day).by(day).on(day).edit("src/a.rs", "fn f", 1, 1)
    }

    #[test]
    fn answers_are_compared_with_what_was_computed() {
        let story = [edit("feat: f", "2024-01-01"), edit("docs: f", "2024-01-02")];
        let story = [story.as_slice(), &[edit("fix: f", "2024-06-01")]].concat();
        let said = [
            ("2024-01-01", Some(Kind::Feat), None),
            ("2024-01-02", Some(Kind::Fix), None),
            ("2024-06-01", None, Some(false)),
        ];
        let found = found(&story, &said);
        assert_eq!((found.kinds, found.agreed, found.different.len()), (2, 1, 1));
        assert_eq!(found.different[0].get(), 1);
        assert!(found.too_few());
        assert_eq!(found.claims, Claims::default());
        assert_eq!(Agreement::default().share(), None);
    }

    #[test]
    fn what_became_of_root_causes_is_measured() {
        let beside =
            |day: &str| commit("feat: g").called(day).on(day).edit("src/b.rs", "fn g", 3, 0);
        let story = [
            edit("fix: f", "2024-01-01"),
            edit("fix: f", "2024-01-20"),
            edit("refactor: f", "2024-02-01"),
            beside("2024-03-01"),
            beside("2024-04-01"),
            beside("2024-05-20"),
        ];
        let claims = |label, story: &[Story]| found(story, &[(label, None, Some(true))]).claims;
        let one = Claims { commits: 1, ..Claims::default() };
        assert_eq!(claims("2024-02-01", &story), Claims { held: 1, ..one });
        assert_eq!(claims("2024-02-01", &story[..3]), Claims { too_early: 1, ..one });
        assert_eq!(claims("2024-03-01", &story), Claims { no_chain: 1, ..one });
        let back = [&story[..3], &[edit("fix: f", "2024-04-25"), edit("fix: f", "2024-04-28")]];
        // Within 90 days of the refactoring and later than 90 after the second patch: another chain.
        assert_eq!(claims("2024-02-01", &back.concat()), Claims { came_back: 1, ..one });
    }
}
