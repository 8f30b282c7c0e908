//! How names and types are written in an outline.
//!
//! In: parts of a text. Out: them on one line, without what does not tell them apart. Deliberately
//! absent: trees.

/// Characters of a name, a parameter or a type that are kept.
const LONGEST: usize = 120;

/// A text on one line, its white space evened out.
pub(super) fn even(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let mut even = String::with_capacity(text.len().min(LONGEST));
    for word in text.split_whitespace() {
        let joins = even.ends_with(['(', '[', '<']) || word.starts_with([')', ']', '>', ',', ';']);
        if !even.is_empty() && !joins {
            even.push(' ');
        }
        even.push_str(word);
        if even.len() > LONGEST {
            break;
        }
    }
    clip(&even)
}

/// A text that is no longer than is kept.
pub(super) fn clip(text: &str) -> String {
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]).to_owned()
}

/// A type without its arguments: `Vec<T>` is a `Vec`.
pub(super) fn without_arguments(text: &str) -> String {
    let mut depth = 0_i32;
    let mut kept = String::new();
    let mut previous = ' ';
    for character in text.chars() {
        match character {
            '<' | '[' => depth += 1,
            '>' if previous == '-' || previous == '=' => {}
            '>' | ']' => depth -= 1,
            _ if depth <= 0 => kept.push(character),
            _ => {}
        }
        previous = character;
    }
    kept.trim().to_owned()
}

/// The last name in a type: `Server` of `(s *pkg.Server[T])`.
pub(super) fn bare_type(text: &str) -> String {
    let text = without_arguments(text);
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut names = text.split(|c: char| !is_name(c)).filter(|part| !part.is_empty());
    names.next_back().unwrap_or_default().to_owned()
}

/// Splits a qualified name into the last part but one and the last: `Foo` and `bar` of `a::Foo::bar`.
pub(super) fn split_path(path: &str, separators: &[&str]) -> Option<(String, String)> {
    let ends = |text: &str| {
        let found = separators.iter().filter_map(|at| Some((text.rfind(at)?, at.len())));
        found.max().map(|(from, length)| (from, from + length))
    };
    let (owner_end, start) = ends(path).filter(|(_, start)| *start < path.len())?;
    let before = without_arguments(&path[..owner_end]);
    let owner_start = ends(&before).map_or(0, |(_, start)| start);
    Some((before[owner_start..].to_owned(), path[start..].to_owned()))
}

/// Puts the names of the types in a text with others: the last part of each, and not the keywords
/// that introduce them.
pub(super) fn names(text: &[u8], names: &mut Vec<String>) {
    const KEYWORDS: [&str; 10] = [
        "extends",
        "implements",
        "with",
        "public",
        "private",
        "protected",
        "virtual",
        "by",
        "derives",
        "for",
    ];
    let text = String::from_utf8_lossy(text);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | ':');
    for path in without_arguments(&text).split(|c: char| !is_name(c)) {
        let name = path.trim_matches([':', '.']).rsplit([':', '.']).next().unwrap_or_default();
        if !name.is_empty() && !KEYWORDS.contains(&name) {
            names.push(clip(name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{even, names, without_arguments};

    #[test]
    fn names_are_the_last_parts_of_paths() {
        let found = |text: &str| {
            let mut found = Vec::new();
            names(text.as_bytes(), &mut found);
            found.join(" ")
        };
        assert_eq!(found(": public std::vector<int>, private virtual Base"), "vector Base");
        assert_eq!(found("extends a.b.Base<Key> implements Runnable"), "Base Runnable");
        assert_eq!(found(": Send + std::fmt::Debug"), "Send Debug");
    }

    #[test]
    fn white_space_and_arguments_do_not_tell_apart() {
        assert_eq!(even(b"Map<\n  String,\n  Int\n>"), "Map<String, Int>");
        assert_eq!(without_arguments("Fn<A -> B>::Call[int]"), "Fn::Call");
    }
}
