//! The words of code that states dependencies.
//!
//! In: a text in the manner of Groovy, Kotlin, Scala, Swift or Ruby. Out: its names, texts in quotes and
//! signs, with their lines; comments are passed over. Deliberately absent: what a text in quotes puts in for
//! `$name` or `#{name}`, quotes of several lines, and what the code does: a list that a loop builds is not seen.

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Word<'a> {
    /// A name, with the dots in it: `libs.slf4j`.
    Name(&'a str),
    /// What stands in quotes.
    Text(&'a str),
    /// Any other sign.
    Sign(char),
    /// The end of a line.
    Break,
}

/// A word and its line, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) struct Placed<'a> {
    pub word: Word<'a>,
    pub line: u32,
}

/// How comments begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Comments {
    /// `//` to the end of the line, and `/* … */`.
    Slashes,
    /// `#` to the end of the line.
    Hash,
}

/// The words of a text.
pub(in crate::syntax) fn words(text: &str, comments: Comments) -> Vec<Placed<'_>> {
    let (mut found, mut line, mut rest) = (Vec::new(), 0, text);
    while let Some(letter) = rest.chars().next() {
        let (word, length) = first_word(rest, letter, comments);
        if let Some(word) = word {
            found.push(Placed { word, line });
        }
        let (read, after) = rest.split_at(length);
        line += u32::try_from(read.matches('\n').count()).unwrap_or(u32::MAX);
        rest = after;
    }
    found
}

/// The word that a text begins with, if it is one, and how long it is.
fn first_word(text: &str, letter: char, comments: Comments) -> (Option<Word<'_>>, usize) {
    let end_of_line = text.find('\n').unwrap_or(text.len());
    let is_slashes = comments == Comments::Slashes;
    match letter {
        '\n' => (Some(Word::Break), 1),
        '#' if !is_slashes => (None, end_of_line),
        '/' if is_slashes && text.starts_with("//") => (None, end_of_line),
        '/' if is_slashes && text.starts_with("/*") => {
            (None, text[2..].find("*/").map_or(text.len(), |at| at + 4))
        }
        '"' | '\'' => {
            let end = closing(&text[..end_of_line], letter);
            let inside = &text[1..end.unwrap_or(end_of_line)];
            (end.map(|_| Word::Text(inside)), end.map_or(end_of_line, |end| end + 1))
        }
        _ if is_in_name(letter) => {
            let is_end = |(_, letter): &(usize, char)| !is_in_name(*letter) && *letter != '.';
            let end = text.char_indices().find(is_end).map_or(text.len(), |(at, _)| at);
            (Some(Word::Name(&text[..end])), end)
        }
        _ if letter.is_whitespace() => (None, letter.len_utf8()),
        _ => (Some(Word::Sign(letter)), letter.len_utf8()),
    }
}

/// Where the quotes close that a line begins with.
fn closing(line: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    line.char_indices().skip(1).find_map(|(at, letter)| {
        let closes = letter == quote && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        closes.then_some(at)
    })
}

fn is_in_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The place after the bracket that closes the one at a place; the end where none does.
pub(in crate::syntax) fn after_brackets(words: &[Placed<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, placed) in words.iter().enumerate().skip(open) {
        match placed.word {
            Word::Sign('(' | '[' | '{') => depth += 1,
            Word::Sign(')' | ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    words.len()
}

#[cfg(test)]
mod tests {
    use super::{Comments, Word, after_brackets, words};

    #[test]
    fn words_of_code() {
        let text = "a.b(\"c\\\"//d\") // e\n/* f\n */ 'g' 'open\nh";
        let found = words(text, Comments::Slashes);
        let expected = [
            (Word::Name("a.b"), 0),
            (Word::Sign('('), 0),
            (Word::Text("c\\\"//d"), 0),
            (Word::Sign(')'), 0),
            (Word::Break, 0),
            (Word::Text("g"), 2),
            (Word::Break, 2),
            (Word::Name("h"), 3),
        ];
        assert_eq!(found.iter().map(|at| (at.word, at.line)).collect::<Vec<_>>(), expected);
        assert_eq!((after_brackets(&found, 1), after_brackets(&found, 5)), (4, 8));
        let ruby = words("gem 'a' # b\n", Comments::Hash);
        let ruby: Vec<Word<'_>> = ruby.iter().map(|at| at.word).collect();
        assert_eq!(ruby, [Word::Name("gem"), Word::Text("a"), Word::Break]);
    }
}
