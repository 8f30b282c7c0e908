//! The same question about many things, on all cores where there are many of them.
//!
//! In: the things, and the question. Out: the answers, in the order of the things. Deliberately absent: any order in which they
//! are asked; a question looks at nothing that another one changes.

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

/// Fewer are asked about sooner than threads have started. A hook asks about the few commits around its own.
const MANY: usize = 1_000;

/// The answers about each of `items`.
pub(super) fn each<T: Sync, A: Send>(
    items: &[T],
    question: impl Fn(&T) -> A + Sync + Send,
) -> Vec<A> {
    if items.len() < MANY {
        items.iter().map(question).collect()
    } else {
        items.par_iter().map(question).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{MANY, each};

    #[test]
    fn answers_come_in_order_whoever_gives_them() {
        for count in [0, 1, MANY - 1, MANY, 50 * MANY] {
            let items: Vec<usize> = (0..count).collect();
            let squares: Vec<usize> = items.iter().map(|item| item * item).collect();
            assert_eq!(each(&items, |item| item * item), squares);
        }
    }
}
