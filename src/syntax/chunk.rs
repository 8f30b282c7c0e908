//! The runs of lines that a text is parsed in.
//!
//! In: a text and how it is split. Out: its chunks. In code each ends with a line that closes a brace in
//! its first column, as definitions of a file do; in documents each begins with a heading. A chunk is read by itself, so
//! that a place that cannot be read as the language costs only the definition it is in, and a later version only
//! what changed. Where a branch for the preprocessor begins in one chunk and ends in another, its directives are left
//! out, and both branches are read. Deliberately absent: parsing.

use std::ops::Range;

use memchr::memmem;

use super::grammar::{Branches, Split};

/// A run of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Its bytes.
    pub bytes: Range<usize>,
    /// Its first line, from 0.
    pub line: u32,
    /// What of it is read.
    pub parts: Vec<Lines>,
}

/// Whole lines of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lines {
    pub bytes: Range<usize>,
    /// From 0.
    pub lines: Range<u32>,
}

/// The chunks of a text.
pub(super) fn chunks(text: &[u8], split: &Split) -> Vec<Chunk> {
    match split {
        Split::BehindBraces(branches) => behind_braces(text, branches),
        Split::BeforeHeadings => before_headings(text),
    }
}

/// The lines of a text, each with its line break.
fn lines(text: &[u8]) -> impl Iterator<Item = Lines> {
    let ends = memchr::memchr_iter(b'\n', text).map(|at| at + 1);
    let ends = ends.chain((!text.ends_with(b"\n")).then_some(text.len()));
    let mut start = 0;
    ends.zip(0..).map(move |(end, line)| {
        let bytes = std::mem::replace(&mut start, end)..end;
        Lines { bytes, lines: line..line + 1 }
    })
}

fn behind_braces(text: &[u8], branches: &Branches) -> Vec<Chunk> {
    let mut splitting = Splitting::new(branches);
    for here in lines(text) {
        splitting.line(&text[here.bytes.clone()], here);
    }
    splitting.end();
    splitting.chunks
}

/// Begins a chunk with each heading that stands in the first column, if that is not in a block of code or in a
/// comment. Of a chunk in which nothing else can be a heading, no more is read than the first line.
fn before_headings(text: &[u8]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let (mut fence, mut is_comment): (Option<&[u8]>, bool) = (None, false);
    let mut is_plain = true;
    for here in lines(text) {
        let line = &text[here.bytes.clone()];
        let is_heading = line.starts_with(b"#") && fence.is_none() && !is_comment;
        if let Some(chunk) = chunks.last_mut().filter(|_| !is_heading) {
            is_plain &= !may_be_heading(line);
            chunk.bytes.end = here.bytes.end;
            if !is_plain {
                let lines = chunk.line..here.lines.end;
                chunk.parts = vec![Lines { bytes: chunk.bytes.clone(), lines }];
            }
        } else {
            is_plain = is_heading || !may_be_heading(line);
            let (bytes, line) = (here.bytes.clone(), here.lines.start);
            let parts = if is_plain && !is_heading { Vec::new() } else { vec![here] };
            chunks.push(Chunk { bytes, line, parts });
        }
        fence = match (fence, fence_of(line)) {
            _ if is_comment => None,
            (Some(open), Some(found)) if found.starts_with(open) => None,
            (None, found) => found,
            (open, _) => open,
        };
        is_comment = fence.is_none() && leaves_open(line, (b"<!--", b"-->"), is_comment);
    }
    chunks
}

/// Whether a line may be a heading, or be what makes one of the line before.
fn may_be_heading(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let is_all = |sign: u8| line.iter().all(|byte| *byte == sign);
    line.starts_with(b"#") || !line.is_empty() && (is_all(b'=') || is_all(b'-'))
}

/// The signs that open or close a block of code.
fn fence_of(line: &[u8]) -> Option<&[u8]> {
    let line = line.trim_ascii_start();
    let sign = *line.first().filter(|sign| matches!(sign, b'`' | b'~'))?;
    let length = line.iter().take_while(|byte| **byte == sign).count();
    (length >= 3).then(|| &line[..length])
}

