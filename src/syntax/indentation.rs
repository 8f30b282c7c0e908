//! Whether white space that changed could have changed the meaning.
//!
//! In: two texts that differ in nothing but white space. Out: yes or no. Deliberately absent:
//! knowledge of any one language's grammar.

use std::collections::BTreeMap;

use super::statement::indentation;

/// Whether every depth of indentation became exactly one other depth, and their order stayed: a
/// formatter's work. A line that went into or out of a block while its neighbours stayed did not.
#[must_use]
pub fn keeps_indentation(old: &[u8], new: &[u8]) -> bool {
    let (old, new) = (depths(old), depths(new));
    if old.len() != new.len() {
        return false;
    }
    let mut depth_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (before, after) in old.into_iter().zip(new) {
        if *depth_of.entry(before).or_insert(after) != after {
            return false;
        }
    }
    let mut ordered = depth_of.values().zip(depth_of.values().skip(1));
    ordered.all(|(outer, inner)| outer < inner)
}

/// The depth of each line that is not blank.
fn depths(text: &[u8]) -> Vec<usize> {
    text.split(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty())
        .map(indentation)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::keeps_indentation;

    #[test]
    fn a_formatter_keeps_the_nesting() {
        assert!(keeps_indentation(b"if a:\n    b\n    c\nd\n", b"if a:\n  b\n\n  c\nd\n"));
        assert!(!keeps_indentation(b"if a:\n    b\n    c\nd\n", b"if a:\n    b\nc\nd\n"));
        assert!(!keeps_indentation(b"if a:\n  b\n", b"if a: b\n"));
    }
}
