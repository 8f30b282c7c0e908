//! Every form of the sentences on leverage.
//!
//! In: figures. Out: nothing. Deliberately absent: how the figures come about.

use super::{GrownOfYear, GrownPlace, LastingOfYear, SurvivalCurve, SurvivalStep, UsedOfYear};
use super::{UsedStory, Words};
use crate::profile::{Built, Reused};
use crate::report::drawing::{CurveSort, Drawing};
use crate::report::parts::CommitRef;
use crate::report::profile::{BuiltPeriod, FoundationFigures, ReusePeriod, StandingFigures};

fn words() -> Words {
    let [you, yours, period, beside] = ["you", "yours", "2025", "2024"].map(str::to_owned);
    Words { you, yours, period, beside }
}

/// A curve that falls to this share in the first month and stays there.
fn curve(lines_of: &str, months: u16, percent: f64) -> SurvivalCurve {
    let step = |months| match months {
        0 => SurvivalStep { months, percent: 100.0, low: 100.0, high: 100.0 },
        _ => SurvivalStep { months, percent, low: percent - 4.0, high: percent + 5.0 },
    };
    let steps = (0..=months).map(step).collect();
    SurvivalCurve { lines_of: lines_of.to_owned(), lines: 1_200, days: 30, steps }
}

fn lasting(others: f64, beside: f64) -> LastingOfYear {
    LastingOfYear {
        instead: None,
        months: Some(6),
        own: Some(curve("2025", 9, 70.0)),
        beside: Some(curve("2024", 21, beside)),
        others: Some(curve("others, 2025", 9, others)),
    }
}

#[test]
fn how_long_lines_live_is_put_beside_others_and_the_period_before() {
    let more = lasting(50.0, 90.0).says(&words());
    assert_eq!(
        more.text,
        "Of the 1200 lines you wrote in 2025, on 30 days, 70% (likely 66–75%) stand after 6 months, clearly more \
         than of others' lines of the same years and repositories, 50% (likely 46–55%). Of those of 2024 it was \
         clearly more, 90% (likely 86–95%)."
    );
    assert_eq!(more.evidence, ["F5"]);
    let unclear = lasting(71.0, 69.0).says(&words()).text;
    assert!(unclear.contains(", not clearly more or fewer than of others' lines"), "{unclear}");
    assert!(unclear.ends_with("Of those of 2024 it was 69% (likely 65–74%): no clear change."));
    let fewer = lasting(90.0, 50.0).says(&words()).text;
    assert!(fewer.contains(", clearly fewer than of others'"), "{fewer}");
    assert!(fewer.ends_with("it was clearly fewer, 50% (likely 46–55%)."), "{fewer}");
}

#[test]
fn lines_that_cannot_be_told_say_why_and_all_lines_stand_in_their_place() {
    let of = |instead| LastingOfYear {
        instead: Some(instead),
        months: Some(12),
        own: Some(curve("all up to 2025", 30, 70.0)),
        beside: None,
        others: None,
    };
    let all = "Of the 1200 lines you wrote up to then, on 30 days, 70% (likely 66–75%) stand after a year.";
    let young = "How long the lines of 2025 live cannot be told yet: they are too young.";
    assert_eq!(of("too young").says(&words()).text, format!("{young} {all}"));
    let few = "How long the lines of 2025 live cannot be told: a few days wrote most of them, and lines of one day live and \
               die together.";
    assert_eq!(of("too few").says(&words()).text, format!("{few} {all}"));
    let none = "No lines that count were written in 2025.";
    assert_eq!(of("none").says(&words()).text, format!("{none} {all}"));
    let nothing = LastingOfYear { own: None, months: None, ..of("too young") };
    let says = nothing.says(&words());
    assert_eq!(says.text, format!("{young} Nor can it of all the lines up to then."));
    assert!(says.evidence.is_empty());
    assert_eq!(nothing.figure(&standing()), None);
}

fn standing() -> StandingFigures {
    StandingFigures {
        lines: 90,
        changed_by_others: 80,
        used: 0,
        changed_by_self: 0,
        too_early: 0,
        idle: 10,
    }
}

#[test]
fn the_figure_of_lines_says_what_is_to_be_seen_and_begins_with_the_period() {
    let titles = [50.0, 71.0, 90.0].map(|others| {
        let figure = lasting(others, 70.0).figure(&standing()).unwrap();
        assert!(figure.note.contains("Of the 90 own lines that stand today, 10 are in files"));
        let Drawing::Curves(curves) = figure.drawing else { panic!("{:?}", figure.drawing) };
        let sorts: Vec<CurveSort> = curves.curves.iter().map(|curve| curve.sort).collect();
        assert_eq!(sorts, [CurveSort::Own, CurveSort::Earlier, CurveSort::Others]);
        let (years, left) = curves.curves[0].steps[6];
        assert_eq!((years, left.value, left.high), (0.5, 70.0, 75.0));
        figure.title
    });
    let compared =
        ["last longer than others'", "last neither clearly longer nor shorter than others'"];
    assert_eq!(titles[..2], compared.map(|says| format!("Lines of 2025 {says}")));
    assert_eq!(titles[2], "Lines of 2025 go sooner than others'");
}

