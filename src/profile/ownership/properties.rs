//! What must not change who owns what, on histories drawn by chance.
//!
//! In: plans of work, and the same plans told otherwise. Out: nothing. Deliberately absent: expected figures, but for
//! the lines at each year's end, which are counted while the history is made.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Basis, Ownership, OwnershipEnd, ownership};
use crate::model::{CommitIndex, LiveLines, Month, Nature, Noise, PersonIndex, Rework, Thresholds};
use crate::profile::testing::{Story, day};
use crate::profile::{Standings, Subject};

/// Work on one spot.
#[derive(Clone, Copy, Debug)]
struct Step {
    author: u32,
    day: i64,
    spot: usize,
    nature: Nature,
    added: u32,
    replaced: u32,
}

/// How a plan becomes commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Telling {
    /// What one person does in a row on one day is one commit.
    Together,
    /// Each step is a commit, and what it adds to existing lines is two.
    Split,
    /// Between the commits others reformat, move and generate.
    WithNoise,
    /// All files go by other names.
    Renamed,
}

/// Two files in each of three areas.
const PATHS: [&str; 6] = ["a/1.rs", "a/2.rs", "b/1.rs", "b/2.md", "c/1.rs", "c/2.rs"];
const RENAMED: [&str; 6] = ["a/x.rs", "a/y.rs", "b/x.rs", "b/y.md", "c/x.rs", "c/y.rs"];
const YEARS: std::ops::Range<i32> = 2024..2028;

/// Own lines and all lines, by area and year.
type Standing = BTreeMap<(String, i32), (u64, u64)>;

struct Telltale {
    story: Story,
    steps: Vec<(usize, Vec<Rework>)>,
    /// Of each spot the lines that stand, oldest first, by commit.
    lines: Vec<Vec<(u32, u32)>>,
    authors: Vec<u32>,
    spots: Vec<crate::model::SpotIndex>,
}

impl Telltale {
    fn new(telling: Telling) -> Self {
        let mut story = Story::new();
        for name in ["Ada", "Ben", "Cleo"] {
            story.person(name);
        }
        let paths = if telling == Telling::Renamed { RENAMED } else { PATHS };
        let spots: Vec<_> = paths.iter().map(|path| story.spot(path, "fn a")).collect();
        let lines = vec![Vec::new(); spots.len()];
        Self { story, steps: Vec::new(), lines, authors: Vec::new(), spots }
    }

    fn commit(&mut self, author: u32, day: i64) {
        self.story.commit(PersonIndex(author), day, "work");
        self.authors.push(author);
    }

    fn step(&mut self, step: Step) {
        let (at, added) = (self.spots[step.spot], step.added);
        let change = self.story.change_of(at, step.nature, added);
        let lines = &mut self.lines[step.spot];
        let mut reworks: Vec<Rework> = Vec::new();
        let mut left = step.replaced;
        while let Some((origin, count)) = lines.first_mut().filter(|_| left > 0) {
            let gone = left.min(*count);
            let origin = Some(CommitIndex(*origin));
            reworks.push(Rework { origin, lines: gone, context: 0 });
            (*count, left) = (*count - gone, left - gone);
            if *count == 0 {
                lines.remove(0);
            }
        }
        let commit = u32::try_from(self.authors.len() - 1).unwrap();
        if added > 0 {
            lines.push((commit, added));
        }
        self.steps.push((change.get(), reworks));
    }

    /// Mere layout of a file, lines that only move in it, and a file that is generated.
    fn noise(&mut self, spot: usize, day: i64) {
        self.commit(2, day);
        self.story.change(self.spots[spot], Nature::Noise(Noise::Formatting));
        self.story.change(self.spots[spot], Nature::Noise(Noise::Moved));
        let generated = self.story.spot("a/made.rs", "fn made");
        self.story.change(generated, Nature::Noise(Noise::Generated));
    }

    fn standing(&self, standing: &mut Standing, year: i32) {
        for (path, lines) in PATHS.iter().zip(&self.lines) {
            let of = standing.entry((format!("{}/", &path[..1]), year)).or_default();
            for (origin, count) in lines {
                of.0 += if self.authors[*origin as usize] == 0 { u64::from(*count) } else { 0 };
                of.1 += u64::from(*count);
            }
        }
    }
}

/// What Ada owns when a plan is told in some way, and the lines as they were counted meanwhile.
fn told(plan: &[Step], telling: Telling) -> (Vec<Ownership>, Standing) {
    let mut telltale = Telltale::new(telling);
    let mut standing = Standing::new();
    let mut last: Option<(u32, i64)> = None;
    for year in YEARS {
        let (begin, end) = (days_until(year), days_until(year + 1));
        for (at, step) in plan.iter().enumerate().filter(|(_, at)| (begin..end).contains(&at.day)) {
            if last != Some((step.author, step.day)) || telling == Telling::Split {
                if telling == Telling::WithNoise && at > 0 {
                    telltale.noise(plan[at / 2].spot, step.day);
                }
                telltale.commit(step.author, step.day);
            }
            last = Some((step.author, step.day));
            if telling == Telling::Split && step.added > 1 {
                telltale.step(Step { added: 1, ..*step });
                telltale.commit(step.author, step.day);
                telltale.step(Step { added: step.added - 1, replaced: 0, ..*step });
            } else {
                telltale.step(*step);
            }
        }
        telltale.standing(&mut standing, year);
    }
    (ada(telltale), standing)
}

