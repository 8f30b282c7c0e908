//! Goals, from the records about them.
//!
//! In: records. Out: each goal once, with what became of it. Deliberately absent: whether it is reached; the
//! user says that.

use std::collections::BTreeMap;

use super::aim::Aim;
use super::record::{GoalId, GoalState, Project, Record, Said};
use crate::model::{ObjectId, Timestamp};

/// A goal and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Its name.
    pub goal: GoalId,
    /// The words.
    pub text: String,
    /// When it was set.
    pub set: (Timestamp, i32),
    /// The day by which it is to be reached.
    pub by: Option<jiff::civil::Date>,
    /// The project that it is about, if any.
    pub project: Option<Project>,
    /// By what it is measured, where it was a choice of a retrospective.
    pub aim: Option<Aim>,
    /// What became of it.
    pub state: GoalState,
    /// When that was said, and the words; none of a goal that is as it was set.
    pub since: Option<(Timestamp, i32, Option<String>)>,
}

impl Goal {
    /// The day on which it was set, where it was set.
    #[must_use]
    pub fn date(&self) -> jiff::civil::Date {
        crate::model::date(self.set.0, self.set.1)
    }

    /// Whether it concerns a project, as one about all of the user's work does.
    #[must_use]
    pub fn concerns(&self, roots: &[ObjectId]) -> bool {
        Project::concerns(self.project.as_ref(), roots)
    }
}

/// The goals that records speak of, oldest first.
#[must_use]
pub fn goals(records: &[Record]) -> Vec<Goal> {
    let mut goals: Vec<Goal> = Vec::new();
    let mut at: BTreeMap<GoalId, usize> = BTreeMap::new();
    for record in records {
        match &record.said {
            Said::Goal { goal, text, by, project, aim } => {
                // A record may stand twice, where a run was killed between keeping it and saying so.
                if at.contains_key(goal) {
                    continue;
                }
                at.insert(*goal, goals.len());
                goals.push(Goal {
                    goal: *goal,
                    text: text.clone(),
                    set: (record.at, record.offset_minutes),
                    by: *by,
                    project: project.clone(),
                    aim: aim.clone(),
                    state: GoalState::Open,
                    since: None,
                });
            }
            Said::GoalState { goal, state, text } => {
                if let Some(at) = at.get(goal) {
                    goals[*at].state = *state;
                    goals[*at].since = Some((record.at, record.offset_minutes, text.clone()));
                }
            }
            _ => {}
        }
    }
    goals
}

#[cfg(test)]
mod tests {
    use super::goals;
    use crate::journal::form::tests::record;
    use crate::journal::{GoalId, GoalState, Project, Said};
    use crate::model::ObjectId;

    #[test]
    fn the_latest_state_of_a_goal_holds() {
        let goal = |id, project| Said::Goal {
            goal: GoalId(id),
            text: format!("goal {id}"),
            by: None,
            project,
            aim: None,
        };
        let root = ObjectId::from_bytes([1; 20]);
        let project = Project { name: "tokio".to_owned(), roots: vec![root] };
        let state = |id, state| Said::GoalState { goal: GoalId(id), state, text: None };
        let records = [
            goal(1, None),
            goal(2, Some(project)),
            state(1, GoalState::Done),
            state(3, GoalState::Done),
            state(2, GoalState::Dropped),
            state(2, GoalState::Open),
        ]
        .map(record);
        let found = goals(&records);
        let states: Vec<_> = found.iter().map(|goal| (goal.goal.0, goal.state)).collect();
        assert_eq!(states, [(1, GoalState::Done), (2, GoalState::Open)]);
        assert!(found[0].concerns(&[]) && !found[1].concerns(&[]) && found[1].concerns(&[root]));
    }
}
