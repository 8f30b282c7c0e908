//! Whether a definition stands in another place.
//!
//! In: a pair of definitions. Out: whether it is a member of something else now, up or down a
//! hierarchy or beside it; or only stands in another file or block of what it belongs to.
//! Deliberately absent: other names.

use super::events::Findings;
use super::outside::is_braced_otherwise;
use super::side::{DefinitionId, Side};
use crate::model::{EventKind, EventSubject};

impl Findings<'_, '_> {
    /// Whether a definition is a member of something else now; what moved with its type did not.
    pub(super) fn has_moved(&self, one: DefinitionId, other: DefinitionId) -> bool {
        let (old, new) = (self.before.definition(one), self.after.definition(other));
        let scopes = (self.before.scope_of(one), self.after.scope_of(other));
        if self.pairs.is_same_scope(old.scope, new.scope) {
            // What is at the top of a file that moved did not move by itself, but for types: they have
            // another full name then.
            let at_top = scopes.0.path.is_empty() && scopes.1.path.is_empty();
            return at_top && old.subject == EventSubject::Type && self.other_place(one, other);
        }
        if old.subject == EventSubject::Module {
            // Blocks of members go where their type goes.
            return false;
        }
        if scopes.0.path != scopes.1.path {
            return !is_braced_otherwise((self.before, one), (self.after, other));
        }
        // A member of a type that goes by its name in a whole module, whichever file it stands in.
        let is_member = !scopes.0.path.is_empty();
        !is_member && old.subject != EventSubject::Type || self.other_place(one, other)
    }

    /// Whether a spot stands in another file or block, and did not go there with what encloses it.
    pub(super) fn is_refiled(&self, one: DefinitionId, other: DefinitionId) -> bool {
        let subject = self.before.definition(one).subject;
        let (from, to) = (self.before.enclosing(one), self.after.enclosing(other));
        let went_along = from.is_some_and(|from| self.pairs.after_of[from.get()] == to);
        if subject == EventSubject::Value || went_along {
            return false;
        }
        self.before.definition(one).file != self.after.definition(other).file
            || self.before.place(one).map(|place| place.symbol)
                != self.after.place(other).map(|place| place.symbol)
    }

    /// Whether two files are different places in the eyes of the language.
    fn other_place(&self, one: DefinitionId, other: DefinitionId) -> bool {
        let place = |side: &Side<'_>, id| {
            side.version(id).map(|version| {
                let path = version.path.clone();
                (version.language.directory_is_module(), path)
            })
        };
        match (place(self.before, one), place(self.after, other)) {
            (Some((true, old)), Some((_, new))) => old.directory() != new.directory(),
            (old, new) => old.map(|at| at.1) != new.map(|at| at.1),
        }
    }

    pub(super) fn kind_of_move(&self, one: DefinitionId, other: DefinitionId) -> EventKind {
        let subject = self.before.definition(one).subject;
        if !matches!(subject, EventSubject::Function | EventSubject::Value) {
            return EventKind::Moved;
        }
        match self.hierarchy.leads_up(self.before, one, self.after, other) {
            Some(true) => EventKind::PulledUp,
            Some(false) => EventKind::PushedDown,
            None => EventKind::Moved,
        }
    }
}
