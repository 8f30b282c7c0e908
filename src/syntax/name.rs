//! Names in a text.
//!
//! In: the text of a node. Out: the names in it, short enough to be shown. Deliberately absent: nodes.

/// Characters of a name, a parameter or a type that are kept.
const LONGEST: usize = 120;
/// Characters of a title that are kept; as many as of one that is read from a line.
const LONGEST_TITLE: usize = 60;

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

/// The names of the types in a text, keywords and what is handed to them aside.
pub(super) fn words(text: &[u8], names: &mut Vec<String>) {
    const KEYWORDS: [&str; 7] =
        ["extends", "implements", "with", "public", "private", "protected", "virtual"];
    let text = without_arguments(&String::from_utf8_lossy(text));
    // `ns.Name`, `ns::Name`, `ns\Name` and `key=Name` are one word.
    let in_word = |c: char| c.is_alphanumeric() || "_$.:\\=".contains(c);
    let mut previous = "";
    for word in outside_parentheses(&text).split(|c: char| !in_word(c)) {
        let name = word.rsplit(['.', ':', '\\']).next().unwrap_or_default();
        let is_type = !name.is_empty() && !name.contains('=') && previous != "by" && name != "by";
        if is_type && !KEYWORDS.contains(&name) {
            names.push(clip(name));
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

fn clip(text: &str) -> String {
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]).to_owned()
}

/// A text, its white space evened out.
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

/// The title of a heading. One that is underlined gets the signs that say the same.
pub(super) fn heading(text: &[u8], name: &str) -> String {
    let text = String::from_utf8_lossy(text);
    let level = text.trim_start().bytes().take_while(|byte| *byte == b'#').count();
    let mark = match text.trim_end().as_bytes().last() {
        _ if level > 0 => &"######"[..level.min(6)],
        Some(b'-') => "##",
        _ => "#",
    };
    let end = name.char_indices().nth(LONGEST_TITLE).map_or(name.len(), |(end, _)| end);
    format!("{mark} {}", name[..end].trim_end())
}
