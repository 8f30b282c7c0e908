//! The statements of a language in which indentation is nesting.
//!
//! In: a text like Python's. Out: its statements with their level, however they are laid out: an
//! expression broken over lines within brackets is one statement, and `if a: b` is two. Deliberately
//! absent: grammar beyond brackets, strings, comments and the words that open a block.

/// Words that open a block and may have its body behind the colon.
const OPENERS: &[&str] = &[
    "if", "elif", "else", "for", "while", "try", "except", "finally", "with", "def", "class",
    "async", "match", "case",
];

/// A statement, free of its layout.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Statement {
    /// How many blocks it lies in.
    level: usize,
    /// Its bytes without white space and without commas before a closing bracket.
    substance: Vec<u8>,
}

/// The statements of a text, with the lines they stand on.
pub struct Statements(Vec<(std::ops::Range<usize>, Statement)>);

impl Statements {
    /// Reads a text.
    #[must_use]
    pub fn of(text: &[u8]) -> Self {
        let mut statements = Vec::new();
        let mut indentations = vec![0];
        let lines = lines(text);
        let mut at = 0;
        while at < lines.len() {
            let first = at;
            let mut reader = Reader::default();
            loop {
                reader.read(lines[at]);
                at += 1;
                if !reader.is_open() || at == lines.len() {
                    break;
                }
            }
            if reader.substance.is_empty() {
                continue;
            }
            let level = level(&mut indentations, indentation(lines[first]));
            for (deeper, substance) in reader.parts() {
                statements.push((first..at, Statement { level: level + deeper, substance }));
            }
        }
        Self(statements)
    }

    /// Whether the statements that touch some lines (from 0) here are the same as those that touch
    /// some lines there.
    #[must_use]
    pub fn same(
        &self,
        here: std::ops::Range<u32>,
        other: &Self,
        there: std::ops::Range<u32>,
    ) -> bool {
        self.touching(here).eq(other.touching(there))
    }

    /// Whether no statement but bare strings touches some lines: docstrings, comments, blank lines.
    #[must_use]
    pub fn are_prose(&self, lines: std::ops::Range<u32>) -> bool {
        self.touching(lines).all(|statement| {
            let text = statement.substance.strip_prefix(b"r").unwrap_or(&statement.substance);
            text.starts_with(b"\"\"\"") && text.ends_with(b"\"\"\"")
                || text.starts_with(b"'''") && text.ends_with(b"'''")
        })
    }

    fn touching(&self, lines: std::ops::Range<u32>) -> impl Iterator<Item = &Statement> {
        let (start, end) = (lines.start as usize, lines.end as usize);
        // They stand in the order of their lines.
        let first = self.0.partition_point(|(on, _)| on.end <= start);
        let touching = self.0[first..].iter().take_while(move |(on, _)| on.start < end);
        touching.map(|(_, statement)| statement)
    }
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    let mut from = 0;
    let ends = memchr::memchr_iter(b'\n', text).chain(std::iter::once(text.len()));
    ends.map(|end| &text[std::mem::replace(&mut from, end + 1)..end]).collect()
}

/// Leaves the blocks that the indentation ends, or enters one.
fn level(indentations: &mut Vec<usize>, indentation: usize) -> usize {
    while indentations.len() > 1 && indentations.last().is_some_and(|last| *last > indentation) {
        indentations.pop();
    }
    if indentations.last().is_some_and(|last| *last < indentation) {
        indentations.push(indentation);
    }
    indentations.len() - 1
}

/// A tab counts as eight, as in Python's own rule.
pub(super) fn indentation(line: &[u8]) -> usize {
    line.iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .fold(0, |depth, byte| if *byte == b'\t' { (depth / 8 + 1) * 8 } else { depth + 1 })
}

/// Reads one statement, line by line.
#[derive(Default)]
struct Reader {
    substance: Vec<u8>,
    /// Brackets that are open.
    brackets: usize,
    /// The string that is open: its quote, and whether it has three of them.
    string: Option<(u8, bool)>,
    continued: bool,
    /// Where the body begins, in a statement that opens a block.
    body: Option<usize>,
    /// The first word, for the same.
    word: Vec<u8>,
    word_ended: bool,
}

impl Reader {
    fn is_open(&self) -> bool {
        self.brackets > 0 || self.continued || self.string.is_some_and(|(_, triple)| triple)
    }

    fn read(&mut self, line: &[u8]) {
        self.continued = false;
        let mut at = 0;
        while at < line.len() {
            at += match self.string {
                Some((quote, triple)) => self.inside(line, at, quote, triple),
                None if line[at] == b'#' => return,
                None => self.outside(line, at),
            };
        }
        // A string of one quote ends with its line, whatever the text says.
        self.string = self.string.filter(|(_, triple)| *triple);
    }

