//! Every language on a sample of it: `fixtures/structure/sample.*`, and what is to be read in it in
//! `sample.*.outline`.

use std::path::PathBuf;

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

fn check(extension: &str) {
    let directory = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/structure");
    let text = std::fs::read(directory.join(format!("sample.{extension}"))).expect("a sample");
    let path = RepoPath::from(format!("sample.{extension}").as_str());
    let language = Parsed::of(&path).expect("a language of that extension");
    let outline = Outliner::default().outline(language, &text).expect("an outline");
    let expected = directory.join(format!("sample.{extension}.outline"));
    let expected = std::fs::read_to_string(expected).expect("an outline");
    let found = shown(&outline);
    let differs = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    assert!(found == expected, "{extension}: {differs:?}\n{found}");
}

#[test]
fn c() {
    check("c");
}

#[test]
fn cpp() {
    check("cpp");
}

#[test]
fn csharp() {
    check("cs");
}

#[test]
fn go() {
    check("go");
}

#[test]
fn rust() {
    check("rs");
}

#[test]
fn scala() {
    check("scala");
}

#[test]
fn swift() {
    check("swift");
}

#[test]
fn typescript() {
    check("ts");
}
