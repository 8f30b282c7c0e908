//! One order for a history, whatever order it was mined in.
//!
//! In: parents and times of commits. Out: an order with parents before children that depends on the
//! graph alone, so that an incremental run and a run from scratch read the same. Deliberately
//! absent: trust in clocks; times only choose among commits that are both ready.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use crate::mine::CommitNumber;
use crate::model::{ObjectId, Timestamp};

/// The parents of a commit as its row holds them: four bytes each.
pub(super) fn parents_of(bytes: &[u8]) -> Vec<CommitNumber> {
    let chunks = bytes.chunks_exact(4);
    chunks.map(|four| u32::from_le_bytes(four.try_into().unwrap_or_default())).collect()
}

/// A commit as the order sees it.
pub(super) struct Node {
    pub number: CommitNumber,
    pub parents: Vec<CommitNumber>,
    pub time: Timestamp,
    pub id: ObjectId,
}

/// The positions of `nodes` in the order: parents first, among those that are ready the earliest by
/// the committer's clock, then by name.
pub(super) fn in_order(nodes: &[Node]) -> Vec<usize> {
    let at: HashMap<CommitNumber, usize> =
        nodes.iter().enumerate().map(|(at, node)| (node.number, at)).collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    let mut missing: Vec<usize> = vec![0; nodes.len()];
    for (child, node) in nodes.iter().enumerate() {
        for parent in node.parents.iter().filter_map(|parent| at.get(parent)) {
            children[*parent].push(child);
            missing[child] += 1;
        }
    }
    let key = |at: usize| Reverse((nodes[at].time, nodes[at].id, at));
    let mut ready: BinaryHeap<_> =
        (0..nodes.len()).filter(|at| missing[*at] == 0).map(key).collect();
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(Reverse((_, _, at))) = ready.pop() {
        order.push(at);
        for child in &children[at] {
            missing[*child] -= 1;
            if missing[*child] == 0 {
                ready.push(key(*child));
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::{Node, ObjectId, in_order};

    #[test]
    fn parents_come_first_even_when_clocks_lie() {
        let node = |number: u32, parents: &[u32], time| Node {
            number,
            parents: parents.to_vec(),
            time,
            id: ObjectId::from_bytes([u8::try_from(number).unwrap(); 20]),
        };
        let nodes = [node(9, &[5], 1), node(5, &[], 50), node(7, &[5], 20), node(8, &[7, 9], 0)];
        let order: Vec<u32> = in_order(&nodes).into_iter().map(|at| nodes[at].number).collect();
        assert_eq!(order, [5, 9, 7, 8]);
    }
}
