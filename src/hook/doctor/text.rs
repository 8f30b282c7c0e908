//! The findings for a person at a terminal.

use super::{Finding, Level, Report};
use crate::model::printable;
use crate::report::{Label, Text};

/// A line for each finding; where it is and what mends it below, for what is not as it should be.
#[must_use]
pub fn text(report: &Report) -> Text {
    let mut text = Text::new();
    for finding in &report.findings {
        one(&mut text, finding);
    }
    let broken = count(report, Level::Broken);
    let notes = count(report, Level::Note);
    text.newline();
    if broken == 0 {
        text.push(Label::Strong, "Nothing is broken");
    } else {
        let is_are = if broken == 1 { "thing is" } else { "things are" };
        text.push(Label::Strong, format!("{broken} {is_are} broken"));
    }
    match notes {
        0 => text.plain("."),
        1 => text.plain("; 1 note."),
        _ => text.plain(format!("; {notes} notes.")),
    };
    text.newline();
    text
}

fn one(text: &mut Text, finding: &Finding) {
    let label = match finding.level {
        Level::Ok => Label::Muted,
        Level::Note => Label::Undecided,
        Level::Broken => Label::Strong,
    };
    let safe = |words: &str| printable(words.as_bytes()).into_owned();
    text.push(label, format!("{:<8}", finding.level.name()));
    text.plain(safe(&finding.what)).newline();
    let mut below = |what: &str, label: Label, words: &str| {
        text.push(Label::Muted, format!("{:8}{what} ", "")).push(label, safe(words)).newline();
    };
    if let Some(place) = &finding.place {
        below("at", Label::Path, place);
    }
    if let Some(remedy) = &finding.remedy {
        below("to mend it:", Label::Plain, remedy);
    }
}

fn count(report: &Report, level: Level) -> usize {
    report.findings.iter().filter(|finding| finding.level == level).count()
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::hook::doctor::{Finding, Report};

    #[test]
    fn a_calm_list() {
        let findings = vec![
            Finding::ok("git", "git 2.55.0").at("/usr/bin/git"),
            Finding::broken("noexec", "no \u{1b}[31m programs").mended_by("mount it again"),
            Finding::note("hook-old", "the hook is old"),
        ];
        let expected = "ok      git 2.55.0\n        at /usr/bin/git\n\
                        broken  no \\u{1b}[31m programs\n        to mend it: mount it again\n\
                        note    the hook is old\n\n\
                        1 thing is broken; 1 note.\n";
        assert_eq!(text(&Report::of(findings)).to_string(), expected);
        assert_eq!(text(&Report::of(Vec::new())).to_string(), "\nNothing is broken.\n");
    }
}
