//! The trailers of a message, as git reads them.
//!
//! In: a message as it stands in a commit. Out: the people that its trailers name. What is a trailer is said by `git interpret-trailers`
//! as it comes, without a `trailer.*` configuration, and who is named by `git shortlog --group=trailer:…`.
//! Deliberately absent: the mailmap, and who of these is a person.

/// What git itself writes at the end of messages: one such line makes trailers of a paragraph that has other text as well.
const GENERATED: [&[u8]; 2] = [b"Signed-off-by: ", b"(cherry picked from commit "];
/// A line that git takes for a comment.
const COMMENT: &[u8] = b"#";

/// Somebody whom a trailer names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamedPerson {
    /// The name's bytes.
    pub name: Vec<u8>,
    /// The address's bytes; none where the trailer has no address.
    pub email: Vec<u8>,
}

/// Everybody whom the trailers of this name speak of, in order, each value once.
#[must_use]
pub fn named_in_trailers(message: &[u8], key: &str) -> Vec<NamedPerson> {
    let mut found: Vec<NamedPerson> = Vec::new();
    for (name, value) in trailers(message) {
        if name.eq_ignore_ascii_case(key.as_bytes()) {
            let person = named(&value);
            if !found.contains(&person) {
                found.push(person);
            }
        }
    }
    found
}

/// `NAME <EMAIL>`; a value without an address is a name.
fn named(value: &[u8]) -> NamedPerson {
    let open = memchr::memchr(b'<', value);
    let parts = open.and_then(|open| {
        let close = memchr::memchr(b'>', &value[open..])?;
        Some((&value[..open], &value[open + 1..open + close]))
    });
    let (name, email) = parts.unwrap_or((value, b""));
    NamedPerson { name: name.trim_ascii().to_vec(), email: email.to_vec() }
}

/// The trailers of a message: name and value, continued lines joined.
fn trailers(message: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let lines: Vec<&[u8]> = message.split_inclusive(|byte| *byte == b'\n').collect();
    let lines = &lines[..end_of_message(&lines)];
    let block = &lines[block_start(lines).min(lines.len())..];
    let mut found: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    // Whether the line before was a trailer, so that this one may go on with it.
    let mut goes_on = false;
    for line in block {
        if goes_on && begins_with_space(line) {
            if let Some((_, value)) = found.last_mut() {
                value.push(b' ');
                value.extend_from_slice(line.trim_ascii());
            }
            continue;
        }
        let at = separator(line).filter(|at| *at > 0);
        goes_on = at.is_some();
        if let Some(at) = at {
            found.push((line[..at].trim_ascii().to_vec(), line[at + 1..].trim_ascii().to_vec()));
        }
    }
    found.into_iter().map(|(name, value)| (name, value.trim_ascii().to_vec())).collect()
}

/// The line after the last that says something: comments, empty lines and a list of conflicts at the end do not.
fn end_of_message(lines: &[&[u8]]) -> usize {
    let mut end = None;
    let mut in_conflicts = false;
    for (at, line) in lines.iter().enumerate() {
        let is_conflict = in_conflicts && line.starts_with(b"\t");
        if line.starts_with(COMMENT) || *line == b"\n" {
            end = end.or(Some(at));
        } else if line.starts_with(b"Conflicts:\n") {
            in_conflicts = true;
            end = end.or(Some(at));
        } else if !is_conflict && end.is_some() {
            (end, in_conflicts) = (None, false);
        }
    }
    end.unwrap_or(lines.len())
}

/// The line at which the trailers begin, one after the last where there are none: the last paragraph behind the title, if all of its lines
/// are trailers, or a quarter of them and one of git's own among them.
fn block_start(lines: &[&[u8]]) -> usize {
    let is_comment = |line: &[u8]| line.starts_with(COMMENT);
    let title = lines.iter().take_while(|line| is_comment(line) || !is_blank(line)).count();
    let (mut only_spaces, mut is_recognized) = (true, false);
    let (mut trailers, mut others, mut maybe_continued) = (0_usize, 0_usize, 0_usize);
    for (at, line) in lines.iter().enumerate().skip(title).rev() {
        if is_comment(line) {
            others += std::mem::take(&mut maybe_continued);
        } else if is_blank(line) {
            if only_spaces {
                continue;
            }
            others += maybe_continued;
            let are_trailers =
                if is_recognized { trailers * 3 >= others } else { trailers > 0 && others == 0 };
            return if are_trailers { at + 1 } else { lines.len() };
        } else {
            only_spaces = false;
            let is_generated = GENERATED.iter().any(|begin| line.starts_with(begin));
            if is_generated
                || (!begins_with_space(line) && separator(line).is_some_and(|at| at > 0))
            {
                is_recognized |= is_generated;
                trailers += 1;
                maybe_continued = 0;
            } else if begins_with_space(line) {
                maybe_continued += 1;
            } else {
                others += 1 + std::mem::take(&mut maybe_continued);
            }
        }
    }
    lines.len()
}

/// Where the colon of `token: value` stands.
fn separator(line: &[u8]) -> Option<usize> {
    let mut is_spaced = false;
    for (at, byte) in line.iter().enumerate() {
        match byte {
            b':' => return Some(at),
            byte if !is_spaced && (byte.is_ascii_alphanumeric() || *byte == b'-') => {}
            b' ' | b'\t' if at > 0 => is_spaced = true,
            _ => return None,
        }
    }
    None
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

fn begins_with_space(line: &[u8]) -> bool {
    line.first().is_some_and(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::named_in_trailers;

    fn named(message: &str) -> Vec<String> {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let named = named_in_trailers(message.as_bytes(), "co-authored-by");
        named.into_iter().map(|it| format!("{}|{}", text(it.name), text(it.email))).collect()
    }

    #[test]
    fn people_that_trailers_name() {
        let message = "Title\n\nBody\n\nCo-authored-by: Bo <bo@example.org>\n\
                       CO-AUTHORED-BY : Cy\n <cy@example.org>\nCo-authored-by: Bo <bo@example.org>\n\
                       Co-authored-by: nobody\n\n# a comment\n";
        assert_eq!(named(message), ["Bo|bo@example.org", "Cy|cy@example.org", "nobody|"]);
    }

    #[test]
    fn a_title_a_list_and_other_text_are_no_trailers() {
        assert_eq!(named("Co-authored-by: Bo <bo@example.org>\n"), [""; 0]);
        assert_eq!(named("T\n\nIt was so:\nCo-authored-by: Bo <b@c>\nand more\n"), [""; 0]);
        assert_eq!(named("T\n\nCo-authored-by: Bo <b@c>\n\nThe end\n"), [""; 0]);
        assert_eq!(named(""), [""; 0]);
    }

    #[test]
    fn a_line_of_gits_own_makes_trailers_of_a_mixed_paragraph() {
        let message = "T\n\n[Ada: so]\nSigned-off-by: Ada <a@b>\nCo-authored-by: Bo <b@c>\n";
        assert_eq!(named(message), ["Bo|b@c"]);
        assert_eq!(named("T\n\nCo-authored-by: Bo <b@c>\n\nConflicts:\n\ta.rs\n"), ["Bo|b@c"]);
    }
}
