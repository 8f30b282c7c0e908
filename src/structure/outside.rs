//! Members that stand outside of their type.
//!
//! In: both sides and their pairs. Out: which definitions are new or gone in the text alone: a further block
//! of members that the type had all along, and a body that stands outside of its class now, or within it
//! again. Deliberately absent: members that are new themselves.

use super::pairing::Pairs;
use super::side::{DefinitionId, Side};
use crate::syntax::SymbolKind;

/// One side of a commit, what its definitions are on the other, and that.
#[derive(Clone, Copy)]
pub(super) struct View<'v, 'a> {
    pub side: &'v Side<'a>,
    pub paired: &'v [Option<DefinitionId>],
    pub other: &'v Side<'a>,
}

impl<'v, 'a> View<'v, 'a> {
    /// From what was to what is.
    pub(super) fn forward(before: &'v Side<'a>, after: &'v Side<'a>, pairs: &'v Pairs) -> Self {
        Self { side: before, paired: &pairs.after_of, other: after }
    }

    /// From what is to what was.
    pub(super) fn backward(before: &'v Side<'a>, after: &'v Side<'a>, pairs: &'v Pairs) -> Self {
        Self { side: after, paired: &pairs.before_of, other: before }
    }

    /// Whether something without a counterpart is only laid out otherwise there.
    pub(super) fn is_layout(&self, id: DefinitionId) -> bool {
        self.is_block_of_known(id) || self.is_body_elsewhere(id)
    }

    /// A block whose members were all members of a type of its name.
    fn is_block_of_known(&self, id: DefinitionId) -> bool {
        if self.side.symbol(id).kind != SymbolKind::Extension {
            return false;
        }
        let (file, block) = (self.side.definition(id).file, self.side.definition(id).symbol);
        let is_inside = |at: &DefinitionId| {
            self.side.definition(*at).file == file && self.side.symbol(*at).parent == Some(block)
        };
        let mut inside = self.side.ids().filter(is_inside).peekable();
        inside.peek().is_some() && inside.all(|at| self.was_member_there(at))
    }

    fn was_member_there(&self, id: DefinitionId) -> bool {
        let Some(with) = self.paired[id.get()] else { return false };
        self.side.scope_of(id).path == self.other.scope_of(with).path
            && self.side.definition(id).file == self.other.definition(with).file
    }

    /// A definition outside of its class, whose body stands in the class on the other side.
    fn is_body_elsewhere(&self, id: DefinitionId) -> bool {
        let symbol = self.side.symbol(id);
        if symbol.owner.is_none() || !symbol.kind.is_callable() || symbol.body.is_none() {
            return false;
        }
        let path = &self.side.scope_of(id).path;
        self.side.ids().any(|at| {
            let namesake = self.side.symbol(at);
            namesake.body.is_none()
                && self.side.key(at) == self.side.key(id)
                && namesake.parameters == symbol.parameters
                && self.side.scope_of(at).path == *path
                && self.paired[at.get()].is_some_and(|with| self.other.symbol(with).body.is_some())
        })
    }
}
