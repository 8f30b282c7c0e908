//! A retrospective of a repository in which every text tries to be more than text, through the program.
//!
//! In: one made-up history in two dresses: with hostile names, paths, titles and subjects, and with letters in their
//! place, as many and between the same spaces. Out: nothing, or what but the text differs. Deliberately absent: how a
//! page looks; a browser tells that (`tests/page`).
#![expect(clippy::unwrap_used, reason = "what cannot be prepared has failed its test")]

mod common;

use common::TestEnv;
use git_headway::model::printable;
use serde_json::Value;

const NOW: &str = "2025-01-15T12:00:00Z";
/// 2023-01-02, in seconds since 1970.
const BEGIN: i64 = 1_672_650_000;
const DAY: i64 = 86_400;

/// What people are called. git has no `<` in names.
const NAMES: [&[u8]; 2] = [
    b"Eve \"'&lt;script&gt; [a](javascript:b) `c` |d| **e** \x1b[31m\xe2\x80\xaef\xff",
    b"Mallory &quot; onload=x \xe2\x81\xa6g\xe2\x81\xa9 h://i _j_ \x07~k~\xc2\x9b",
];
/// The file that is patched again and again, and the function in it.
const PATH: &[u8] = b"a<img src=x>](javascript:b)|\"'`\n\t\xff\xe2\x80\xae\x1b[2J &amp; c";
const TITLE: &[u8] = b"</script><b onclick=x> [y](javascript:z) | **w** &lt;";
/// What stands behind the `fix: ` and the like of a subject.
const SUBJECTS: [&[u8]; 6] = [
    b"<script>alert(1)</script> <img src=x onload=y>",
    b"</td></table> | [x](javascript:y) **z** `w` <!-- --> &lt;",
    b"\x1b[2J\x1b]0;x\x07 \xc2\x9b31m \x7f y",
    b"\xe2\x80\xaex \xe2\x81\xa6y\xe2\x81\xa9 \xe2\x80\xa8 \xef\xbb\xbf z",
    b"x\xff\xfe\xc3 y\x00z ]]> -- https://x.example/ www.x.example",
    b"",
];

/// The texts of one dress.
struct Texts {
    names: Vec<Vec<u8>>,
    path: Vec<u8>,
    title: Vec<u8>,
    subjects: Vec<Vec<u8>>,
}

impl Texts {
    fn hostile() -> Self {
        // What comes first keeps the order that the texts are sorted in.
        let lettered = |(at, text): (u8, &&[u8])| [&[b'a' + at], *text].concat();
        let mut subjects: Vec<Vec<u8>> = (0..).zip(&SUBJECTS).map(lettered).collect();
        let long = b"x<y> ".repeat(2_000);
        subjects.last_mut().unwrap().extend(long);
        subjects.last_mut().unwrap().push(b'z');
        let names = NAMES.map(<[u8]>::to_vec).into();
        Self { names, path: PATH.to_vec(), title: TITLE.to_vec(), subjects }
    }

    /// A letter for everything that is shown and no space.
    fn plain(&self) -> Self {
        let plain = |text: &Vec<u8>| {
            let shown = printable(text);
            let mut letters = shown.chars();
            let first = letters.next().unwrap();
            let rest = letters.map(|letter| if letter == ' ' { ' ' } else { 'x' });
            std::iter::once(first).chain(rest).collect::<String>().into_bytes()
        };
        let all = |texts: &[Vec<u8>]| texts.iter().map(plain).collect();
        Self {
            names: all(&self.names),
            path: plain(&self.path),
            title: all(&[[b"a", self.title.as_slice()].concat()]).remove(0).split_off(1),
            subjects: all(&self.subjects),
        }
    }
}

/// A fast-import stream in the making.
struct Stream<'a> {
    texts: &'a Texts,
    bytes: Vec<u8>,
    commits: usize,
    /// How often the patched function was changed, and what else is in its file.
    patches: usize,
    parts: usize,
    /// Functions in the other file.
    functions: usize,
}

