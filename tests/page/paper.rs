//! On which sheet of a PDF each mark came to lie.
//!
//! In: a PDF as Chromium prints it, and in it the links that `mark` of `audit.js` put there. Out: the sheet at which each
//! marked thing begins and ends. Deliberately absent: every other PDF; it is read only as far as Chromium writes
//! one, with its objects plain.

use std::collections::BTreeMap;

/// The addresses of the links on each sheet, from the first.
pub(crate) fn links_by_sheet(pdf: &[u8]) -> Vec<Vec<String>> {
    let text = String::from_utf8_lossy(pdf);
    assert!(text.starts_with("%PDF-"), "no PDF");
    let mut links = BTreeMap::new();
    let mut sheets = Vec::new();
    for object in text.split("endobj") {
        let Some((head, body)) = object.split_once(" 0 obj\n") else { continue };
        let number = head.rsplit('\n').next().unwrap_or_default();
        if let Some(address) = between(body, "/URI (", ")") {
            links.insert(number, address);
        }
        if body.contains("/Type /Page\n") {
            let found = between(body, "/Annots [", "]").unwrap_or_default();
            sheets.push(found.split(" 0 R").map(str::trim).collect::<Vec<_>>());
        }
    }
    assert!(!sheets.is_empty(), "a PDF without sheets");
    let addresses = |numbers: Vec<&str>| {
        numbers.iter().filter_map(|number| links.get(number)).map(|&link| link.to_owned()).collect()
    };
    sheets.into_iter().map(addresses).collect()
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

/// From 1, the sheets at which a marked thing begins and ends.
pub(crate) fn ends_of(sheets: &[Vec<String>], number: usize) -> Option<(usize, usize)> {
    let sheet = |end| {
        let mark = format!("https://mark.invalid/{number}/{end}");
        Some(sheets.iter().position(|links| links.contains(&mark))? + 1)
    };
    Some((sheet("top")?, sheet("bottom")?))
}
