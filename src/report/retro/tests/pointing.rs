//! Every sentence with a number points at what holds it, and what it points at is on the page.
//!
//! In: the sample and made-up histories, in years and other periods. Out: nothing. Deliberately absent: whether the number
//! there is the same; `numbers` holds both to the JSON.

use std::collections::HashSet;

use super::{ada, fiscal, of_year, tiny_year, two_years, with_patches};
use crate::model::{Nature, Thresholds};
use crate::profile::testing::day;
use crate::profile::{Period, Work, redacted};
use crate::report::drawing::Drawing;
use crate::report::sample::{NOW, looked_back_over, sample};
use crate::report::section::{Block, Section};
use crate::report::{Addressee, LongQuery, Names, Retro, long_view};

/// The words of a page, and what each points at.
fn said(sections: &[Section]) -> Vec<(String, Vec<String>)> {
    let mut said = Vec::new();
    for block in sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Paragraph { text, evidence, .. } | Block::Unmoved { text, evidence } => {
                said.push((text.clone(), evidence.clone()));
            }
            Block::Choice(choice) => {
                let text = format!("{} {}", choice.because, choice.saves);
                said.push((text, choice.evidence.clone()));
            }
            // The last column of the lines of the year says where each is shown.
            Block::Figure(figure) if figure.id == "T1" => {
                let Drawing::Table(grid, _) = &figure.drawing else { panic!("{figure:?}") };
                let row = |row: &Vec<String>| (row[0].clone(), vec![row[row.len() - 1].clone()]);
                said.extend(grid.rows.iter().map(row).filter(|(_, shown)| shown[0] != "–"));
            }
            _ => {}
        }
    }
    said
}

/// What can be pointed at.
fn held(sections: &[Section]) -> HashSet<String> {
    let mut held = HashSet::new();
    for block in sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Figure(figure) => _ = held.insert(figure.id.to_owned()),
            Block::Evidence(rows) => held.extend(rows.iter().map(|row| row.id.clone())),
            _ => {}
        }
    }
    held
}

/// Whether a text has a number other than in the name of a period or a day: `2024`, `2024-H1`, `2025-02-04`.
fn has_number(text: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let is_time = |word: &&str| {
        let year = word.split('-').next().unwrap_or_default();
        year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
    };
    let mut words = text.split(|letter| !is_part(letter)).filter(|word| !is_time(word));
    words.any(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// How many sentences point at something, where all that must do.
fn pointing(sections: &[Section]) -> usize {
    let held = held(sections);
    let mut pointing = 0;
    for (text, evidence) in said(sections) {
        assert!(!has_number(&text) || !evidence.is_empty(), "{text}");
        for id in &evidence {
            assert!(held.contains(id), "{id} of \"{text}\" is not on the page: {held:?}");
        }
        pointing += usize::from(!evidence.is_empty());
    }
    pointing
}

#[test]
fn numbers_and_times() {
    let with = ["3 of 4 areas", "about 2.3 hours", "1200 lines in 2024", "a 90-day window"];
    assert!(with.into_iter().all(has_number));
    let without = ["in 2024-H1", "As of 2025-02-04 nothing", "2023–04", "none", "src/a1.rs"];
    assert!(!without.into_iter().any(|text| has_number(&text.replace("–04", ""))));
}

#[test]
fn sentences_with_a_number_point_at_what_holds_it() {
    let you = Addressee::You("Ada".to_owned());
    let half = |name: &str| {
        let (period, ledger) = (Period::named(name).unwrap(), sample().ledger);
        looked_back_over(&[ledger], NOW, period, &you, Names::Hidden)
    };
    let pages: Vec<Retro> = vec![
        ada(2022),
        ada(2023),
        ada(2024),
        ada(2025),
        of_year(2024, &Addressee::Named("Ada".to_owned()), Names::Shown),
        two_years(25),
        two_years(9),
        tiny_year(),
        with_patches(|_, _| {}),
        with_patches(|story, ada| {
            let ben = story.person("Ben");
            for at in 0..12 {
                let spot = story.spot("lib/a.rs", &format!("fn a{at}"));
                story.commit(ben, 380 + at * 20, "feat: more").change(spot, Nature::Structural);
                story.commit(ben, 383 + at * 20, "feat: more").change(spot, Nature::Structural);
                story.commit(ben, 385 + at * 20, "feat: more").change(spot, Nature::Structural);
                story.commit(ada, 390 + at * 20, "fix: more").change(spot, Nature::Patch);
            }
            story.alive("lib/a.rs", Some(47), 10);
        }),
        half("2024-H1"),
        half("2024-Q3"),
        half("2024-05"),
        fiscal::told(Period::named("2025-H1").unwrap()),
    ];
    let pointed: usize = pages.iter().map(|page| pointing(&page.sections())).sum();
    assert!(pointed > 150, "{pointed}");
    let leaving = |page: &Retro| {
        page.choices.choices.iter().any(|choice| choice.text.starts_with("Leave lib/"))
    };
    assert!(pages.iter().any(leaving), "one of them offers to leave an area");
}

#[test]
fn what_is_redacted_and_the_long_view_point_as_well() {
    let ledgers = redacted(&[sample().ledger]);
    let (you, period) = (Addressee::You("Ada".to_owned()), Period::named("2024").unwrap());
    let mut page = looked_back_over(&ledgers, NOW, period, &you, Names::Hidden);
    page.journal = page.journal.map(super::super::journal::JournalChapter::without_words);
    assert!(pointing(&page.sections()) > 10);
    let (ledgers, thresholds) = ([sample().ledger], Thresholds::default());
    let query = LongQuery { addressee: &you, first: None, last: None, thresholds: &thresholds };
    let view = long_view(&Work::of(&ledgers, day(NOW)), &query);
    assert!(pointing(&view.sections()) > 1);
}
