//! What git-headway knows of a language, as a table.
//!
//! In: one table for each language, in `languages/`. Out: the table made ready for walking: what to do
//! at each kind of node, by number. Deliberately absent: rules of single languages; what a table
//! cannot say, no language can have.
//!
//! **Places.** Where a part of a definition lies is written as a path from its node: `body` is the field
//! `body`, `#class_body` the first child of that kind, `value/body` goes on from there, and `a | b`
//! takes the first that is there. Where several parts are asked for, the last step finds all of its
//! field or kind; parameters that lie side by side, with nothing around them, end with `*`. A step `+`
//! goes down a chain of declarators, as C has them, to the last one around the name; `..` goes up.

use std::num::NonZeroU16;

use tree_sitter::{Language, Node};

use super::SymbolKind;
use super::declarator::chain;

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
    /// Nodes around a single definition that belong to it: `template <…>`, `export`.
    pub wrap: &'static [&'static str],
    /// Whether definitions inside of functions are looked for.
    pub nested: bool,
    /// Comments, attributes and annotations that belong to the definition after them.
    pub leading: &'static [&'static str],
    /// Nodes that bring in something from elsewhere.
    pub imports: &'static [&'static str],
    /// How it is told who may use a definition.
    pub visibility: Visibility,
    /// Places of the types that a type extends or implements.
    pub supertypes: &'static [&'static str],
    /// What separates the parts of a qualified name.
    pub separators: &'static [&'static str],
    /// Whether files of one directory make one module, so that it is no move when a type goes from one
    /// of them to another.
    pub directory_is_module: bool,
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
    /// A place, and the kinds of nodes one of which must be there; `""` asks for nothing.
    pub when: (&'static str, &'static [&'static str]),
    /// Whether it holds more definitions that belong to what encloses it: `struct a { … } b;`.
    pub holds: bool,
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
            holds: false,
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

    /// Whether its name is at the end of a chain of declarators.
    pub(super) const fn has_declarator(&self) -> bool {
        matches!(self.name, Name::Declarator(_) | Name::EachDeclarator(_))
    }

    pub(super) const fn holds(self) -> Self {
        Self { holds: true, ..self }
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
    /// The line as it stands: `## Install`.
    Line,
}

/// Where a name is.
#[derive(Clone, Copy)]
pub(super) enum Name {
    /// At a place; `""` is the whole node.
    At(&'static str),
    /// At a place, the owner at another: `func (s *Server) Serve`.
    Owned(&'static str, &'static str),
    /// At the end of a chain of declarators, as in C: `*name(…)[…]`. The parameters are on the way.
    Declarator(&'static str),
    /// The same for each of the declarators at a place: `int a, *b;`.
    EachDeclarator(&'static str),
    /// One definition for each of the nodes at a place, each with its own name at a place below it.
    Each(&'static str, &'static str),
    /// `impl Trait for Type`, from the places of both.
    Implementation(&'static str, &'static str),
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
    /// By the last such node before it: `public:`. Else what the type says that encloses it, by the
    /// word in its title; else a word at a place.
    Labels(&'static str, &'static [(&'static str, &'static str)], &'static str),
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
    /// It belongs to the definition in it.
    Wrap,
    /// It may define something: one of these definitions.
    Define(u8, u8),
    /// It brings in something.
    Import,
    /// It belongs to what comes after it.
    Leading,
    /// It says who may use what comes after it.
    Label,
}

/// A table made ready for walking.
pub(super) struct Prepared {
    pub grammar: &'static Grammar,
    pub language: Language,
    pub definitions: Vec<PreparedDefinition>,
    pub supertypes: Vec<Place>,
    pub visibility: Vec<Place>,
    actions: Vec<Action>,
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
}

impl Prepared {
    /// Makes a table ready.
    pub(super) fn new(grammar: &'static Grammar) -> Self {
        let language = (grammar.parser)();
        let mut actions = vec![Action::Skip; language.node_kind_count()];
        let mut set = |kind: &str, action: Action| {
            for id in ids(&language, kind) {
                actions[usize::from(id)] = action;
            }
        };
        grammar.enter.iter().for_each(|kind| set(kind, Action::Enter));
        grammar.wrap.iter().for_each(|kind| set(kind, Action::Wrap));
        grammar.leading.iter().for_each(|kind| set(kind, Action::Leading));
        if let Visibility::Labels(label, ..) = grammar.visibility {
            set(label, Action::Label);
        }
        grammar.imports.iter().for_each(|kind| set(kind, Action::Import));
        let mut from = 0;
        // Definitions of one kind of node stand together in the table.
        for run in grammar.definitions.chunk_by(|a, b| a.node == b.node) {
            let to = from + u8::try_from(run.len()).unwrap_or(u8::MAX);
            set(run[0].node, Action::Define(from, to));
            from = to;
        }
        let place = |text: &str| Place::parse(text, &language);
        let definitions = grammar.definitions.iter().map(|table| {
            let (name, beside) = match table.name {
                Name::At(name) | Name::Declarator(name) => (name, ""),
                Name::Owned(name, beside)
                | Name::Each(beside, name)
                | Name::Implementation(name, beside) => (name, beside),
                Name::EachDeclarator(beside) => ("", beside),
                Name::Fixed(_) => ("", ""),
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
            }
        });
        let definitions = definitions.collect();
        let visibility = match grammar.visibility {
            Visibility::Words(places, ..) => places.iter().map(|text| place(text)).collect(),
            Visibility::Text(text, _) | Visibility::Labels(_, _, text) => vec![place(text)],
            _ => Vec::new(),
        };
        let supertypes = grammar.supertypes.iter().map(|text| place(text)).collect();
        Self { grammar, language, definitions, supertypes, visibility, actions }
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
fn ids(language: &Language, kind: &str) -> Vec<u16> {
    let count = u16::try_from(language.node_kind_count()).unwrap_or(u16::MAX);
    (0..count).filter(|id| language.node_kind_for_id(*id) == Some(kind)).collect()
}

/// Where a part lies: paths of which the first that leads somewhere is taken.
pub(super) struct Place {
    paths: Vec<Vec<Step>>,
    /// Whether it ends with `*`.
    pub(super) side_by_side: bool,
}

enum Step {
    Field(NonZeroU16),
    Child(Vec<u16>),
    Chain,
    Parent,
    /// A name that the language does not have; a test finds these.
    Unknown,
}

impl Place {
    fn parse(text: &str, language: &Language) -> Self {
        let (text, side_by_side) =
            text.strip_suffix('*').map_or((text, false), |places| (places, true));
        let paths = text.split('|').map(str::trim).filter(|path| !path.is_empty());
        let steps = |path: &str| path.split('/').map(|step| Step::parse(step, language)).collect();
        Self { paths: paths.map(steps).collect(), side_by_side }
    }

    /// The node at the place.
    pub(super) fn find<'t>(&self, from: Node<'t>) -> Option<Node<'t>> {
        self.paths.iter().find_map(|path| path.iter().try_fold(from, |at, step| step.go(at)))
    }

    /// All nodes at the place.
    pub(super) fn find_all<'t>(&self, from: Node<'t>) -> Vec<Node<'t>> {
        let all = |path: &Vec<Step>| {
            let (last, before) = path.split_last()?;
            let found = last.all(before.iter().try_fold(from, |at, step| step.go(at))?);
            (!found.is_empty()).then_some(found)
        };
        self.paths.iter().find_map(all).unwrap_or_default()
    }

    /// Whether it says nothing.
    pub(super) const fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    #[cfg(test)]
    fn is_known(&self) -> bool {
        self.paths.iter().flatten().all(|step| !matches!(step, Step::Unknown))
    }
}

impl Step {
    fn parse(text: &str, language: &Language) -> Self {
        match text {
            "+" => return Self::Chain,
            ".." => return Self::Parent,
            _ => {}
        }
        match text.strip_prefix('#') {
            Some(kind) => match ids(language, kind) {
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
            Self::Chain => Some(chain(from).around),
            Self::Parent => from.parent(),
            Self::Unknown => None,
        }
    }

    fn all<'t>(&self, from: Node<'t>) -> Vec<Node<'t>> {
        let mut cursor = from.walk();
        match self {
            Self::Field(field) => {
                let found = from.children_by_field_id(*field, &mut cursor);
                found.filter(Node::is_named).collect()
            }
            Self::Child(kinds) => {
                let children = from.children(&mut cursor);
                children.filter(|child| kinds.contains(&child.kind_id())).collect()
            }
            Self::Chain | Self::Parent | Self::Unknown => self.go(from).into_iter().collect(),
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
                let known = !ids(&prepared.language, kind).is_empty();
                assert!(known, "{}: there is no node `{kind}`", grammar.name);
            };
            let nodes = [grammar.enter, grammar.wrap, grammar.leading, grammar.imports];
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
            for place in prepared.supertypes.iter().chain(&prepared.visibility) {
                assert!(place.is_known(), "{}: supertypes or visibility", grammar.name);
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
