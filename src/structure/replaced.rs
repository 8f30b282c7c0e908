//! What a function lost where it calls another one now.
//!
//! In: the places where the one was edited, and the other. Out: what went there, in the words of the
//! other; whether the calls may be of it at all; and whether the edit is undone by putting what the other
//! does in place of its call. Deliberately absent: how much of the other stood there; `extraction` weighs.

use std::collections::{HashMap, HashSet};

use super::alignment::EditedPlace;
use super::body::Statement;
use super::call::{Call, calls, parameters, says_more_than_a_name};
use super::side::{DefinitionId, ScopeId, Side};
use crate::model::EventSubject;
use crate::syntax::name_print;

/// What a function lost for calls of another.
#[derive(Debug, Default)]
pub(super) struct Replaced {
    /// The statements, with the parameters of the other for what is passed to it.
    pub lost: Vec<Statement>,
    /// Whether there is a call that is new and may be of the other.
    pub is_called: bool,
    /// How sure it is that the other is meant, and not another of its name.
    pub meant: Meant,
    /// Whether a statement that was lost is one with a call, with what the other does in its place.
    pub is_undone: bool,
}

/// How sure it is that a function of a name is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Meant {
    /// There is no other of the name.
    #[default]
    Likely,
    /// There are others.
    Perhaps,
    /// A call names the type that it is a member of.
    Surely,
}

/// What the names of one side may mean.
pub(super) struct Names {
    types: HashSet<u64>,
    /// What has a function of a name.
    functions: HashMap<u64, Vec<ScopeId>>,
}

impl Names {
    pub(super) fn of(side: &Side<'_>) -> Self {
        let mut names = Self { types: HashSet::new(), functions: HashMap::new() };
        for id in side.ids() {
            let (definition, name) = (side.definition(id), side.name_print(id));
            match definition.subject {
                EventSubject::Type => {
                    names.types.insert(name);
                }
                EventSubject::Function => {
                    names.functions.entry(name).or_default().push(definition.scope);
                }
                _ => {}
            }
        }
        names
    }
}

/// The function that may be called.
struct Callee<'c, 'a> {
    side: &'c Side<'a>,
    names: &'c Names,
    id: DefinitionId,
    user: DefinitionId,
    name: u64,
    parameters: Vec<u64>,
}

impl Replaced {
    /// What `user` lost for calls of `callee`.
    pub(super) fn by(
        side: &Side<'_>,
        names: &Names,
        callee: DefinitionId,
        user: DefinitionId,
        places: &[EditedPlace<'_>],
    ) -> Self {
        let parameters = parameters(side.symbol(callee), side.body(callee));
        let name = side.name_print(callee);
        let callee = Callee { side, names, id: callee, user, name, parameters };
        let meant = if callee.has_namesakes() { Meant::Perhaps } else { Meant::Likely };
        let mut replaced = Self { meant, ..Self::default() };
        for place in places {
            replaced.read(&callee, place);
        }
        replaced
    }

    fn read(&mut self, callee: &Callee<'_, '_>, place: &EditedPlace<'_>) {
        let (known, got) = (callee.calls(&place.lost), callee.calls(&place.got));
        if known.is_empty() && got.is_empty() {
            // It may be named without being called; that is as good as a call.
            self.is_called |= place.got.iter().any(|got| got.names(callee.name));
        }
        let calls: Vec<Call<'_>> = got.into_iter().filter(|call| callee.may_be_of(call)).collect();
        self.is_undone |= callee.is_undone(&calls, place);
        // What was called on the same thing all along is called otherwise now, and not newly.
        let is_new = |call: &&Call<'_>| !known.iter().any(|known| known.is_on_the_same(call));
        let Some(first) = calls.iter().find(is_new) else { return };
        self.is_called = true;
        let owner = callee.side.type_of(callee.id).map(name_print);
        if owner.is_some() && first.called_on() == owner {
            self.meant = Meant::Surely;
        }
        self.lost.extend(place.lost.iter().map(|lost| first.as_in_function(lost)));
    }
}

impl Callee<'_, '_> {
    fn calls<'s>(&self, statements: &[&'s Statement]) -> Vec<Call<'s>> {
        let calls =
            statements.iter().map(|statement| calls(statement, self.name, &self.parameters));
        calls.flatten().collect()
    }

    /// Whether a call may be of this function. No name is looked up as a compiler would; but what is
    /// called on nothing is the nearest function of the name, and functions of another type are others.
    fn may_be_of(&self, call: &Call<'_>) -> bool {
        let side = self.side;
        if call.is_bare() {
            return self.nearest().is_none_or(|scope| scope == side.definition(self.id).scope);
        }
        let Some(on) = call.called_on() else { return true };
        let (_, own) = side.class_of(self.id);
        !self.names.types.contains(&on) || own.iter().any(|name| name_print(name) == on)
    }

    /// Whatever has a function of its name.
    fn named(&self) -> impl Iterator<Item = ScopeId> {
        self.names.functions.get(&self.name).into_iter().flatten().copied()
    }

    /// Whether there are functions of its name that are members of something else.
    fn has_namesakes(&self) -> bool {
        let scope = self.side.definition(self.id).scope;
        self.named().any(|other| other != scope)
    }

    /// Of the scopes around the one that calls, the innermost that has a function of the name.
    fn nearest(&self) -> Option<ScopeId> {
        let inner = self.side.scope_of(self.user);
        let scope = |id: &ScopeId| &self.side.scopes[id.0 as usize];
        let is_around =
            |id: &ScopeId| scope(id).file == inner.file && inner.path.starts_with(&scope(id).path);
        self.named().filter(is_around).max_by_key(|id| scope(id).path.len())
    }

    /// Whether what was lost comes back when one of the calls is replaced by the one statement that the
    /// function is.
    fn is_undone(&self, calls: &[Call<'_>], place: &EditedPlace<'_>) -> bool {
        let [does] = &self.side.body(self.id).statements[..] else { return false };
        let comes_back = |call: &Call<'_>| place.lost.iter().any(|lost| call.undoes_to(does, lost));
        says_more_than_a_name(does) && calls.iter().any(comes_back)
    }
}
