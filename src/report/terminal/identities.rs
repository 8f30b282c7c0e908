//! The user's addresses, on a terminal.
//!
//! In: addresses. Out: tables of them, and how to say more. Deliberately absent: anybody else's.

use super::screen::Screen;
use crate::report::grid::{Column, Grid};
use crate::report::words::list;
use crate::report::{AddressFigures, Identities, Label, Text};

/// The addresses, no line wider than `width` columns.
#[must_use]
pub fn identities(found: &Identities, width: usize) -> Text {
    let mut screen = Screen::new(width);
    if found.mine.is_empty() {
        let says = "No address is known as yours; `git config user.email` says one, and \
                    `git headway repos me --add ADDRESS` adds others.";
        screen.paragraph(&[(Label::Plain, says)]);
    } else {
        screen.paragraph(&[(Label::Heading, "Yours")]).table(&known(&found.mine));
    }
    if !found.maybe.is_empty() {
        screen.heading("Perhaps yours: the same name").table(&proposed(&found.maybe)).blank();
        let says = "They count as somebody else's until you say more: `git headway repos me --add ADDRESS` \
                    if it is yours, `--remove ADDRESS` if it is not.";
        screen.paragraph(&[(Label::Muted, says)]);
    }
    if !found.not_mine.is_empty() {
        screen.heading("Not yours, as you said");
        screen.paragraph(&[(Label::Plain, &list(&found.not_mine))]);
    }
    if !found.not_mined.is_empty() {
        let says = format!(
            "Not mined yet, so that nobody was looked for there: {}.",
            list(&found.not_mined)
        );
        screen.blank().paragraph(&[(Label::Muted, &says)]);
    }
    screen.finish()
}

fn known(addresses: &[AddressFigures]) -> Grid {
    let row = |address: &AddressFigures| {
        let mut cells = counts(address);
        cells.push(address.because.join(", "));
        cells
    };
    grid("because", addresses.iter().map(row).collect())
}

fn proposed(addresses: &[AddressFigures]) -> Grid {
    let row = |address: &AddressFigures| {
        let mut cells = counts(address);
        cells.push(address.repositories.join(", "));
        cells
    };
    grid("in", addresses.iter().map(row).collect())
}

fn counts(address: &AddressFigures) -> Vec<String> {
    let name = address.names.first().cloned().unwrap_or_default();
    let address_or_name = if address.address.is_empty() { &name } else { &address.address };
    vec![
        address_or_name.clone(),
        address.wrote.to_string(),
        address.co_wrote.to_string(),
        address.years(),
    ]
}

fn grid(last: &'static str, rows: Vec<Vec<String>>) -> Grid {
    Grid {
        columns: vec![
            Column::words("address").labelled(Label::Strong),
            Column::number("wrote"),
            Column::number("co-wrote"),
            Column::words("years"),
            Column::words(last).labelled(Label::Muted),
        ],
        rows,
    }
}