struct Splitting<'a> {
    branches: &'a Branches,
    chunks: Vec<Chunk>,
    /// Where the chunk begins that is not ended yet, in bytes and lines.
    from: (usize, u32),
    /// Where the next line begins.
    at: (usize, u32),
    /// Lines of the chunk that are not read.
    left_out: Vec<Lines>,
    /// The directives of each branch that is open in the chunk.
    open: Vec<Vec<Lines>>,
    /// How many branches are open, counted from one that is for another language.
    foreign: usize,
    /// Whether a comment is open.
    is_comment: bool,
}

impl<'a> Splitting<'a> {
    const fn new(branches: &'a Branches) -> Self {
        Self {
            branches,
            chunks: Vec::new(),
            from: (0, 0),
            at: (0, 0),
            left_out: Vec::new(),
            open: Vec::new(),
            foreign: 0,
            is_comment: false,
        }
    }

    fn line(&mut self, line: &[u8], here: Lines) {
        self.at = (here.bytes.end, here.lines.end);
        let was_comment = self.is_comment;
        self.is_comment = leaves_open(line, (b"/*", b"*/"), was_comment);
        let directive = self.branches.directive(line).filter(|_| !was_comment);
        if self.foreign > 0 {
            self.foreign = match directive {
                Some(Directive::If | Directive::Foreign) => self.foreign + 1,
                Some(Directive::End) => self.foreign - 1,
                // What stands in the other branch is for this language.
                Some(Directive::Else) if self.foreign == 1 => 0,
                _ => self.foreign,
            };
            self.left_out.push(here);
        } else if let Some(directive) = directive {
            self.directive(directive, here);
        } else if !was_comment && line.starts_with(b"}") {
            self.end();
        }
    }

    fn directive(&mut self, directive: Directive, here: Lines) {
        match directive {
            Directive::Foreign => {
                self.foreign = 1;
                self.left_out.push(here);
            }
            Directive::If => self.open.push(vec![here]),
            Directive::Else => match self.open.last_mut() {
                Some(branch) => branch.push(here),
                None => self.left_out.push(here),
            },
            Directive::End if self.open.pop().is_some() => {}
            Directive::End => self.left_out.push(here),
        }
    }

    /// Ends the chunk, if it has a line. Branches that are open in it are closed in another.
    fn end(&mut self) {
        let (bytes, lines) = (self.from.0..self.at.0, self.from.1..self.at.1);
        if bytes.is_empty() {
            return;
        }
        let mut left_out = std::mem::take(&mut self.left_out);
        left_out.extend(self.open.drain(..).flatten());
        left_out.sort_by_key(|lines| lines.bytes.start);
        self.chunks.push(Chunk {
            parts: between(&bytes, &lines, &left_out),
            line: lines.start,
            bytes,
        });
        self.from = self.at;
    }
}

/// The lines around those that are left out.
fn between(bytes: &Range<usize>, lines: &Range<u32>, left_out: &[Lines]) -> Vec<Lines> {
    let starts = left_out.iter().map(|out| (out.bytes.end, out.lines.end));
    let starts = std::iter::once((bytes.start, lines.start)).chain(starts);
    let ends = left_out.iter().map(|out| (out.bytes.start, out.lines.start));
    let ends = ends.chain(std::iter::once((bytes.end, lines.end)));
    let parts = starts.zip(ends).filter(|(start, end)| start.0 < end.0);
    parts.map(|(start, end)| Lines { bytes: start.0..end.0, lines: start.1..end.1 }).collect()
}

/// Whether a comment is open behind a line. Signs in strings are taken for signs of comments: then
/// a chunk is longer than it had to be.
fn leaves_open(line: &[u8], (opens, closes): (&[u8], &[u8]), is_open: bool) -> bool {
    match (memmem::rfind(line, opens), memmem::rfind(line, closes)) {
        (None, None) => is_open,
        (last_opens, last_closes) => last_opens > last_closes,
    }
}

