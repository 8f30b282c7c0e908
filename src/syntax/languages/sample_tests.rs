//! Every language on samples of it: `fixtures/structure/<language>/*`, and what is to be read in each in
//! a file of the same name and `.outline`.

use std::path::{Path, PathBuf};

use super::LANGUAGES;

use crate::model::RepoPath;
use crate::syntax::{Outline, Outliner, Parsed, Symbol};

/// One line for each symbol, indented below what encloses it: its title, parameters and result, what
/// it extends after `<`, who may use it, and its lines, counted from 1.
fn shown(outline: &Outline) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (place, symbol) in outline.symbols.iter().enumerate() {
        let enclosing =
            std::iter::successors(symbol.parent, |parent| outline.symbols[*parent].parent);
        lines.push(format!("{}{}", "  ".repeat(enclosing.count()), line(symbol)));
        assert!(symbol.parent.is_none_or(|parent| parent < place), "{}", symbol.title);
    }
    let imports = outline.imports.iter();
    lines.extend(imports.map(|import| format!("imports {} {}", import.text, import.line + 1)));
    let damaged = outline.damaged.iter();
    lines.extend(damaged.map(|lines| format!("damaged {}..{}", lines.start + 1, lines.end)));
    lines.join("\n") + "\n"
}

fn line(symbol: &Symbol) -> String {
    let mut line = vec![format!("{:?} {}", symbol.kind, symbol.title)];
    if symbol.kind.is_callable() || !symbol.parameters.is_empty() {
        line.push(format!(" ({})", symbol.parameters.join(", ")));
    }
    for (sign, text) in [
        (" -> ", symbol.result.clone()),
        (" < ", symbol.supertypes.join(", ")),
        (" ", symbol.visibility.clone()),
    ] {
        if !text.is_empty() {
            line.push(format!("{sign}{text}"));
        }
    }
    line.push(format!(" {}..{}", symbol.lines.start + 1, symbol.lines.end));
    line.concat()
}

#[test]
fn every_sample_reads_as_its_outline() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/structure");
    let mut read: Vec<&str> = Vec::new();
    let mut wrong = Vec::new();
    for expected in outlines(&directory) {
        let sample = expected.with_extension("");
        let path = RepoPath::from(sample.to_string_lossy().as_ref());
        let language = Parsed::of(&path).expect("a language of that extension");
        let text = std::fs::read(&sample).expect("a sample");
        let outline = Outliner::default().outline(language, &text).expect("an outline");
        read.push(language.name());
        let (found, expected) = (shown(&outline), std::fs::read_to_string(expected).expect("text"));
        let mut pairs = found.lines().zip(expected.lines());
        if found != expected {
            let differs = pairs.find(|(found, expected)| found != expected);
            wrong.push(format!("{}: {differs:?}\n{found}", sample.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // TSX is read as TypeScript is.
    let without = LANGUAGES.iter().map(|grammar| grammar.name).filter(|name| *name != "TSX");
    let without: Vec<&str> = without.filter(|name| !read.contains(name)).collect();
    assert!(without.is_empty(), "no sample of {without:?}");
}

#[test]
fn what_code_elsewhere_may_use() {
    let public = |name: &str, text: &str| -> Vec<String> {
        let language = Parsed::of(&name.into()).expect("a language of that extension");
        let outline = Outliner::default().outline(language, text.as_bytes()).expect("an outline");
        let public = (0..outline.symbols.len()).filter(|at| outline.is_public(*at));
        public.map(|at| outline.symbols[at].name.clone()).collect()
    };
    let rust = "pub trait A { fn b(&self); }\ntrait C { fn d(&self); }\npub(crate) fn e() {}\npub fn f() { fn g() {} }\n";
    assert_eq!(public("a.rs", rust), ["A", "b", "f"]);
    let c = "static int a(void) { return 1; }\nint b(void) { return a(); }\n";
    assert_eq!(public("a.c", c), ["b"]);
    assert_eq!(
        public("a.py", "def a():\n    def b():\n        pass\n\ndef _c():\n    pass\n"),
        ["a"]
    );
    let sharp = "public class A { void B() {} public void C() {} }\n";
    assert_eq!(public("a.cs", sharp), ["A", "C"]);
}

/// The outlines below a folder, in order.
fn outlines(directory: &Path) -> Vec<PathBuf> {
    let languages = std::fs::read_dir(directory).expect("a folder");
    let folders = languages.map(|entry| entry.expect("an entry").path()).filter(|at| at.is_dir());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let files = files.map(|entry| entry.expect("an entry").path());
    let is_outline = |path: &PathBuf| path.extension().is_some_and(|at| at == "outline");
    let mut outlines: Vec<PathBuf> = files.filter(is_outline).collect();
    outlines.sort();
    outlines
}
