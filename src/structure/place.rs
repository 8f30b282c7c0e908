//! Whether a definition has another place now, and what that is called.
//!
//! In: pairs. Out: for each, whether it moved by itself, and whether it moved within a hierarchy; or that it only
//! stands in another file or block of what it belongs to. What goes where its type or its file goes did not
//! move, and where the language sees no files, what has another file has no other place. Deliberately absent:
//! how pairs were found.

use super::events::Findings;
use super::outside::is_braced_otherwise;
use super::side::{DefinitionId, ScopeId, Side};
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
        if scopes.0.path == scopes.1.path {
            return self.other_place(one, other);
        }
        !is_braced_otherwise((self.before, one), (self.after, other))
            && !self.became_type(old.scope, new.scope)
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

    /// Whether what a value was made of, a type without a name, is a new type of the same file.
    fn became_type(&self, before: ScopeId, after: ScopeId) -> bool {
        let of = |side: &Side<'_>, scope: ScopeId| {
            side.ids().find(|id| side.definition(*id).inner == Some(scope))
        };
        let (Some(value), Some(new)) = (of(self.before, before), of(self.after, after)) else {
            return false;
        };
        let (value, is) = (self.before.definition(value), self.after.definition(new));
        value.subject == EventSubject::Value
            && is.subject == EventSubject::Type
            && value.file == is.file
            && self.pairs.before_of[new.get()].is_none()
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
