//! What headings are above.
//!
//! In: the headings of a document in order, each as long as itself. Out: sections, each up to the next
//! heading of its level or of one above, within the section around it. Deliberately absent: how
//! headings are written.

use super::{Symbol, SymbolKind};

/// Makes sections of headings.
pub(super) fn nest_sections(symbols: &mut [Symbol], text: &[u8]) {
    let is_section = |symbol: &Symbol| symbol.kind == SymbolKind::Section;
    if !symbols.first().is_some_and(is_section) {
        return;
    }
    let breaks = memchr::memchr_iter(b'\n', text).count();
    let lines = breaks + usize::from(!text.is_empty() && !text.ends_with(b"\n"));
    let end = (text.len(), u32::try_from(lines).unwrap_or(u32::MAX));
    let mut open: Vec<usize> = Vec::new();
    for at in 0..symbols.len() {
        let start = (symbols[at].bytes.start, symbols[at].lines.start);
        while open.last().is_some_and(|above| level(&symbols[*above]) >= level(&symbols[at])) {
            close(&mut symbols[open[open.len() - 1]], start);
            open.pop();
        }
        symbols[at].parent = open.last().copied();
        open.push(at);
    }
    for above in open {
        close(&mut symbols[above], end);
    }
}

/// Takes a section back to its heading.
pub(super) fn alone(section: &mut Symbol) {
    if section.kind == SymbolKind::Section
        && let Some(body) = section.body.take()
    {
        section.parent = None;
        section.bytes.end = body.start;
        section.own.end = body.start;
    }
}

/// How deep a heading is.
fn level(heading: &Symbol) -> usize {
    heading.title.bytes().take_while(|byte| *byte == b'#').count()
}

/// Lets a section end where another one or nothing follows.
fn close(section: &mut Symbol, (byte, line): (usize, u32)) {
    section.body = Some(section.own.end..byte);
    section.bytes.end = byte;
    section.own.end = byte;
    section.lines.end = line;
}
