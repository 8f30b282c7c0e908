//! All definitions of a commit's files on one side, before or after.
//!
//! In: outlines. Out: definitions and the scopes that they are members of, addressed by number; their
//! words are read when they are asked for. Members of a type that stand outside of it (`impl`
//! blocks, Go's methods) are members of a scope of the type's name all the same.
//! Deliberately absent: the other side.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::body::Body;
use crate::model::{EventSubject, RepoPath, SymbolPlace};
use crate::syntax::{Outline, Parsed, Symbol, SymbolKind, name_print};

/// One version of a file.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    /// Its path.
    pub path: &'a RepoPath,
    /// Its language.
    pub language: Parsed,
    /// Its text.
    pub text: &'a [u8],
    /// What it defines.
    pub outline: &'a Outline,
}

/// A definition, by its place in [`Side::definitions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct DefinitionId(pub u32);

impl DefinitionId {
    pub(super) const fn get(self) -> usize {
        self.0 as usize
    }
}

/// A scope, by its place in [`Side::scopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ScopeId(pub u32);

/// A definition.
pub(super) struct Definition {
    /// Which file of the commit.
    pub file: usize,
    pub symbol: usize,
    pub subject: EventSubject,
    /// What it is a member of.
    pub scope: ScopeId,
    /// The scope of its own members.
    pub inner: Option<ScopeId>,
    body: OnceCell<Body>,
}

/// What definitions are members of: a file, a type, a module.
pub(super) struct Scope {
    pub file: usize,
    /// The names from the file to it; empty for the file itself.
    pub path: Vec<String>,
    pub members: Vec<DefinitionId>,
}

/// One side of a commit.
pub(super) struct Side<'a> {
    pub versions: Vec<Option<Version<'a>>>,
    pub definitions: Vec<Definition>,
    pub scopes: Vec<Scope>,
    line_starts: Vec<OnceCell<Vec<usize>>>,
}

/// The scopes of a file, by what they are in and by name.
type Scopes<'n> = HashMap<(ScopeId, &'n str), ScopeId>;

impl<'a> Side<'a> {
    pub(super) fn new(versions: Vec<Option<Version<'a>>>) -> Self {
        let line_starts = versions.iter().map(|_| OnceCell::new()).collect();
        let mut side = Self { versions, definitions: Vec::new(), scopes: Vec::new(), line_starts };
        for file in 0..side.versions.len() {
            side.add_file(file);
        }
        side
    }

    fn add_file(&mut self, file: usize) {
        let Some(version) = self.versions[file] else { return };
        let mut scopes = Scopes::new();
        let mut inner: Vec<Option<ScopeId>> = vec![None; version.outline.symbols.len()];
        let root = self.scope(file, Vec::new());
        for (at, symbol) in version.outline.symbols.iter().enumerate() {
            let enclosing = symbol.parent.and_then(|parent| inner[parent]).unwrap_or(root);
            let has_members = symbol.kind.is_container() || symbol.kind == SymbolKind::Section;
            let scope = match symbol.owner.as_deref() {
                Some(owner) if symbol.kind != SymbolKind::Extension => {
                    self.scope_within(enclosing, owner, &mut scopes)
                }
                _ => enclosing,
            };
            // Symbols within functions have a scope of their own as well, where a language nests them.
            let nests = has_members
                || version.outline.symbols.get(at + 1).is_some_and(|next| next.parent == Some(at));
            inner[at] = nests.then(|| self.scope_within(enclosing, &symbol.name, &mut scopes));
            self.add(file, at, symbol, scope, inner[at]);
        }
    }

    fn add(
        &mut self,
        file: usize,
        symbol: usize,
        is: &Symbol,
        scope: ScopeId,
        inner: Option<ScopeId>,
    ) {
        let id = DefinitionId(u32::try_from(self.definitions.len()).unwrap_or(u32::MAX));
        self.scopes[scope.0 as usize].members.push(id);
        let subject = subject(is.kind);
        let body = OnceCell::new();
        self.definitions.push(Definition { file, symbol, subject, scope, inner, body });
    }

