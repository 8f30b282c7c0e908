//! Every form of the sentences on scope and inertia, and their figures.
//!
//! In: figures. Out: nothing. Deliberately absent: how the figures come about.

use super::says::Words;
use super::{BesideOfYear, LikenessOfYear, ScopeOfYear, courses};
use crate::model::Kind;
use crate::report::drawing::Drawing;
use crate::report::parts::Percent;
use crate::report::profile::{
    ComparedFigure, ComparedValue, EstimateFigure, InertiaPeriod, ScopeFigures, ScopePeriod,
    ShiftFigure, TrendFigure,
};

fn words() -> Words {
    Words { period: "2025".to_owned(), beside: "2024".to_owned(), several: false }
}

fn estimate(value: f64) -> EstimateFigure {
    EstimateFigure { value, low: value * 0.9, high: value * 1.1 }
}

fn share(percent: f64) -> Percent {
    Percent { part: percent, of: 100.0, percent, low: percent - 2.0, high: percent + 3.0 }
}

fn period(name: &str, days: usize) -> ScopePeriod {
    ScopePeriod {
        period: name.to_owned(),
        running: false,
        too_few: days < 10,
        days,
        areas: 9,
        breadth: estimate(4.0),
        novelty: Some(share(12.0)),
        altitude: Some(share(20.0)),
        boundaries: Vec::new(),
        boundary_commits: Vec::new(),
        files: 30,
        effective_files: 20.0,
        complexity: estimate(0.5),
        crossing: None,
        languages: 1,
        effective_languages: estimate(1.0),
        structural: Some(share(40.0)),
        worked_areas: Vec::new(),
        worked_languages: Vec::new(),
    }
}

fn trend(of: &'static str, reading: &'static str) -> TrendFigure {
    TrendFigure { of, first: 1.0, last: 2.0, slope: EstimateFigure::default(), reading }
}

fn compared(of: &'static str, values: [f64; 2], reading: Option<&'static str>) -> ComparedFigure {
    let value =
        |value: f64| ComparedValue { value, low: Some(value * 0.9), high: Some(value * 1.1) };
    let [first, second] = values.map(|at| Some(value(at)));
    ComparedFigure { of, is_share: of == "across areas", first, second, reading }
}

fn beside(reading: &'static str, days: usize) -> BesideOfYear {
    let shift = ShiftFigure {
        area: "src/net/".to_owned(),
        repository: "here".to_owned(),
        kind: Kind::Fix,
        before_percent: 75.0,
        after_percent: 28.0,
    };
    BesideOfYear {
        likeness_percent: 81.0,
        chance_percent: 85.0,
        chance_low_percent: 72.0,
        figures: InertiaPeriod {
            period: "2025".to_owned(),
            before: "2024".to_owned(),
            likeness: 0.81,
            by_chance: 0.85,
            chance_low: 0.72,
            days_before: 120,
            days,
            volume: "as many",
            reading,
            shifts: vec![shift],
        },
    }
}

fn scope(reading: &'static str, days: usize) -> ScopeOfYear {
    let periods = vec![period("2023", 9), period("2024", 120), period("2025", days)];
    ScopeOfYear {
        findings: Vec::new(),
        beside: beside(reading, days),
        likeness: LikenessOfYear {
            parts: ["2024-H1", "2024-H2", "2025-H1"].map(str::to_owned).to_vec(),
            percent: vec![vec![], vec![Some(60.0)], vec![Some(78.0), Some(74.0)]],
        },
        courses: courses::courses(&periods),
        compared: vec![
            compared("areas in effect", [3.0, 4.0], Some("unclear")),
            compared("across areas", [10.0, 20.0], Some("unclear")),
        ],
        figures: ScopeFigures {
            fewest_days: 10,
            periods,
            trend_periods: Vec::new(),
            trends: Vec::new(),
        },
    }
}

const ALIKE: &str = "81% alike over areas and kinds of change, where chance gives 85% and seldom less than 72%; 130 \
                     workdays after 120";
const MOST: &str = "Part by part, 2025-H1 is most like 2024-H1 (78%).";

#[test]
fn whether_the_work_is_the_same_again() {
    let says = |reading, days| {
        let found = scope(reading, days).same_again(&words());
        assert_eq!(found.evidence, ["F7"]);
        found.text
    };
    let same = "The work of 2025 is that of 2024 again, and";
    assert_eq!(says("inertia", 130), format!("{same} not less of it: {ALIKE}. {MOST}"));
    assert_eq!(says("less", 130), format!("{same} less of it: {ALIKE}. {MOST}"));
    let moved = "The work of 2025 is other work than that of 2024, beyond chance:";
    let shift = "What changed most: fix in src/net/ 75% → 28%.";
    assert_eq!(says("moved", 130), format!("{moved} {ALIKE}. {shift} {MOST}"));
    let open = "Whether the work of 2025 is that of 2024 again cannot be told:";
    assert_eq!(says("too few", 130), format!("{open} {ALIKE}. That may be chance. {MOST}"));
    let few = "9 workdays after 120, and it takes 10 in each.";
    assert_eq!(says("too few", 9), format!("{open} {few} {MOST}"));
    assert!(says("running", 40).starts_with("2025 is not over: too early to say"));
}

