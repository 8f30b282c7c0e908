//! The story of a file's spots on a terminal.
//!
//! In: the stories. Out: a table of spots when there are several, the whole story when there is one.
//! Deliberately absent: the reasons of each verdict; `show` has them.

use super::screen::Screen;
use crate::report::grid::{Column, Grid};
use crate::report::words::{capital, count, duration};
use crate::report::{ChainFigures, Label, SpotStory, Text, Why, grids};

/// Spots without a patch are listed up to so many rows in all.
const LISTED: usize = 10;

/// The stories, no line wider than `width` columns.
#[must_use]
pub fn why(why: &Why, width: usize) -> Text {
    let mut screen = Screen::new(width);
    match why.spots.as_slice() {
        [] => put_nothing(&mut screen, why),
        [only] => put_story(&mut screen, only),
        many => put_table(&mut screen, why, many),
    }
    screen.finish()
}

fn put_nothing(screen: &mut Screen, why: &Why) {
    if !why.path_found {
        let none = format!("{} is not in the history of {}.", why.path, why.repository);
        screen.paragraph(&[(Label::Plain, &none)]);
        if why.similar_paths.is_empty() {
            screen.paragraph(&[(
                Label::Plain,
                "Paths are given from the top of the repository, as `git ls-files` shows them.",
            )]);
        } else {
            let paths = why.similar_paths.join(", ");
            screen.paragraph(&[(Label::Plain, "The same file name is at"), (Label::Path, &paths)]);
        }
    } else if let Some(section) = &why.section {
        let none = format!("No section of {} has \"{section}\" in its title. ", why.path);
        screen.paragraph(&[
            (Label::Plain, &none),
            (Label::Plain, "Ask for the path alone to see its sections."),
        ]);
    } else {
        let none = format!("{} never changed in the history of {}.", why.path, why.repository);
        screen.paragraph(&[(Label::Plain, &none)]);
    }
}

fn put_table(screen: &mut Screen, why: &Why, spots: &[SpotStory]) {
    screen.paragraph(&[(Label::Heading, &why.path)]);
    let patched = spots.iter().take_while(|spot| spot.patches > 0).count();
    let listed = &spots[..patched.max(LISTED).min(spots.len())];
    let summary = format!(
        "{}, {patched} of them patched; most patches first, then most changes.",
        count(spots.len(), "spot", "spots")
    );
    screen.paragraph(&[(Label::Muted, &summary)]).blank();
    let row = |spot: &SpotStory| {
        let last = spot.chains.last();
        vec![
            spot.section.clone().unwrap_or_else(|| "(outside sections)".to_owned()),
            spot.patches.to_string(),
            spot.repeats.to_string(),
            spot.steps.len().to_string(),
            spot.people.to_string(),
            last.map_or_else(|| "–".to_owned(), |chain| chain.outcome.brief()),
        ]
    };
    screen.table(&Grid {
        columns: vec![
            Column::words("section").labelled(Label::Path),
            Column::number("patches").labelled(Label::Motion),
            Column::number("repeats"),
            Column::number("changes"),
            Column::number("people"),
            Column::words("last chain"),
        ],
        rows: listed.iter().map(row).collect(),
    });
    let left_out = spots.len() - listed.len();
    if left_out > 0 {
        let more = count(left_out, "more spot", "more spots");
        screen.paragraph(&[(Label::Muted, &format!("{more} without a patch not listed."))]);
    }
    let one = format!(
        "One of them in full: `git headway why '{0}:SECTION'`; what lies outside sections: `git \
         headway why '{0}:'`.",
        why.path
    );
    screen.blank().paragraph(&[(Label::Muted, &one)]);
}

fn put_story(screen: &mut Screen, story: &SpotStory) {
    let gone = if story.alive { "" } else { "(its file no longer exists)" };
    screen.paragraph(&[(Label::Path, &story.spot), (Label::Muted, gone)]);
    let repeats = match story.repeats {
        0 => String::new(),
        some => format!(", {} of them {}", some, if some == 1 { "a repeat" } else { "repeats" }),
    };
    let summary = format!(
        "{} by {}; {}{repeats}.",
        count(story.steps.len(), "change", "changes"),
        count(story.people, "person", "people"),
        count(story.patches, "patch", "patches"),
    );
    screen.paragraph(&[(Label::Plain, &summary)]);
    for chain in &story.chains {
        put_chain(screen, chain);
    }
    if let Some(lasting) =
        story.lasting.as_ref().filter(|found| story.patches > 0 && !found.too_few)
    {
        screen.paragraph(&[(Label::Muted, &capital(&lasting.says()))]);
    }
    let what = |step: &crate::report::StoryStep| {
        let outcome = step.verdict.outcome.as_ref();
        let outcome = outcome.map_or_else(String::new, |found| format!(", {}", found.brief()));
        format!("{}{outcome}", step.verdict.nature_name())
    };
    let steps: Vec<_> = story.steps.iter().map(|step| (what(step), &step.commit)).collect();
    screen.blank().table(&grids::commits(&steps));
}

fn put_chain(screen: &mut Screen, chain: &ChainFigures) {
    let ends = chain.patches.first().zip(chain.patches.last());
    let dates =
        ends.map_or_else(String::new, |(first, last)| format!("{} to {}", first.date, last.date));
    let remedies = match chain.remedies.len() {
        0 => String::new(),
        some => format!(", and {}", count(some, "quick remedy", "quick remedies")),
    };
    let ended = chain.ended_by.as_ref().map_or_else(String::new, |ended| {
        let is_last = chain.patches.last() == Some(ended);
        if is_last {
            format!(" Its last patch, {}, replaced lines of several others.", ended.short())
        } else {
            format!(" The last structural change after it is {}.", ended.short())
        }
    });
    let says = format!(
        "Chain of {} within {} ({dates}){remedies}: {}.{ended}",
        count(chain.patches.len(), "patch", "patches"),
        duration(chain.span_days),
        chain.outcome.says(),
    );
    let quieting = chain.quieting.map(|found| format!("Since then {}.", found.says()));
    let quieting = quieting.unwrap_or_default();
    screen.item("- ", &[(Label::Plain, &says), (Label::Plain, &quieting)]);
}