    /// The scope of a name within another.
    fn scope_within<'n>(
        &mut self,
        outer: ScopeId,
        name: &'n str,
        known: &mut Scopes<'n>,
    ) -> ScopeId {
        *known.entry((outer, name)).or_insert_with(|| {
            let Scope { file, path, .. } = &self.scopes[outer.0 as usize];
            let path = path.iter().map(String::as_str).chain([name]).map(str::to_owned).collect();
            self.scope(*file, path)
        })
    }

    fn scope(&mut self, file: usize, path: Vec<String>) -> ScopeId {
        let id = ScopeId(u32::try_from(self.scopes.len()).unwrap_or(u32::MAX));
        self.scopes.push(Scope { file, path, members: Vec::new() });
        id
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = DefinitionId> + use<> {
        (0..u32::try_from(self.definitions.len()).unwrap_or(u32::MAX)).map(DefinitionId)
    }

    pub(super) fn definition(&self, id: DefinitionId) -> &Definition {
        &self.definitions[id.get()]
    }

    pub(super) fn scope_of(&self, id: DefinitionId) -> &Scope {
        &self.scopes[self.definition(id).scope.0 as usize]
    }

    pub(super) fn members(&self, id: DefinitionId) -> &[DefinitionId] {
        self.definition(id).inner.map_or(&[], |scope| &self.scopes[scope.0 as usize].members)
    }

    /// The version of the file that a definition is in.
    pub(super) fn version(&self, id: DefinitionId) -> Option<&Version<'a>> {
        self.versions[self.definition(id).file].as_ref()
    }

    pub(super) fn symbol(&self, id: DefinitionId) -> &'a Symbol {
        let definition = self.definition(id);
        // A definition was made from the version of its file.
        let Some(version) = self.versions[definition.file] else { unreachable!() };
        &version.outline.symbols[definition.symbol]
    }

    /// The name by which it is found: constructors are called like their types, and so all the same.
    pub(super) fn key(&self, id: DefinitionId) -> &'a str {
        let symbol = self.symbol(id);
        if symbol.kind == SymbolKind::Constructor { "" } else { &symbol.name }
    }

    /// The bytes of a definition, comments before it aside.
    pub(super) fn text(&self, id: DefinitionId) -> &'a [u8] {
        let symbol = self.symbol(id);
        self.version(id).map_or(&[], |version| &version.text[symbol.own.clone()])
    }

    /// The words of a definition's body (of all of it, where it has none that is told apart).
    pub(super) fn body(&self, id: DefinitionId) -> &Body {
        let definition = self.definition(id);
        definition.body.get_or_init(|| {
            let symbol = self.symbol(id);
            let Some(version) = self.version(id) else { return Body::default() };
            let part = match &symbol.body {
                Some(body) => body.clone(),
                None if definition.subject == EventSubject::Function => return Body::default(),
                None => symbol.own.clone(),
            };
            let starts = self.line_starts(definition.file, version.text);
            let line_of = |at: usize| {
                u32::try_from(starts.partition_point(|start| *start <= at) - 1).unwrap_or(u32::MAX)
            };
            let parts = without_nested(part, definition.symbol, version.outline);
            let tokens = parts.into_iter().map(|part| version.language.tokens(version.text, part));
            Body::new(tokens, line_of)
        })
    }

    fn line_starts(&self, file: usize, text: &[u8]) -> &[usize] {
        self.line_starts[file].get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', text).map(|at| at + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }

    /// The file and the names from it to the type that a definition is a member of; functions around it
    /// aside. `impl` blocks of one type are one class.
    pub(super) fn class_of(&self, id: DefinitionId) -> (usize, Vec<&str>) {
        let definition = self.definition(id);
        let symbol = self.symbol(id);
        let Some(version) = self.version(id) else { return (definition.file, Vec::new()) };
        let mut names = Vec::new();
        if symbol.kind != SymbolKind::Extension {
            names.extend(symbol.owner.as_deref());
        }
        let mut at = symbol.parent;
        while let Some(parent) = at {
            let enclosing = &version.outline.symbols[parent];
            if enclosing.kind.is_container() {
                names.push(enclosing.owner.as_deref().unwrap_or(&enclosing.name));
            }
            at = enclosing.parent;
        }
        names.reverse();
        (definition.file, names)
    }

    /// The definition around another one in the text.
    pub(super) fn enclosing(&self, id: DefinitionId) -> Option<DefinitionId> {
        let definition = self.definition(id);
        let parent = self.symbol(id).parent?;
        // Those of a file follow each other as its symbols do.
        let back = u32::try_from(definition.symbol - parent).ok()?;
        Some(DefinitionId(id.0.checked_sub(back)?))
    }

    /// Whether a definition is a member of a type that it stands outside of.
    pub(super) fn is_outside_of_its_type(&self, id: DefinitionId) -> bool {
        let symbol = self.symbol(id);
        let parent = symbol.parent.zip(self.version(id));
        let parent = parent.map(|(at, version)| version.outline.symbols[at].kind);
        symbol.owner.is_some() || parent == Some(SymbolKind::Extension)
    }

    /// The type that a definition is a member of, where it stands in the same file.
    pub(super) fn owner_of(&self, id: DefinitionId) -> Option<DefinitionId> {
        let scope = self.definition(id).scope;
        let is_owner = |at: &DefinitionId| {
            let definition = self.definition(*at);
            definition.inner == Some(scope) && definition.subject == EventSubject::Type
        };
        self.ids().find(is_owner)
    }

    /// What a type extends or implements, by itself or in blocks of its members beside it.
    pub(super) fn supertypes_of(&self, id: DefinitionId) -> impl Iterator<Item = &str> {
        let name = self.symbol(id).name.as_str();
        let file = self.definition(id).file;
        let beside = self.ids().filter(move |at| {
            self.definition(*at).file == file && self.symbol(*at).owner.as_deref() == Some(name)
        });
        std::iter::once(id)
            .chain(beside)
            .flat_map(|at| self.symbol(at).supertypes.iter().map(String::as_str))
    }

    /// The name of the type that a definition is a member of.
    pub(super) fn type_of(&self, id: DefinitionId) -> Option<&str> {
        self.class_of(id).1.last().copied()
    }

    /// A number for the name, as words have it.
    pub(super) fn name_print(&self, id: DefinitionId) -> u64 {
        name_print(&self.symbol(id).name)
    }

    /// Whether code elsewhere may use a definition, as far as its language says.
    pub(super) fn is_public(&self, id: DefinitionId) -> bool {
        let symbol = self.definition(id).symbol;
        self.version(id).is_some_and(|version| version.outline.is_public(symbol))
    }

    /// The place of a definition, for people.
    pub(super) fn place(&self, id: DefinitionId) -> Option<SymbolPlace> {
        let version = self.version(id)?;
        let (definition, symbol) = (self.definition(id), self.symbol(id));
        Some(SymbolPlace {
            path: version.path.clone(),
            symbol: version.outline.path_of(definition.symbol),
            lines: symbol.lines.start + 1..symbol.lines.end + 1,
        })
    }
}

/// A part of a file without the functions that are defined in it: their words are their own.
fn without_nested(part: Range<usize>, symbol: usize, outline: &Outline) -> Vec<Range<usize>> {
    if outline.symbols[symbol].kind.is_container() {
        return vec![part];
    }
    let mut parts = Vec::new();
    let mut from = part.start;
    for nested in outline.symbols[symbol + 1..].iter().filter(|at| at.parent == Some(symbol)) {
        if nested.own.start >= from && nested.own.end <= part.end {
            parts.push(from..nested.own.start);
            from = nested.own.end;
        }
    }
    parts.push(from..part.end);
    parts
}

const fn subject(kind: SymbolKind) -> EventSubject {
    match kind {
        SymbolKind::Function | SymbolKind::Constructor | SymbolKind::Macro => {
            EventSubject::Function
        }
        SymbolKind::Type | SymbolKind::Interface | SymbolKind::Alias => EventSubject::Type,
        SymbolKind::Module | SymbolKind::Extension => EventSubject::Module,
        SymbolKind::Value => EventSubject::Value,
        SymbolKind::Section => EventSubject::Section,
    }
}