#[test]
fn without_parts_to_compare_there_is_no_matrix_to_point_at() {
    let mut alone = scope("too few", 5);
    alone.likeness.percent = vec![vec![], vec![None], vec![None, None]];
    let found = alone.same_again(&words());
    assert!(found.evidence == ["F7"] && !found.text.contains("most like"), "{found:?}");
    let figure = alone.likeness.figure(&alone.beside);
    let Drawing::Table(days, None) = figure.drawing else { panic!("{figure:?}") };
    assert_eq!(days.rows.len(), 2, "the workdays of both");
}

#[test]
fn the_matrix_says_what_is_to_be_seen_and_what_chance_gives() {
    let of = |reading| {
        let scope = scope(reading, 130);
        scope.likeness.figure(&scope.beside)
    };
    let titles = ["inertia", "less", "moved", "too few"].map(|reading| of(reading).title);
    assert_eq!(
        titles,
        [
            "2025: the work of 2024 again",
            "2025: the work of 2024 again, and less of it",
            "2025: other work than in 2024",
            "Likeness of the work up to 2025"
        ]
    );
    let figure = of("inertia");
    let chance = "As wholes 2025 and 2024 are 81 alike; their weeks, dealt out by chance, 85, and once in twenty times \
                  less than 72.";
    assert!(figure.note.contains(chance), "{}", figure.note);
    let Drawing::Matrix(matrix) = figure.drawing else { panic!("{:?}", figure.drawing) };
    assert_eq!(matrix.rows[2], [Some(78.0), Some(74.0)]);
}

#[test]
fn how_far_the_work_reaches_and_what_changed_of_it() {
    let mut told = scope("moved", 130);
    let spread = "On 130 workdays the work of 2025 was spread as widely as over 4.0 equal areas (likely 3.6–4.4); 9 were worked in.";
    let text = |scope: &ScopeOfYear| scope.width(&words()).unwrap().text;
    let nothing = "Nothing of it is clearly more or less than in 2024.";
    assert_eq!(text(&told), format!("{spread} {nothing}"));
    told.compared[1].reading = Some("higher");
    let more = "across areas (20%, likely 18–22%, after 10%, likely 9–11%)";
    assert_eq!(text(&told), format!("{spread} Clearly more than in 2024: {more}."));
    told.compared[0].reading = Some("lower");
    let less = "areas in effect (4.0, likely 3.6–4.4, after 3.0, likely 2.7–3.3)";
    assert_eq!(
        text(&told),
        format!("{spread} Clearly more than in 2024: {more}; clearly less: {less}.")
    );
    told.compared = vec![compared("complexity (0 to 1)", [0.7, 0.5], Some("lower"))];
    let files = "spread over files (50%, likely 45–55%, after 70%, likely 63–77%)";
    assert_eq!(text(&told), format!("{spread} Clearly less than in 2024: {files}."));
    told.compared[0].reading = None;
    told.figures.trend_periods = vec!["2021".to_owned(), "2025".to_owned()];
    told.figures.trends = vec![trend("breadth", "rises"), trend("altitude", "falls")];
    let few = "2024 has too few workdays to compare with.";
    let trends = "From 2021 to 2025 rises: areas in effect; falls: at boundaries.";
    assert_eq!(text(&told), format!("{spread} {few} {trends}"));
    let found = scope("too few", 9).width(&words()).unwrap();
    assert_eq!(
        found.text,
        "How far the work of 2025 reaches cannot be told: 9 workdays, and it takes 10."
    );
    assert_eq!(found.evidence, ["F8"]);
}

#[test]
fn courses_leave_out_what_has_no_value_and_label_the_last() {
    let mut told = scope("moved", 130);
    let figure = courses::figure(&told);
    assert_eq!(figure.title, "How far the work reaches");
    let Drawing::Courses(drawn) = figure.drawing else { panic!("{:?}", figure.drawing) };
    let names: Vec<_> = drawn.iter().map(|at| (at.name.as_str(), at.last.as_str())).collect();
    let found = [
        ("areas", "4"),
        ("in new areas", "12%"),
        ("at boundaries", "20%"),
        ("spread over files", "50%"),
        ("structural", "40%"),
    ];
    assert_eq!(names, found);
    assert_eq!(drawn[0].values[0], None, "9 workdays are too few");
    assert!((drawn[3].values[1].unwrap().high - 55.0).abs() < 1e-9);
    told.figures.trend_periods = vec!["2021".to_owned(), "2025".to_owned()];
    told.figures.trends = vec![trend("breadth", "unclear")];
    assert_eq!(courses::figure(&told).title, "Nothing clearly rises or falls from 2021 to 2025");
    told.figures.trends[0].reading = "rises";
    let title = courses::figure(&told).title;
    assert_eq!(title, "From 2021 to 2025 there is more of: areas in effect");
    told.courses.clear();
    let Drawing::Table(days, None) = courses::figure(&told).drawing else { panic!("a table") };
    assert_eq!(days.rows.len(), told.figures.periods.len(), "the workdays of each");
}
