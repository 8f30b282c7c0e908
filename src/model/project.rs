//! Repositories that are of one project.
//!
//! In: for each repository the commits that its history begins with. Out: the number of its project. Deliberately
//! absent: names and places; clones may have any.

use std::collections::HashMap;

use super::ObjectId;

/// By repository the number of its project, from 0, in the order in which projects come first. Clones, forks and work
/// trees of one project begin with the same commit: those with a root in common, directly or over others, have the
/// same number. A repository without a root is a project by itself.
#[must_use]
pub fn by_project(roots: &[&[ObjectId]]) -> Vec<usize> {
    let mut of: Vec<usize> = (0..roots.len()).collect();
    let mut first = HashMap::new();
    for (at, roots) in roots.iter().enumerate() {
        for root in *roots {
            let (mine, other) = (of[at], of[*first.entry(root).or_insert(at)]);
            let (low, high) = (mine.min(other), mine.max(other));
            of.iter_mut().filter(|project| **project == high).for_each(|project| *project = low);
        }
    }
    let mut numbers = of.clone();
    numbers.sort_unstable();
    numbers.dedup();
    of.iter().filter_map(|project| numbers.binary_search(project).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::by_project;
    use crate::model::ObjectId;

    #[test]
    fn a_root_in_common_makes_a_project() {
        let [one, two, three] = [1, 2, 3].map(|byte| ObjectId::from_bytes([byte; 20]));
        assert_eq!(by_project(&[&[one], &[two], &[one], &[three]]), [0, 1, 0, 2]);
        assert_eq!(by_project(&[&[one], &[two, three], &[three, one]]), [0, 0, 0]);
        assert_eq!(by_project(&[&[], &[one], &[]]), [0, 1, 2]);
        assert_eq!(by_project(&[]), [] as [usize; 0]);
    }
}
