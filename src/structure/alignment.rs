//! Where a body was edited.
//!
//! In: two bodies. Out: the places where they differ, each with the statements that went and that came
//! there: a longest common subsequence over whole statements. Deliberately absent: statements that are
//! alike and not equal; whoever reads the places looks at those.

use super::body::{Body, Statement};

/// Statements times statements; beyond that only what begins and ends alike is told apart.
const CELLS: usize = 1 << 20;

/// A place where two bodies differ.
#[derive(Debug, Default)]
pub(super) struct EditedPlace<'s> {
    /// What stood there before.
    pub lost: Vec<&'s Statement>,
    /// What stands there after.
    pub got: Vec<&'s Statement>,
}

/// The places where two bodies differ, from the top down.
pub(super) fn edited_places<'s>(before: &'s Body, after: &'s Body) -> Vec<EditedPlace<'s>> {
    let (olds, news) = (&before.statements[..], &after.statements[..]);
    let same = |(one, other): &(&Statement, &Statement)| one.print == other.print;
    let start = olds.iter().zip(news).take_while(same).count();
    let (olds, news) = (&olds[start..], &news[start..]);
    let end = olds.iter().rev().zip(news.iter().rev()).take_while(same).count();
    let (olds, news) = (&olds[..olds.len() - end], &news[..news.len() - end]);
    if olds.len() * news.len() > CELLS {
        let place = EditedPlace { lost: olds.iter().collect(), got: news.iter().collect() };
        return vec![place];
    }
    walk(olds, news, &lengths(olds, news))
}

/// For each pair of ends, the length of the longest common subsequence of what follows.
fn lengths(olds: &[Statement], news: &[Statement]) -> Vec<u32> {
    let width = news.len() + 1;
    let mut lengths = vec![0; (olds.len() + 1) * width];
    for (row, old) in olds.iter().enumerate().rev() {
        for (column, new) in news.iter().enumerate().rev() {
            let at = row * width + column;
            lengths[at] = if old.print == new.print {
                lengths[at + width + 1] + 1
            } else {
                lengths[at + width].max(lengths[at + 1])
            };
        }
    }
    lengths
}

fn walk<'s>(olds: &'s [Statement], news: &'s [Statement], lengths: &[u32]) -> Vec<EditedPlace<'s>> {
    let width = news.len() + 1;
    let mut places: Vec<EditedPlace<'s>> = Vec::new();
    let mut place = EditedPlace::default();
    let (mut row, mut column) = (0, 0);
    while row < olds.len() || column < news.len() {
        let at = row * width + column;
        let both = row < olds.len() && column < news.len();
        if both && olds[row].print == news[column].print {
            close(&mut places, &mut place);
            (row, column) = (row + 1, column + 1);
        } else if column == news.len() || row < olds.len() && lengths[at + width] >= lengths[at + 1]
        {
            place.lost.push(&olds[row]);
            row += 1;
        } else {
            place.got.push(&news[column]);
            column += 1;
        }
    }
    close(&mut places, &mut place);
    places
}

fn close<'s>(places: &mut Vec<EditedPlace<'s>>, place: &mut EditedPlace<'s>) {
    if !place.lost.is_empty() || !place.got.is_empty() {
        places.push(std::mem::take(place));
    }
}
