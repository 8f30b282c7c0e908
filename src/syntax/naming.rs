//! How names and types are written in an outline.
//!
//! In: parts of a text. Out: them on one line, without what does not tell them apart. Deliberately
//! absent: trees.

/// Characters of a name that are kept.
const LONGEST: usize = 120;
/// Characters of a parameter, a result or an import that are kept: they are compared, and differ at their ends.
const LONGEST_PART: usize = 4_000;
/// Characters of a heading that are kept; as many as of a title that is read from a line.
const LONGEST_HEADING: usize = 60;

/// A name on one line, its white space evened out.
pub(super) fn even(text: &[u8]) -> String {
    even_up_to(text, LONGEST)
}

/// A parameter, a result or an import on one line, its white space evened out.
pub(super) fn even_part(text: &[u8]) -> String {
    even_up_to(text, LONGEST_PART)
}

fn even_up_to(text: &[u8], longest: usize) -> String {
    let text = String::from_utf8_lossy(text);
    let mut even = String::with_capacity(text.len().min(longest));
    for word in text.split_whitespace() {
        let joins = even.ends_with(['(', '[', '<']) || word.starts_with([')', ']', '>', ',', ';']);
        if !even.is_empty() && !joins {
            even.push(' ');
        }
        even.push_str(word);
        if even.len() > longest {
            break;
        }
    }
    clip(&even, longest)
}

/// A text that is no longer than is kept.
fn clip(text: &str, longest: usize) -> String {
    text.char_indices().nth(longest).map_or(text, |(end, _)| &text[..end]).to_owned()
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

/// Splits a qualified name into the last part but one and the last: `Foo` and `bar` of `a::Foo::bar`. A
/// text may be a name, and has no parts: `{ 'click .item': function () {} }`.
pub(super) fn split_path(path: &str, separators: &[&str]) -> Option<(String, String)> {
    // The last one, and of two that end there the longer.
    let last = |text: &str| {
        let found = separators.iter().filter_map(|at| Some((text.rfind(at)?, at.len())));
        let found = found.max_by_key(|(from, length)| (from + length, *length));
        found.map(|(from, length)| (from, from + length))
    };
    let (owner_end, start) = last(path).filter(|(_, start)| *start < path.len())?;
    let written = &path[..owner_end];
    let before = without_arguments(written);
    let is_text = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`');
    if before.is_empty() || before.contains(is_text) || written.ends_with(is_text) {
        return None;
    }
    let owner_start = last(&before).map_or(0, |(_, start)| start);
    Some((before[owner_start..].to_owned(), path[start..].to_owned()))
}

/// Puts the names of the types in a text with others: the last part of each, without the keywords that
/// introduce them, what is handed to them, and what does their work.
pub(super) fn names(text: &[u8], names: &mut Vec<String>) {
    const KEYWORDS: [&str; 9] = [
        "extends",
        "implements",
        "with",
        "public",
        "private",
        "protected",
        "virtual",
        "derives",
        "for",
    ];
    let text = without_arguments(&String::from_utf8_lossy(text));
    // `ns.Name`, `ns::Name`, `ns\Name` and `key=Name` are one word.
    let in_word = |c: char| c.is_alphanumeric() || "_$.:\\=".contains(c);
    let mut previous = "";
    for word in outside_parentheses(&text).split(|c: char| !in_word(c)) {
        let path = word.trim_matches([':', '.', '\\']);
        let name = path.rsplit([':', '.', '\\']).next().unwrap_or_default();
        let is_type = !name.is_empty() && !name.contains('=') && previous != "by" && name != "by";
        if is_type && !KEYWORDS.contains(&name) {
            names.push(clip(name, LONGEST));
        }
        if !word.is_empty() {
            previous = word;
        }
    }
}

/// A text without what stands in parentheses, unless all of it does.
fn outside_parentheses(text: &str) -> String {
    let text = text.trim();
    let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    let mut depth = 0_u32;
    let mut is_outside = |character: &char| {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    text.chars().filter(|character| is_outside(character)).collect()
}

/// The title of a heading. One that is underlined gets the signs that say the same.
pub(super) fn heading(text: &[u8], name: &str) -> String {
    let text = String::from_utf8_lossy(text);
    let level = text.trim_start().bytes().take_while(|byte| *byte == b'#').count();
    let mark = match text.trim_end().as_bytes().last() {
        _ if level > 0 => &"######"[..level.min(6)],
        Some(b'-') => "##",
        _ => "#",
    };
    let end = name.char_indices().nth(LONGEST_HEADING).map_or(name.len(), |(end, _)| end);
    format!("{mark} {}", name[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::{even, even_part, names, split_path, without_arguments};

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
        assert_eq!(found("Base(id, name), Repo<Int> by repo"), "Base Repo");
        assert_eq!(found("(base.Base, Generic[T], metaclass=Meta)"), "Base Generic");
    }

    #[test]
    fn names_are_split_where_they_have_parts() {
        let split = |path: &str, separators: &[&str]| {
            split_path(path, separators)
                .map_or_else(String::new, |at| format!("{}, {}", at.0, at.1))
        };
        assert_eq!(split("net::Box<T, U>::operator new", &["::"]), "Box, operator new");
        assert_eq!(split("Widget.prototype.draw", &[".", ".prototype."]), "Widget, draw");
        assert_eq!(split("click .item", &["."]), "");
    }

    #[test]
    fn white_space_and_arguments_do_not_tell_apart() {
        assert_eq!(even(b"Map<\n  String,\n  Int\n>"), "Map<String, Int>");
        let long = "a ".repeat(100);
        assert_eq!((even(long.as_bytes()).len(), even_part(long.as_bytes()).len()), (120, 199));
        assert_eq!(without_arguments("Fn<A -> B>::Call[int]"), "Fn::Call");
    }
}