impl Stream<'_> {
    fn line(&mut self, parts: &[&[u8]]) {
        self.bytes.extend(parts.concat());
        self.bytes.push(b'\n');
    }

    fn data(&mut self, content: &[u8]) {
        self.line(&[b"data ", content.len().to_string().as_bytes()]);
        self.line(&[content]);
    }

    /// A commit with both files as they are now.
    fn commit(&mut self, person: usize, day: i64, sort: &str) {
        let texts = self.texts;
        let subject = &texts.subjects[self.commits % texts.subjects.len()];
        self.commits += 1;
        let who = [&texts.names[person], format!(" <p{person}@x.example> ").as_bytes()].concat();
        let when = format!("{} +0000", BEGIN + day * DAY);
        self.line(&[b"commit refs/heads/main"]);
        self.line(&[b"author ", &who, when.as_bytes()]);
        self.line(&[b"committer ", &who, when.as_bytes()]);
        self.data(&[sort.as_bytes(), b": ", subject].concat());
        let quoted: Vec<String> = texts.path.iter().map(|byte| format!("\\{byte:03o}")).collect();
        let quoted = quoted.concat();
        self.line(&[b"M 100644 inline \"src/", quoted.as_bytes(), b".zz\""]);
        self.data(&self.patched());
        self.line(&[b"M 100644 inline lib/other.kt"]);
        self.data(self.other().as_bytes());
    }

    fn patched(&self) -> Vec<u8> {
        let mut content =
            [b"package a\n\nfun `", self.texts.title.as_slice(), b"`(a: Int): Int {\n"].concat();
        for at in 0..6 {
            let step = if at == 2 { self.patches } else { at };
            content.extend(format!("    val b{at} = a * {at} + {step}\n").bytes());
        }
        content.extend(b"    return b0 + b1 + b2 + b3 + b4 + b5\n}\n");
        for part in 0..self.parts {
            content.extend(
                format!("\nfun part{part}(c: Int): Int {{\n    return c + {part}\n}}\n").bytes(),
            );
        }
        content
    }

    fn other(&self) -> String {
        let function = |at| {
            format!(
                "fun other{at}(d: Int): Int {{\n    val e = d * {at}\n    return e + {at}\n}}\n\n"
            )
        };
        (0..self.functions).map(function).collect()
    }

    fn patch(&mut self, person: usize, day: i64) {
        self.patches += 1;
        self.commit(person, day, "fix");
    }

    fn build(&mut self, person: usize, day: i64) {
        self.functions += 1;
        self.commit(person, day, "feat");
    }
}

/// Two years: patches and what ended them, features, and what somebody else built.
fn stream(texts: &Texts) -> Vec<u8> {
    let mut stream =
        Stream { texts, bytes: Vec::new(), commits: 0, patches: 0, parts: 1, functions: 3 };
    stream.commit(0, 0, "feat");
    for at in 0..5 {
        stream.patch(0, 60 + at * 20);
        stream.build(0, 61 + at * 20);
        stream.build(1, 62 + at * 20);
    }
    for at in 0..6 {
        stream.patch(usize::from(at == 3), 400 + at * 15);
    }
    stream.parts += 2;
    stream.commit(0, 500, "refactor");
    for at in 0..20 {
        stream.build(0, 501 + at * 8);
        if at % 5 == 0 {
            stream.build(1, 502 + at * 8);
            stream.patch(1, 503 + at * 8);
        }
    }
    stream.bytes
}

/// The retrospective of a dress in every format.
fn told(texts: &Texts, more: &[&str]) -> [String; 4] {
    let env = TestEnv::at(NOW);
    let directory = env.import_without_checkout(&stream(texts));
    let retro = |format: &str| {
        let arguments = ["retro", "--year", "2024", "--author", "p0@x.example", "--format", format];
        let all = if format == "text" { &["--show", "all"][..] } else { &[] };
        let output = env.headway(&directory, &[&arguments, more, all].concat());
        assert_eq!(output.code, 0, "{}", output.stderr);
        output.stdout
    };
    ["text", "markdown", "html", "json"].map(retro)
}

/// The same with one letter for everything but spaces and line ends.
fn shape(text: &str) -> String {
    text.chars().map(|letter| if letter.is_whitespace() { letter } else { 'x' }).collect()
}

fn same_lines(plain: &str, hostile: &str, format: &str) {
    let (plain, hostile): (Vec<&str>, Vec<&str>) =
        (plain.lines().collect(), hostile.lines().collect());
    for (at, (plain, hostile)) in plain.iter().zip(&hostile).enumerate() {
        assert_eq!(shape(plain), shape(hostile), "{format}, line {}:\n{plain}\n{hostile}", at + 1);
    }
    assert_eq!(plain.len(), hostile.len(), "{format}");
}

fn same_document(plain: &Value, hostile: &Value, path: &str) {
    match (plain, hostile) {
        (Value::Array(plain), Value::Array(hostile)) => {
            assert_eq!(plain.len(), hostile.len(), "{path}");
            for (at, (plain, hostile)) in plain.iter().zip(hostile).enumerate() {
                same_document(plain, hostile, &format!("{path}[{at}]"));
            }
        }
        (Value::Object(plain), Value::Object(hostile)) => {
            assert!(plain.keys().eq(hostile.keys()), "{path}");
            for (name, plain) in plain {
                same_document(plain, &hostile[name], &format!("{path}.{name}"));
            }
        }
        (Value::String(plain), Value::String(hostile)) => {
            assert_eq!(shape(plain), shape(hostile), "{path}:\n{plain}\n{hostile}");
        }
        (plain, hostile) => assert_eq!(plain, hostile, "{path}"),
    }
}

