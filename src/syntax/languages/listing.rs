//! Outlines as text, for the tests of the tables: one line for each symbol, indented by nesting.

use crate::model::RepoPath;
use crate::syntax::{Outline, Outliner, Parsed, Symbol};

/// Outlines a text under a name and compares what comes of it. Lines count from 1.
pub(super) fn check(name: &str, text: &str, expected: &str) {
    let language = Parsed::of(&RepoPath::from(name)).expect("its language is parsed");
    let outline = Outliner::default().outline(language, text.as_bytes()).expect("it is small");
    let found = listing(&outline);
    assert_eq!(found.trim(), expected.trim(), "{found}");
}

fn listing(outline: &Outline) -> String {
    let mut lines: Vec<String> = (0..outline.symbols.len()).map(|at| line(outline, at)).collect();
    lines.extend(outline.imports.iter().map(|at| format!("{} {}", at.text, at.line + 1)));
    lines.extend(outline.damaged.iter().map(|at| format!("damaged {}..{}", at.start + 1, at.end)));
    lines.join("\n")
}

fn line(outline: &Outline, at: usize) -> String {
    let symbol = &outline.symbols[at];
    let mut parts = vec![format!("{}{}", "  ".repeat(depth(outline, symbol)), symbol.title)];
    if !symbol.parameters.is_empty() {
        parts.push(format!("({})", symbol.parameters.join(", ")));
    }
    if !symbol.result.is_empty() {
        parts.push(format!("-> {}", symbol.result));
    }
    if !symbol.supertypes.is_empty() {
        parts.push(format!(": {}", symbol.supertypes.join(", ")));
    }
    if !symbol.visibility.is_empty() {
        parts.push(symbol.visibility.clone());
    }
    parts.push(format!("{}..{}", symbol.lines.start + 1, symbol.lines.end));
    parts.join(" ")
}

fn depth(outline: &Outline, symbol: &Symbol) -> usize {
    symbol.parent.map_or(0, |parent| 1 + depth(outline, &outline.symbols[parent]))
}