/// A line for the preprocessor that says which lines are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Directive {
    /// It begins a branch.
    If,
    /// It begins a branch for another language.
    Foreign,
    /// It begins the other branch.
    Else,
    /// It ends both.
    End,
}

impl Branches {
    fn directive(&self, line: &[u8]) -> Option<Directive> {
        let rest = line.trim_ascii_start().strip_prefix(self.sign.as_bytes())?.trim_ascii();
        let word = |words: &[&str]| words.iter().any(|word| rest.starts_with(word.as_bytes()));
        match () {
            () if word(self.foreign) => Some(Directive::Foreign),
            () if word(self.begin) => Some(Directive::If),
            () if word(self.other) => Some(Directive::Else),
            () if word(self.end) => Some(Directive::End),
            () => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Branches, Chunk, Split, chunks};

    const C: Split = Split::BehindBraces(Branches {
        sign: "#",
        foreign: &["ifdef __cplusplus"],
        begin: &["if"],
        other: &["el"],
        end: &["endif"],
    });

    /// What is read of each chunk.
    fn read(text: &str, split: &Split) -> Vec<String> {
        let chunks = chunks(text.as_bytes(), split);
        let whole: String = chunks.iter().map(|chunk| &text[chunk.bytes.clone()]).collect();
        assert_eq!(whole, text);
        let parts = |chunk: &Chunk| {
            let parts = chunk.parts.iter();
            let parts = parts.inspect(|part| {
                let above = text[..part.bytes.start].matches('\n').count();
                assert_eq!(part.lines.start as usize, above, "{text}");
            });
            parts.map(|part| &text[part.bytes.clone()]).collect::<Vec<_>>().join("…")
        };
        chunks.iter().map(parts).collect()
    }

    #[test]
    fn code_is_split_behind_braces_in_the_first_column() {
        assert!(read("", &C).is_empty());
        let text = "int a()\n{\n\tif (b) {\n\t}\n}\n\nstruct c {\n};\nint d;";
        let expected = ["int a()\n{\n\tif (b) {\n\t}\n}\n", "\nstruct c {\n};\n", "int d;"];
        assert_eq!(read(text, &C), expected);
        let text = "/* so:\n}\n*/ int a() { return 1;\n}\n";
        assert_eq!(read(text, &C), [text]);
    }

    #[test]
    fn branches_that_no_chunk_holds_as_a_whole_are_both_read() {
        let text = "#ifndef A\n#if B\nint a()\n{\n}\n#else\nint b()\n{\n#ifdef C\n#endif\n}\n#endif\n#endif\n";
        let expected = ["int a()\n{\n}\n", "int b()\n{\n#ifdef C\n#endif\n}\n", ""];
        assert_eq!(read(text, &C), expected);
        let text =
            "#ifdef __cplusplus\nextern \"C\" {\n#endif\nint a;\n#ifdef __cplusplus\n}\n#endif\n";
        assert_eq!(read(text, &C), ["int a;\n"]);
        let text = "#ifdef __cplusplus\n#if A\n#endif\n}\n#else\nint a;\n#endif\nint b;\n";
        assert_eq!(read(text, &C), ["int a;\n…int b;\n"]);
    }

    #[test]
    fn documents_are_split_before_headings() {
        let text = "a\n# b\n```sh\n# c\n````\n# d\n~~~\n```\n# e\n~~~\n<!--\n# f\n```\n-->\n## g\n";
        let expected = [
            "",
            "# b\n```sh\n# c\n````\n",
            "# d\n~~~\n```\n# e\n~~~\n<!--\n# f\n```\n-->\n",
            "## g\n",
        ];
        assert_eq!(read(text, &Split::BeforeHeadings), expected);
        let text = "---\na: b\n---\n\n# b\nc\n\n# d\ne\n  ===\nf\n";
        let expected = ["---\na: b\n---\n\n", "# b\n", "# d\ne\n  ===\nf\n"];
        assert_eq!(read(text, &Split::BeforeHeadings), expected);
    }
}