fn founded(files: usize, looked_into: usize) -> FoundationFigures {
    let built = BuiltPeriod::of("all".to_owned(), Built::default());
    let used = ReusePeriod::of("all".to_owned(), Reused::default());
    FoundationFigures {
        files,
        symbols: 0,
        areas: 0,
        built,
        built_by_period: Vec::new(),
        most_changed: Vec::new(),
        commits: 9,
        looked_into,
        telling: 3,
        used_by_self: 0,
        too_early: 0,
        used,
        used_by_period: Vec::new(),
        most_used: Vec::new(),
    }
}

fn grown(commits: usize, before: usize, places: &[(&str, u32, u32)]) -> GrownOfYear {
    let built = |name: &str, commits| {
        let others = usize::from(commits > 0);
        BuiltPeriod::of(name.to_owned(), Built { commits, others, ..Built::default() })
    };
    let place = |(place, commits, commits_before): &(&str, u32, u32)| GrownPlace {
        place: (*place).to_owned(),
        commits: *commits,
        commits_before: *commits_before,
        others: 1,
        sums: vec![*commits_before, commits + commits_before],
    };
    GrownOfYear {
        built: built("2025", commits),
        built_before: built("2024", before),
        months: vec!["2024-12".to_owned(), "2025-01".to_owned()],
        places: places.iter().map(place).collect(),
        left_out: 2,
    }
}

#[test]
fn what_others_built_on_is_counted_beside_the_period_before() {
    let two = grown(12, 4, &[("src/net/", 9, 4), ("src/", 5, 0)]);
    let says = two.says(&words(), &founded(3, 9));
    assert_eq!(
        says.text,
        "12 commits of 1 other changed what you founded in 2025, after 4 commits of 1 other in 2024; most of them in \
         src/net/ (9)."
    );
    assert_eq!(says.evidence, ["F6"]);
    let none = grown(0, 1, &[("src/", 0, 1)]).says(&words(), &founded(3, 9));
    let before = "after 1 commit of 1 other in 2024.";
    assert_eq!(
        none.text,
        format!("Nobody else changed anything that you founded in 2025, {before}")
    );
    let never = grown(0, 0, &[]).says(&words(), &founded(3, 9));
    assert!(never.text.ends_with("in 2025, after none in 2024.") && never.evidence == ["T3"]);
    let nothing = grown(0, 0, &[]).says(&words(), &founded(0, 9)).text;
    assert!(nothing.starts_with("No file, no function or type and no area begins"), "{nothing}");
}

#[test]
fn the_figure_of_what_grows_names_what_is_built_on_most() {
    let figure = grown(9, 4, &[("src/net/", 9, 4)]).figure("2025", "2024").unwrap();
    assert_eq!(figure.title, "Others built most on src/net/");
    assert!(figure.note.ends_with("all on one scale. 2 more areas not drawn."), "{}", figure.note);
    let Drawing::Growth(rows) = figure.drawing else { panic!("{:?}", figure.drawing) };
    assert_eq!(rows[0].sums, [4.0, 13.0]);
    assert_eq!(rows[0].counts, "9 in 2025 of 1 other, 4 in 2024");
    let then = grown(0, 4, &[("src/", 0, 4)]).figure("2025", "2024").unwrap();
    assert_eq!(then.title, "Others built on it in 2024, not in 2025");
    assert_eq!(grown(0, 0, &[]).figure("2025", "2024"), None);
}

fn used(symbols: usize) -> UsedOfYear {
    let introduced = CommitRef {
        id: "0".repeat(40),
        date: String::new(),
        subject: String::new(),
        author: None,
        url: None,
    };
    let story = |at: usize| UsedStory {
        symbol: format!("src/a.rs: fn a{at}"),
        introduced: introduced.clone(),
        commits: 3,
        others: 1,
        files: 2,
        evidence: vec![format!("E{at}")],
    };
    let reused = Reused { symbols, commits: 8, others: 2, files: 5 };
    UsedOfYear {
        used: ReusePeriod::of("2025".to_owned(), reused),
        used_before: ReusePeriod::of("2024".to_owned(), Reused::default()),
        symbols: (0..symbols.min(3)).map(story).collect(),
    }
}

#[test]
fn what_others_began_to_use_is_told_one_by_one_where_it_is_little() {
    let texts = |symbols, looked_into| {
        let found = used(symbols).says(&words(), &founded(1, looked_into));
        found.into_iter().map(|found| found.text).collect::<Vec<_>>()
    };
    let unknown = texts(0, 0);
    assert!(unknown[0].ends_with("is not known: no file could be read and parsed."), "{unknown:?}");
    assert!(texts(0, 5)[0].starts_with("As far as names tell, nobody else began to use"));
    let one = "Others began to use src/a.rs: fn a0 in 2025: 3 commits of 1 other in 2 files.";
    assert_eq!(texts(1, 5), [one]);
    assert_eq!(texts(3, 5).len(), 3);
    let many = used(7).says(&words(), &founded(1, 5));
    assert_eq!(
        many[0].text,
        "Others began to use 7 functions and types of yours in 2025: 8 commits of 2 others in 5 files. Used most: \
         src/a.rs: fn a0, src/a.rs: fn a1 and src/a.rs: fn a2."
    );
    assert_eq!((many.len(), many[0].evidence.len()), (1, 4));
}
