//! The trees that were read last.
//!
//! In: names of trees. Out: their bytes, shared. A commit and its parent have most of their trees in
//! common, and commits are read one after the other, so that half of all trees were read a moment
//! ago. Deliberately absent: an order of use; what was not asked for since the last sweep goes.

use std::collections::HashMap;
use std::rc::Rc;

use super::{ObjectError, Objects};
use crate::model::ObjectId;

/// Bytes of each of the two generations, for one thread.
const GENERATION: usize = 4 * 1024 * 1024;

/// Trees by name, the recent ones and those that were recent before.
pub(super) struct TreeCache {
    objects: Objects,
    recent: HashMap<ObjectId, Rc<[u8]>>,
    recent_bytes: usize,
    older: HashMap<ObjectId, Rc<[u8]>>,
    /// Unpacking needs more room than the tree itself; it is used again and again.
    buffer: Vec<u8>,
}

impl TreeCache {
    pub(super) fn new(objects: Objects) -> Self {
        let (recent, older, buffer) = (HashMap::new(), HashMap::new(), Vec::new());
        Self { objects, recent, recent_bytes: 0, older, buffer }
    }

    pub(super) const fn objects(&self) -> &Objects {
        &self.objects
    }

    /// The bytes of a tree.
    pub(super) fn tree(&mut self, id: ObjectId) -> Result<Rc<[u8]>, ObjectError> {
        if let Some(bytes) = self.recent.get(&id) {
            return Ok(Rc::clone(bytes));
        }
        let bytes = if let Some(bytes) = self.older.remove(&id) {
            bytes
        } else {
            self.objects.tree(id, &mut self.buffer)?;
            Rc::from(self.buffer.as_slice())
        };
        self.recent_bytes += bytes.len();
        if self.recent_bytes > GENERATION {
            self.older = std::mem::take(&mut self.recent);
            self.recent_bytes = bytes.len();
        }
        self.recent.insert(id, Rc::clone(&bytes));
        Ok(bytes)
    }
}
