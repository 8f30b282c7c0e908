//! `git headway goal accept`: a choice of the retrospective becomes a goal.
//!
//! In: what the choice is called. Out: a record in the journal. Deliberately absent: choices; they are the retrospective's,
//! which is worked out again for it.

use crate::journal::{Aim, AimSort, Goal, GoalId, GoalState, Project, Said, goals};
use crate::model::{Month, ObjectId, printable};
use crate::profile::{Ledger, Period, PeriodUnit};
use crate::report::{GoalAim, Names};
use crate::ui::Ui;

use super::chosen::RepoArgs;
use super::past::Past;
use super::place::Place;
use super::reading::{AuthorArgs, PeriodArgs, last_day_of};
use super::retro::period;
use super::{Context, ExitStatus, Hint};

#[derive(Debug, clap::Args)]
pub(super) struct AcceptArgs {
    /// The choice: the digits that the retrospective shows, or the first of them
    choice: String,
    /// The day by which: 2024-05-01, or the last one of 2024-05 or 2024
    #[arg(long, value_name = "DATE")]
    by: Option<String>,
    #[command(flatten)]
    repositories: RepoArgs,
    #[command(flatten)]
    period: PeriodArgs,
}

/// A choice that can be accepted.
#[derive(Debug, PartialEq, Eq)]
struct Offer {
    id: String,
    text: String,
    aim: GoalAim,
}

/// Makes a goal of a choice of the retrospective of a period; of this year and the one before where none is named.
///
/// # Errors
/// When no choice or several are called so, or the journal cannot be written.
pub(super) fn run(ui: &Ui, context: &Context, args: &AcceptArgs) -> anyhow::Result<ExitStatus> {
    let by = args.by.as_deref().map(last_day_of).transpose()?;
    let periods = periods(&args.period, context)?;
    let past = Past::read(ui, context, &args.repositories, &AuthorArgs::yourself())?;
    let mut choices: Vec<Offer> = Vec::new();
    for period in &periods {
        let retro = past.retro(*period, period.before(), Names::Hidden);
        for choice in retro.choices.choices {
            if choices.iter().all(|known| known.id != choice.id) {
                choices.push(Offer { id: choice.id, text: choice.text, aim: choice.aim });
            }
        }
    }
    let choice = named(&choices, &args.choice, &periods)?;
    let (aim, project) = meant(choice, &past.told.ledgers);
    let place = Place::open(ui, context, true)?;
    let all = goals(past.said.as_deref().unwrap_or_default());
    let known = all
        .iter()
        .find(|goal| goal.state == GoalState::Open && is_the_same(goal, &aim, project.as_ref()));
    if let Some(goal) = known {
        place.ui.note(&format!("goal {} is this choice already; nothing was kept", goal.goal));
        return Ok(past.told.status);
    }
    let text = choice.text.clone();
    let goal = GoalId::of(&text, context.now());
    place.keep(context, Said::Goal { goal, text, by, project, aim: Some(aim) })?;
    place.ui.note(&format!("goal {goal} is set: {}", choice.text));
    Ok(past.told.status)
}

fn periods(asked: &PeriodArgs, context: &Context) -> anyhow::Result<Vec<Period>> {
    if asked.is_given() {
        return Ok(vec![period(asked, context.now())?]);
    }
    let year = Period::holding(Month::of(context.now(), 0), PeriodUnit::Year);
    Ok(vec![year, year.before()])
}

/// The one choice whose name begins so.
fn named<'c>(choices: &'c [Offer], begins: &str, periods: &[Period]) -> anyhow::Result<&'c Offer> {
    let found: Vec<&Offer> = choices
        .iter()
        .filter(|choice| !begins.is_empty() && choice.id.starts_with(begins))
        .collect();
    if let [choice] = found.as_slice() {
        return Ok(choice);
    }
    let begins = printable(begins.as_bytes());
    let says = match found.len() {
        0 => format!("there is no choice `{begins}`"),
        many => format!("{many} choices begin with `{begins}`"),
    };
    let looked: Vec<String> = periods.iter().map(|period| period.name()).collect();
    let looked = looked.join(" and ");
    let there: Vec<String> =
        choices.iter().map(|choice| format!("\n  {} {}", choice.id, choice.text)).collect();
    let advice = match there.as_slice() {
        [] => format!("the retrospective of {looked} offers none; `--year` looks at another"),
        some => format!("the retrospective of {looked} offers these:{}", some.concat()),
    };
    Err(anyhow::Error::new(Hint::new(says, advice)))
}

/// What a choice aims at, and the project that it is about, if any.
fn meant(choice: &Offer, ledgers: &[Ledger]) -> (Aim, Option<Project>) {
    let GoalAim { sort, place } = &choice.aim;
    let aim = Aim { sort: AimSort::named(sort), place: place.clone() };
    let ledger = ledgers.iter().find(|ledger| aim.choice(&ledger.roots) == choice.id);
    let of =
        |ledger: &Ledger| Project { name: ledger.repository.clone(), roots: ledger.roots.clone() };
    (aim, ledger.map(of))
}

/// Whether a goal is about the same thing.
fn is_the_same(goal: &Goal, aim: &Aim, project: Option<&Project>) -> bool {
    let roots = |project: Option<&Project>| -> Vec<ObjectId> {
        project.map_or_else(Vec::new, |project| project.roots.clone())
    };
    goal.aim.as_ref() == Some(aim) && roots(goal.project.as_ref()) == roots(project)
}

#[cfg(test)]
mod tests {
    use super::{Offer, meant, named};
    use crate::journal::{Aim, AimSort};
    use crate::model::ObjectId;
    use crate::profile::{Ledger, Period};
    use crate::report::GoalAim;

    fn ledger(root: u8) -> Ledger {
        Ledger {
            repository: format!("repository {root}"),
            roots: vec![ObjectId::from_bytes([root; 20])],
            ..Ledger::default()
        }
    }

    fn choice(sort: AimSort, roots: &[ObjectId]) -> Offer {
        let aim = Aim { sort, place: Some("src/".to_owned()) };
        Offer { id: aim.choice(roots), text: "Do it.".to_owned(), aim: GoalAim::of(&aim) }
    }

    #[test]
    fn a_choice_is_named_by_its_first_digits_and_the_error_lists_them() {
        let roots = ledger(1).roots;
        let choices = [choice(AimSort::Cause, &roots), choice(AimSort::SecondPerson, &roots)];
        let periods = [Period::named("2025").unwrap(), Period::named("2024").unwrap()];
        for choice in &choices {
            assert_eq!(named(&choices, &choice.id[..6], &periods).unwrap(), choice);
        }
        let error = named(&choices, "x\u{1b}", &periods).unwrap_err();
        assert_eq!(error.to_string(), "there is no choice `x\\u{1b}`");
        let none = named(&[], "", &periods).unwrap_err();
        assert_eq!(none.to_string(), "there is no choice ``");
    }

    #[test]
    fn the_project_of_a_choice_is_found_by_its_name() {
        let ledgers = [ledger(1), ledger(2)];
        let of = |roots: &[ObjectId]| {
            let (aim, project) = meant(&choice(AimSort::Cause, roots), &ledgers);
            assert_eq!(aim.sort, AimSort::Cause);
            project.map(|project| project.name)
        };
        assert_eq!(of(&ledgers[1].roots).as_deref(), Some("repository 2"));
        assert_eq!(of(&[]), None);
    }
}
