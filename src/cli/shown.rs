//! Which parts of a report are asked for on a terminal.
//!
//! In: the names of parts, as the report has them, and what was asked. Out: a parser that knows them, with a line of help
//! for each; the parts, in the order of reading. Deliberately absent: what the parts are, which is the report's to say.

use clap::builder::{PossibleValue, PossibleValuesParser};

/// The name of all parts together.
const ALL: &str = "all";

/// Reads the names of parts, or of all together.
pub(super) fn parser(
    parts: impl IntoIterator<Item = (&'static str, &'static str)>,
) -> PossibleValuesParser {
    let all = std::iter::once((ALL, "Everything"));
    let value = |(name, help): (&'static str, &'static str)| PossibleValue::new(name).help(help);
    PossibleValuesParser::new(all.chain(parts).map(value))
}

/// The parts that are asked for, in their order; what has no name comes with all of them.
pub(super) fn asked<P: Copy>(
    show: &[String],
    parts: &[P],
    name: impl Fn(P) -> Option<&'static str>,
) -> Vec<P> {
    let is_asked = |of: &str| show.iter().any(|asked| asked == of);
    let is_meant = |part: &P| is_asked(ALL) || name(*part).is_some_and(is_asked);
    parts.iter().copied().filter(is_meant).collect()
}

#[cfg(test)]
mod tests {
    use super::asked;
    use crate::report::RetroPart;

    #[test]
    fn parts_come_in_the_order_of_reading_whatever_was_asked_first() {
        let of = |show: &[&str]| {
            let show: Vec<String> = show.iter().copied().map(str::to_owned).collect();
            asked(&show, &RetroPart::ALL, |part| part.named().map(|(name, _)| name))
        };
        assert_eq!(of(&["again", "motion", "again"]), [RetroPart::Motion, RetroPart::Again]);
        assert_eq!(of(&["scope", "all"]), RetroPart::ALL);
        assert_eq!(of(&[]), []);
    }
}
