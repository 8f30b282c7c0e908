//! What git-headway knows of a language, as a table.
//!
//! In: one table for each language, in `languages/`. Out: the table made ready for walking: what to do
//! at each kind of node, by number. Deliberately absent: rules of single languages; what a table
//! cannot say, no language can have.
//!
//! **Places.** Where a part of a definition lies is written as a path from its node: `body` is the field
//! `body`, `#class_body` the first child of that kind, `+` and `-` the named node after and before,
//! `..` what encloses it, `value/body` goes on from there, and `a | b` takes the first that is there.

use std::num::NonZero;

use tree_sitter::{Language, Node};

use super::SymbolKind;

/// A language.
pub(super) struct Grammar {
    /// As people call it.
    pub name: &'static str,
    /// The extensions of its files.
    pub extensions: &'static [&'static str],
    /// Names of files without one.
    pub file_names: &'static [&'static str],
    /// The parser.
    pub parser: fn() -> Language,
    /// What defines something.
    pub definitions: &'static [Definition],
    /// Nodes that define nothing and hold definitions.
    pub enter: &'static [&'static str],
    /// Whether definitions inside of functions are looked for.
    pub nested: bool,
    /// Comments, attributes and annotations that belong to the definition after them.
    pub leading: &'static [&'static str],
    /// Nodes that bring in something from elsewhere; `call/method=require` only does with that word at
    /// that place.
    pub imports: &'static [&'static str],
    /// How it is told who may use a definition.
    pub visibility: Visibility,
    /// Places of the types that a type extends or implements.
    pub supertypes: &'static [&'static str],
    /// What separates the parts of a qualified name.
    pub separators: &'static [&'static str],
    /// How its text is split into words and statements.
    pub lexis: Lexis,
}