    /// One step within a string; returns how many bytes it took.
    fn inside(&mut self, line: &[u8], at: usize, quote: u8, triple: bool) -> usize {
        let rest = &line[at..];
        let length = if triple { 3 } else { 1 };
        let taken = match memchr::memchr2(quote, b'\\', rest) {
            Some(0) if rest[0] == b'\\' => 2.min(rest.len()),
            Some(0) if rest.starts_with(&[quote; 3][..length]) => {
                self.string = None;
                length
            }
            Some(0) => 1,
            // All until then is mere text.
            Some(before) => before,
            None => rest.len(),
        };
        self.substance.extend(rest[..taken].iter().filter(|byte| !byte.is_ascii_whitespace()));
        taken
    }

    fn outside(&mut self, line: &[u8], at: usize) -> usize {
        let byte = line[at];
        if byte == b'\\' && at + 1 >= line.len() {
            self.continued = true;
            return 1;
        }
        if matches!(byte, b'"' | b'\'') {
            let triple = line[at..].starts_with(&[byte; 3]);
            self.string = Some((byte, triple));
            let length = if triple { 3 } else { 1 };
            self.substance.extend(&line[at..at + length]);
            return length;
        }
        self.take_word(byte);
        match byte {
            b'(' | b'[' | b'{' => self.brackets += 1,
            b')' | b']' | b'}' => {
                self.brackets = self.brackets.saturating_sub(1);
                if self.substance.last() == Some(&b',') {
                    self.substance.pop();
                }
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            self.substance.push(byte);
        }
        if byte == b':' && self.brackets == 0 && self.body.is_none() && self.opens_block() {
            self.body = Some(self.substance.len());
        }
        1
    }

    fn take_word(&mut self, byte: u8) {
        if !self.word_ended && byte.is_ascii_alphabetic() {
            self.word.push(byte);
        } else if !self.word.is_empty() {
            self.word_ended = true;
        }
    }

    fn opens_block(&self) -> bool {
        OPENERS.iter().any(|opener| opener.as_bytes() == self.word)
    }

    /// The statement, or the one that opens a block and the body behind its colon.
    fn parts(mut self) -> Vec<(usize, Vec<u8>)> {
        match self.body {
            Some(body) if body < self.substance.len() => {
                let rest = self.substance.split_off(body);
                vec![(0, self.substance), (1, rest)]
            }
            _ => vec![(0, self.substance)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Statements;

    #[track_caller]
    fn check(old: &str, new: &str, same: bool) {
        let (old, new) = (Statements::of(old.as_bytes()), Statements::of(new.as_bytes()));
        assert_eq!(old.same(0..u32::MAX, &new, 0..u32::MAX), same);
    }

    #[test]
    fn a_formatter_changes_no_statement() {
        check("f(a, b)\n", "f(\n  a,\n  b,\n)\n", true);
        check("if a: b()\nc()\n", "if a:\n    b()\nc()\n", true);
        check("def f(x = {1: 2}): return x\n", "def f(x={1: 2}):\n  return x\n", true);
        check("if a:\n  b()\n\n  c()\n", "if a:\n\tb()\n\tc()  # so\n", true);
        check("a = b + \\\n    c\n", "a = b + c\n", true);
        check("s = '''a\n  b'''\nt()\n", "s = '''a\nb'''\nt()\n", true);
    }

    #[test]
    fn what_goes_into_or_out_of_a_block_does() {
        check("if a:\n    b()\n    c()\n", "if a:\n    b()\nc()\n", false);
        check("if a: b()\nc()\n", "if a:\n    b()\n    c()\n", false);
        check("f(a, b)\n", "f(b, a)\n", false);
        check("a()\nb()\n", "a() \\\nb()\n", false);
        check("x = 'if a: # b'\n", "x = 'if a:'\n", false);
    }

    #[test]
    fn only_the_lines_that_are_asked_for_count() {
        let (old, new) = (Statements::of(b"a()\nf(1, 2)\n"), Statements::of(b"b()\nf(\n1,\n2)\n"));
        assert!(old.same(1..2, &new, 1..4));
        assert!(old.same(1..2, &new, 2..3));
        assert!(!old.same(0..2, &new, 0..4));
    }

    #[test]
    fn docstrings_are_prose() {
        let text = Statements::of(
            b"def f():\n    \"\"\"Reads.\n\n    More.\n    \"\"\"\n    # a\n    x()\n",
        );
        assert!(text.are_prose(1..6));
        assert!(text.are_prose(3..4));
        assert!(!text.are_prose(0..2));
        assert!(!text.are_prose(5..7));
    }

    #[test]
    fn broken_text_does_no_harm() {
        for text in ["", "(", "'", "\"\"\"", "\\", ")]}", "\t\n  \n", "if a:", "'\\"] {
            let _ = Statements::of(text.as_bytes());
        }
    }
}