/// The characters that a Markdown document means as marks, and what is left without escapes.
fn read_markdown(document: &str) -> (String, String) {
    let (mut marks, mut text) = (String::new(), String::new());
    let mut rest = document;
    while let Some(letter) = rest.chars().next() {
        let (meant, length) = match letter {
            '\\' => {
                (rest[1..].chars().next(), 1 + rest[1..].chars().next().map_or(0, char::len_utf8))
            }
            '&' => entity(rest),
            _ => (None, letter.len_utf8()),
        };
        text.push(meant.unwrap_or(letter));
        let is_mark = "|#*_`[]<>~\n".contains(letter) || rest.starts_with("://");
        if meant.is_none() && is_mark {
            marks.push(letter);
        }
        rest = &rest[length..];
    }
    (marks, text)
}

/// The character that an entity stands for, and how long it is.
fn entity(rest: &str) -> (Option<char>, usize) {
    const ENTITIES: [(&str, char); 10] = [
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&amp;", '&'),
        ("&quot;", '"'),
        ("&#34;", '"'),
        ("&#39;", '\''),
        ("&#38;", '&'),
        ("&#60;", '<'),
        ("&#58;", ':'),
        ("&#46;", '.'),
    ];
    let found = ENTITIES.into_iter().find(|(entity, _)| rest.starts_with(entity));
    found.map_or((None, 1), |(entity, meant)| (Some(meant), entity.len()))
}

/// Tags that depend on a text: where a line of it may end, and what in it is a name.
const OF_TEXT: [&str; 3] = ["wbr", "code", "/code"];

/// The tags of a page with the names of their attributes, those of texts left out; and what it shows.
fn read_page(page: &str) -> (Vec<String>, String) {
    let (mut tags, mut shown) = (Vec::new(), String::new());
    for part in page.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        if OF_TEXT.contains(&tag) {
            shown.pop();
        } else {
            tags.push(tag.split('"').step_by(2).collect::<Vec<_>>().join(""));
        }
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let (meant, length) =
                if letter == '&' { entity(rest) } else { (None, letter.len_utf8()) };
            shown.push(meant.unwrap_or(letter));
            rest = &rest[length..];
        }
        shown.push('\n');
    }
    (tags, shown)
}

#[test]
fn hostile_texts_change_nothing_but_the_text() {
    let hostile = Texts::hostile();
    let plain = told(&hostile.plain(), &["--names"]);
    let hostile = told(&hostile, &["--names"]);
    for document in &hostile {
        let is_raw = |letter: &char| letter.is_control() && *letter != '\n' || is_bidi(*letter);
        assert_eq!(document.chars().find(is_raw), None);
        // Of the subjects, the path, the title and both names something is there.
        for part in ["alert", "img src", "onclick", "Eve", "Mallory"] {
            assert!(document.contains(part), "{part}: {document}");
        }
    }
    assert!(hostile[3].contains(&"x<y> ".repeat(1_999)), "the long one too");
    same_lines(&plain[0], &hostile[0], "text");
    let ((marks, text), (hostile_marks, hostile_text)) =
        (read_markdown(&plain[1]), read_markdown(&hostile[1]));
    assert_eq!(marks, hostile_marks);
    same_lines(&text, &hostile_text, "markdown");
    let ((tags, shown), (hostile_tags, hostile_shown)) =
        (read_page(&plain[2]), read_page(&hostile[2]));
    assert_eq!(tags, hostile_tags);
    same_lines(&shown, &hostile_shown, "html");
    let [plain, hostile] = [&plain[3], &hostile[3]].map(|json| serde_json::from_str(json).unwrap());
    same_document(&plain, &hostile, "");
}

#[test]
fn others_are_named_when_asked_for_and_never_else() {
    let texts = Texts::hostile().plain();
    // Mallory, in the dress of letters.
    let other = String::from_utf8(texts.names[1].clone()).unwrap();
    let beginning = other.split(' ').next().unwrap();
    let [without, with] = [&[][..], &["--names"]].map(|more| told(&texts, more));
    for (without, with) in without.iter().zip(&with) {
        assert!(!without.contains(beginning) && with.contains(beginning), "{without}");
    }
    let document: Value = serde_json::from_str(&with[3]).unwrap();
    let rows = document["evidence"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["commit"]["author"] == other.as_str()));
}

const fn is_bidi(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