/// A kind of node that defines something.
pub(super) struct Definition {
    /// The node.
    pub node: &'static str,
    /// What it defines.
    pub kind: SymbolKind,
    /// How its title is made.
    pub title: Title,
    /// Where its name is.
    pub name: Name,
    /// Where its parameters are.
    pub parameters: &'static str,
    /// Where its result, or the type of a value, is.
    pub result: &'static str,
    /// Where its body is.
    pub body: &'static str,
    /// A place, and the kinds of nodes one of which must be there; `""` asks for nothing, `=define` for
    /// that word.
    pub when: (&'static str, &'static [&'static str]),
}

impl Definition {
    /// A definition of which every language has at least these parts, under these names.
    pub(super) const fn new(node: &'static str, kind: SymbolKind, title: Title) -> Self {
        Self {
            node,
            kind,
            title,
            name: Name::At("name"),
            parameters: "",
            result: "",
            body: "body",
            when: ("", &[]),
        }
    }

    /// A function, with its places.
    pub(super) const fn function(
        node: &'static str,
        title: Title,
        parameters: &'static str,
        result: &'static str,
    ) -> Self {
        Self { parameters, result, ..Self::new(node, SymbolKind::Function, title) }
    }

    pub(super) const fn named(self, name: Name) -> Self {
        Self { name, ..self }
    }

    pub(super) const fn body(self, body: &'static str) -> Self {
        Self { body, ..self }
    }

    pub(super) const fn result(self, result: &'static str) -> Self {
        Self { result, ..self }
    }

    pub(super) const fn parameters(self, parameters: &'static str) -> Self {
        Self { parameters, ..self }
    }

    pub(super) const fn kind(self, kind: SymbolKind) -> Self {
        Self { kind, ..self }
    }

    pub(super) const fn when(self, place: &'static str, kinds: &'static [&'static str]) -> Self {
        Self { when: (place, kinds), ..self }
    }
}

/// How a title is made of a name.
#[derive(Clone, Copy)]
pub(super) enum Title {
    /// `fn poll`.
    Word(&'static str),
    /// The word that stands in the definition itself: `class Point`, `object Point`.
    Keyword(&'static [&'static str]),
    /// `poll()`.
    Call,
    /// `LIMIT`.
    Bare,
    /// As a document writes a heading: `## Install`.
    Heading,
}

/// Where a name is.
#[derive(Clone, Copy)]
pub(super) enum Name {
    /// At a place.
    At(&'static str),
    /// At a place, the owner at another: `func (s *Server) Serve`.
    Owned(&'static str, &'static str),
    /// At the end of a chain of declarators, as in C: `*name(…)[…]`. The parameters are on the way.
    Declarator(&'static str),
    /// One definition for each of the nodes at a place, each with its own name at a place below it.
    Each(&'static str, &'static str),
    /// `impl Trait for Type`, from the places of both.
    Implementation(&'static str, &'static str),
    /// The node itself.
    Whole,
    /// The same for all: `constructor`.
    Fixed(&'static str),
}

/// How it is told who may use a definition.
#[derive(Clone, Copy)]
pub(super) enum Visibility {
    /// By one of these words in one of these places; else it is as the last one says.
    Words(&'static [&'static str], &'static [&'static str], &'static str),
    /// By what stands at a place, as it is; else as the second one says.
    Text(&'static str, &'static str),
    /// By the last of these words that stood alone before it; else as the second one says.
    Sections(&'static [&'static str], &'static str),
    /// By a capital at the beginning of the name.
    Capital,
    /// By an underscore at the beginning of the name.
    Underscore,
    /// It is not told.
    None,
}

/// How text is split into words and statements.
#[derive(Clone, Copy)]
pub(super) struct Lexis {
    /// What opens a comment to the end of the line.
    pub line_comments: &'static [&'static str],
    /// What opens and closes a comment.
    pub block_comments: &'static [(&'static str, &'static str)],
    /// What opens and closes a text; the longest ones first. With `\` the end is escaped.
    pub strings: &'static [&'static str],
    /// Whether a statement ends with its line, where no parenthesis is open.
    pub lines_end: bool,
}

impl Lexis {
    /// As in C: `;`, `//`, `/* */`.
    pub(super) const C: Self = Self {
        line_comments: &["//"],
        block_comments: &[("/*", "*/")],
        strings: &["\"", "'"],
        lines_end: false,
    };
    /// As in C, and a line ends a statement.
    pub(super) const C_LINES: Self = Self { lines_end: true, ..Self::C };
    /// `#` comments, and a line ends a statement.
    pub(super) const HASH: Self =
        Self { line_comments: &["#"], block_comments: &[], strings: &["\"", "'"], lines_end: true };
}

/// What to do at a kind of node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Nothing in it is of interest.
    Skip,
    /// Look at its children.
    Enter,
    /// It may define something: one of these definitions.
    Define(u8, u8),
    /// It brings in something.
    Import,
    /// It belongs to what comes after it.
    Leading,
}

/// A table made ready for walking.
pub(super) struct Prepared {
    pub grammar: &'static Grammar,
    pub language: Language,
    pub definitions: Vec<PreparedDefinition>,
    pub supertypes: Vec<Place>,
    pub visibility: Vec<Place>,
    actions: Vec<Action>,
    /// Nodes that bring in something if a word stands at a place.
    calls: Vec<(Vec<u16>, Place, &'static str)>,
}

/// A definition made ready for walking.
pub(super) struct PreparedDefinition {
    pub table: &'static Definition,
    pub name: Place,
    /// What the name needs besides.
    pub beside: Place,
    pub parameters: Place,
    pub result: Place,
    pub body: Place,
    pub when: Place,
    pub when_kinds: Vec<u16>,
    pub when_words: Vec<&'static str>,
}

impl PreparedDefinition {
    /// Whether a node has what the definition asks for.
    pub(super) fn fits(&self, node: Node<'_>, text: &[u8]) -> bool {
        self.when.is_empty()
            || self.when.find(node).is_some_and(|at| {
                let is_word = |word: &&str| text[at.byte_range()] == *word.as_bytes();
                self.when_kinds.contains(&at.kind_id()) || self.when_words.iter().any(is_word)
            })
    }
}

impl Prepared {
    /// Makes a table ready.
    pub(super) fn new(grammar: &'static Grammar) -> Self {
        let language = (grammar.parser)();
        let mut actions = vec![Action::Skip; language.node_kind_count()];
        let mut set = |kind: &str, action: Action| {
            // `class` may be a node and the word in it.
            for id in ids(&language, kind).filter(|id| language.node_kind_is_named(*id)) {
                actions[usize::from(id)] = action;
            }
        };
        grammar.enter.iter().for_each(|kind| set(kind, Action::Enter));
        grammar.leading.iter().for_each(|kind| set(kind, Action::Leading));
        let (calls, imports): (Vec<&str>, Vec<&str>) =
            grammar.imports.iter().partition(|kind| kind.contains('='));
        for kind in imports {
            set(kind, Action::Import);
        }
        let mut from = 0;
        // Definitions of one kind of node stand together in the table.
        for run in grammar.definitions.chunk_by(|a, b| a.node == b.node) {
            let to = from + u8::try_from(run.len()).unwrap_or(u8::MAX);
            set(run[0].node, Action::Define(from, to));
            from = to;
        }
        let place = |text: &str| Place::parse(text, &language);
        let calls = calls.into_iter().filter_map(|call| {
            let (path, word) = call.split_once('=')?;
            let (kind, path) = path.split_once('/')?;
            Some((ids(&language, kind).collect(), place(path), word))
        });
        let calls = calls.collect();
        let definitions = grammar.definitions.iter().map(|table| {
            let (name, beside) = match table.name {
                Name::At(name) | Name::Declarator(name) => (name, ""),
                Name::Owned(name, beside)
                | Name::Each(beside, name)
                | Name::Implementation(name, beside) => (name, beside),
                Name::Fixed(_) | Name::Whole => ("", ""),
            };
            PreparedDefinition {
                table,
                name: place(name),
                beside: place(beside),
                parameters: place(table.parameters),
                result: place(table.result),
                body: place(table.body),
                when: place(table.when.0),
                when_kinds: table.when.1.iter().flat_map(|kind| ids(&language, kind)).collect(),
                when_words: table.when.1.iter().filter_map(|kind| kind.strip_prefix('=')).collect(),
            }
        });
        let definitions = definitions.collect();
        let visibility = match grammar.visibility {
            Visibility::Words(places, ..) => places.iter().map(|text| place(text)).collect(),
            Visibility::Text(text, _) => vec![place(text)],
            _ => Vec::new(),
        };
        let supertypes = grammar.supertypes.iter().map(|text| place(text)).collect();
        Self { grammar, language, definitions, supertypes, visibility, actions, calls }
    }

    /// Whether a node brings in something, for the word in it.
    pub(super) fn is_import(&self, node: Node<'_>, text: &[u8]) -> bool {
        let id = node.kind_id();
        self.calls.iter().any(|(ids, place, word)| {
            let is_word = |at: Node<'_>| text[at.byte_range()] == *word.as_bytes();
            ids.contains(&id) && place.find(node).is_some_and(is_word)
        })
    }

    /// What to do at a node.
    pub(super) fn action(&self, node: Node<'_>) -> Action {
        // What could not be read may hold whole definitions.
        if node.is_error() {
            return Action::Enter;
        }
        self.actions.get(usize::from(node.kind_id())).copied().unwrap_or(Action::Skip)
    }
}

/// The numbers of a kind of node; a language may have several of one name.
fn ids(language: &Language, kind: &str) -> impl Iterator<Item = u16> {
    let count = u16::try_from(language.node_kind_count()).unwrap_or(u16::MAX);
    (0..count).filter(move |id| language.node_kind_for_id(*id) == Some(kind))
}

/// Where a part lies: paths of which the first that leads somewhere is taken.
pub(super) struct Place(Vec<Vec<Step>>);

enum Step {
    Field(NonZero<u16>),
    Child(Vec<u16>),
    Next,
    Previous,
    Parent,
    /// A name that the language does not have; a test finds these.
    Unknown,
}

impl Place {
    fn parse(text: &str, language: &Language) -> Self {
        let paths = text.split('|').map(str::trim).filter(|path| !path.is_empty());
        Self(
            paths
                .map(|path| path.split('/').map(|step| Step::parse(step, language)).collect())
                .collect(),
        )
    }

    /// The node at the place.
    pub(super) fn find<'t>(&self, from: Node<'t>) -> Option<Node<'t>> {
        self.0.iter().find_map(|path| path.iter().try_fold(from, |at, step| step.go(at)))
    }

    /// All nodes at the place; those that the last step of the first path leads to.
    pub(super) fn all<'t>(&self, from: Node<'t>) -> Vec<Node<'t>> {
        let Some((last, before)) = self.0.first().and_then(|path| path.split_last()) else {
            return Vec::new();
        };
        let Some(at) = before.iter().try_fold(from, |at, step| step.go(at)) else {
            return Vec::new();
        };
        let mut cursor = at.walk();
        match last {
            Step::Field(field) => at.children_by_field_id(*field, &mut cursor).collect(),
            Step::Child(kinds) => {
                at.children(&mut cursor).filter(|at| kinds.contains(&at.kind_id())).collect()
            }
            step => step.go(at).into_iter().collect(),
        }
    }

    /// Whether it says nothing.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[cfg(test)]
    fn is_known(&self) -> bool {
        self.0.iter().flatten().all(|step| !matches!(step, Step::Unknown))
    }
}