fn ada(telltale: Telltale) -> Vec<Ownership> {
    let Telltale { story, steps, lines, spots, .. } = telltale;
    let (mut history, verdicts, episodes) = story.finish();
    for (change, reworks) in steps {
        history.changes[change].reworks = reworks;
    }
    for (spot, lines) in spots.iter().zip(lines) {
        let file = history.spots[spot.get()].file;
        let live = |(origin, lines)| LiveLines { file, origin: Some(CommitIndex(origin)), lines };
        history.live.extend(lines.into_iter().map(live));
    }
    let standings = Standings::of(&verdicts, &episodes);
    let mut owned = ownership(&Basis {
        history: &history,
        verdicts: &verdicts,
        episodes: &episodes,
        standings: &standings,
        thresholds: &Thresholds::default(),
        subject: &Subject { people: vec![PersonIndex(0)] },
        imports: &[],
        now: day(days_until(YEARS.end) - 1),
    });
    owned.sort_by(|left, right| left.area.cmp(&right.area));
    owned
}

/// Days of a story until a year begins.
fn days_until(year: i32) -> i64 {
    let begin = jiff::civil::date(i16::try_from(year).unwrap(), 1, 1);
    i64::from((begin - jiff::civil::date(2024, 1, 1)).get_days())
}

/// What counts commits, of which there are more where they are split.
fn without_commits(mut owned: Vec<Ownership>) -> Vec<Ownership> {
    for area in &mut owned {
        (area.commits, area.commits_in_all, area.patching) = (0, 0, 0);
        for year in &mut area.years {
            (year.commits, year.commits_in_all) = (0, 0);
        }
    }
    owned
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let nature = prop_oneof![
        Just(Nature::Structural),
        Just(Nature::Patch),
        Just(Nature::Upkeep),
        Just(Nature::Structural)
    ];
    let step = (0..3_u32, 0..days_until(YEARS.end), 0..PATHS.len(), nature, 0..20_u32, 0..15_u32);
    let step = step.prop_map(|(author, day, spot, nature, added, replaced)| {
        // Days of which many are the same.
        Step { author, day: day - day % 20, spot, nature, added, replaced }
    });
    prop::collection::vec(step, 1..60).prop_map(|mut steps| {
        steps.sort_by_key(|step| (step.day, step.author));
        steps
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn lines_of_a_year_are_those_written_by_then_without_those_replaced(plan in steps()) {
        let (owned, standing) = told(&plan, Telling::Together);
        for area in &owned {
            let last = area.years.last().unwrap();
            prop_assert_eq!((last.lines, last.lines_in_all), (area.lines, area.lines_in_all));
            for year in &area.years {
                let expected = standing[&(area.area.clone(), year.year)];
                prop_assert_eq!((year.lines, year.lines_in_all), expected, "{}", year.year);
            }
        }
    }

    #[test]
    fn the_end_of_a_december_is_the_end_of_its_year(plan in steps()) {
        for area in told(&plan, Telling::Together).0 {
            for year in &area.years {
                let end = OwnershipEnd::at(&area.ends, Month { year: year.year, month: 12 }).unwrap();
                prop_assert_eq!((end.lines, end.lines_in_all), (year.lines, year.lines_in_all));
                prop_assert_eq!((end.days, end.days_in_all), (year.days, year.days_in_all));
                let others = (end.others_active, end.others_major);
                prop_assert_eq!(others, (year.others_active, year.others_major));
                let patched = (end.patching_days, end.recurring);
                prop_assert_eq!(patched, (year.patching_days, year.recurring));
            }
        }
    }

    #[test]
    fn months_without_a_row_are_as_the_one_before(plan in steps()) {
        for area in told(&plan, Telling::Together).0 {
            let begun = area.ends.first().map(|end| end.month);
            prop_assert!(area.ends.is_sorted_by(|one, next| one.month < next.month));
            prop_assert_eq!(begun, area.months.first().map(|at| at.month), "the first work");
            let last = area.ends.last().unwrap();
            prop_assert_eq!((last.lines, last.lines_in_all), (area.lines, area.lines_in_all));
            let in_months: usize = area.months.iter().rev().take_while(|at| {
                at.month > Month { year: YEARS.end - 2, month: 12 }
            }).map(|at| at.days).sum();
            prop_assert_eq!(last.days, in_months);
        }
    }

    #[test]
    fn splitting_commits_changes_nothing_but_their_number(plan in steps()) {
        let (together, split) = (told(&plan, Telling::Together).0, told(&plan, Telling::Split).0);
        prop_assert_eq!(without_commits(together), without_commits(split));
    }

    #[test]
    fn layout_moves_generated_files_and_other_names_change_nothing(plan in steps()) {
        let plain = told(&plan, Telling::Together).0;
        prop_assert_eq!(&plain, &told(&plan, Telling::WithNoise).0);
        prop_assert_eq!(&plain, &told(&plan, Telling::Renamed).0);
    }
}