impl Step {
    fn parse(text: &str, language: &Language) -> Self {
        match text.strip_prefix('#') {
            _ if text == "+" => Self::Next,
            _ if text == "-" => Self::Previous,
            _ if text == ".." => Self::Parent,
            Some(kind) => match ids(language, kind).collect::<Vec<u16>>() {
                ids if ids.is_empty() => Self::Unknown,
                ids => Self::Child(ids),
            },
            None => language.field_id_for_name(text).map_or(Self::Unknown, Self::Field),
        }
    }

    fn go<'t>(&self, from: Node<'t>) -> Option<Node<'t>> {
        match self {
            Self::Field(field) => from.child_by_field_id(field.get()),
            Self::Child(kinds) => {
                let mut cursor = from.walk();
                from.children(&mut cursor).find(|child| kinds.contains(&child.kind_id()))
            }
            Self::Next => from.next_named_sibling(),
            Self::Previous => from.prev_named_sibling(),
            Self::Parent => from.parent(),
            Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, Prepared, ids};
    use crate::syntax::languages::LANGUAGES;

    #[test]
    fn every_name_in_a_table_is_known_to_its_parser() {
        for grammar in LANGUAGES {
            let prepared = Prepared::new(grammar);
            let known = |kind: &str| {
                let node = kind.split('/').next().unwrap_or(kind);
                let known = kind.starts_with('=') || ids(&prepared.language, node).next().is_some();
                assert!(known, "{}: there is no node `{kind}`", grammar.name);
            };
            let nodes = [grammar.enter, grammar.leading, grammar.imports];
            nodes.into_iter().flatten().for_each(|kind| known(kind));
            for definition in &prepared.definitions {
                let table = definition.table;
                known(table.node);
                table.when.1.iter().for_each(|kind| known(kind));
                for place in [
                    &definition.name,
                    &definition.parameters,
                    &definition.result,
                    &definition.body,
                    &definition.when,
                ] {
                    assert!(place.is_known(), "{}: a place of {}", grammar.name, table.node);
                }
                let beside = definition.beside.is_known();
                assert!(beside || matches!(table.name, Name::Fixed(_)), "{}", table.node);
            }
            let calls = prepared.calls.iter().map(|(_, place, _)| place);
            for place in prepared.supertypes.iter().chain(&prepared.visibility).chain(calls) {
                assert!(place.is_known(), "{}: supertypes, visibility, imports", grammar.name);
            }
        }
    }

    #[test]
    fn definitions_of_one_node_stand_together() {
        for grammar in LANGUAGES {
            let runs = grammar.definitions.chunk_by(|a, b| a.node == b.node).count();
            let mut nodes: Vec<&str> = grammar.definitions.iter().map(|at| at.node).collect();
            nodes.sort_unstable();
            nodes.dedup();
            assert_eq!(runs, nodes.len(), "{}", grammar.name);
        }
    }
}
