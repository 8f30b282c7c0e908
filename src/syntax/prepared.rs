//! Tables made ready for walking.
//!
//! In: the table of a language and its parser. Out: what to do at each kind of node, by number, and
//! where the parts of definitions are. Deliberately absent: the walk.

use tree_sitter::{Language, Node};

use super::grammar::{Definition, Grammar, Name, Visibility};
use super::place::{Place, ids};

/// What to do at a kind of node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Nothing in it is of interest.
    Skip,
    /// Look at its children.
    Enter,
    /// It belongs to the definitions in it.
    Wrap,
    /// It may define something: one of these definitions.
    Define(u8, u8),
    /// It brings in something.
    Import,
    /// It may hold definitions at this one of the places for it.
    Reparse(u8),
    /// It belongs to what comes after it.
    Leading,
    /// It may say who may use what comes after it.
    Label,
}

/// A table made ready for walking.
pub(super) struct Prepared {
    pub grammar: &'static Grammar,
    pub language: Language,
    pub definitions: Vec<PreparedDefinition>,
    pub supertypes: Vec<Place>,
    pub visibility: Vec<Place>,
    pub reparse: Vec<Place>,
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
    when_kinds: Vec<u16>,
    when_words: Vec<&'static str>,
}

impl PreparedDefinition {
    fn new(table: &'static Definition, language: &Language) -> Self {
        let place = |text: &str| Place::parse(text, language);
        let (name, beside) = match table.name {
            Name::At(name) | Name::Declarator(name) => (name, ""),
            Name::Owned(name, beside)
            | Name::Each(beside, name)
            | Name::Implementation(name, beside) => (name, beside),
            Name::EachDeclarator(beside) => ("", beside),
            Name::Fixed(_) => ("", ""),
        };
        let (when, asked) = table.when;
        Self {
            table,
            name: place(name),
            beside: place(beside),
            parameters: place(table.parameters),
            result: place(table.result),
            body: place(table.body),
            when: place(when),
            when_kinds: asked.iter().flat_map(|kind| ids(language, kind)).collect(),
            when_words: asked.iter().filter_map(|kind| kind.strip_prefix('=')).collect(),
        }
    }

    /// Whether a node has what the definition asks for.
    fn fits(&self, node: Node<'_>, text: &[u8]) -> bool {
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
        let place = |text: &str| Place::parse(text, &language);
        let calls = grammar.imports.iter().filter_map(|call| {
            let (path, word) = call.split_once('=')?;
            let (kind, path) = below(path);
            Some((ids(&language, kind).collect(), place(path), word))
        });
        let definitions = grammar.definitions.iter();
        let visibility = match grammar.visibility {
            Visibility::Words(places, ..) => places.iter().map(|text| place(text)).collect(),
            Visibility::Text(text, _) => vec![place(text)],
            Visibility::Labels(labels) => vec![place(labels.own)],
            _ => Vec::new(),
        };
        Self {
            grammar,
            calls: calls.collect(),
            definitions: definitions.map(|at| PreparedDefinition::new(at, &language)).collect(),
            reparse: grammar.reparse.iter().map(|text| place(below(text).1)).collect(),
            supertypes: grammar.supertypes.iter().map(|text| place(text)).collect(),
            visibility,
            actions: actions(grammar, &language),
            language,
        }
    }

    /// What to do at a node of a text.
    pub(super) fn action(&self, node: Node<'_>, text: &[u8]) -> Action {
        // What could not be read may hold whole definitions.
        if node.is_error() {
            return Action::Enter;
        }
        if self.is_call_that_imports(node, text) {
            return Action::Import;
        }
        self.actions.get(usize::from(node.kind_id())).copied().unwrap_or(Action::Skip)
    }

    fn is_call_that_imports(&self, node: Node<'_>, text: &[u8]) -> bool {
        let id = node.kind_id();
        self.calls.iter().any(|(ids, place, word)| {
            let is_word = |at: Node<'_>| text[at.byte_range()] == *word.as_bytes();
            ids.contains(&id) && place.find(node).is_some_and(is_word)
        })
    }

    /// The first of some definitions that a node fits.
    pub(super) fn definition(
        &self,
        (from, to): (u8, u8),
        node: Node<'_>,
        text: &[u8],
    ) -> Option<&PreparedDefinition> {
        let definitions = &self.definitions[usize::from(from)..usize::from(to)];
        definitions.iter().find(|definition| definition.fits(node, text))
    }
}

/// The node and the place below it.
fn below(path: &str) -> (&str, &str) {
    path.split_once('/').unwrap_or((path, ""))
}

/// What to do at each kind of node. One that wraps may define as well; then the definition comes first.
fn actions(grammar: &Grammar, language: &Language) -> Vec<Action> {
    let mut actions = vec![Action::Skip; language.node_kind_count()];
    let mut set = |kind: &str, action: Action| {
        // `class` may be a node and the word in it.
        for id in ids(language, kind).filter(|id| language.node_kind_is_named(*id)) {
            actions[usize::from(id)] = action;
        }
    };
    grammar.enter.iter().for_each(|kind| set(kind, Action::Enter));
    grammar.wrap.iter().for_each(|kind| set(kind, Action::Wrap));
    grammar.leading.iter().for_each(|kind| set(kind, Action::Leading));
    if let Visibility::Labels(labels) = grammar.visibility {
        set(labels.node, Action::Label);
    }
    let imports = grammar.imports.iter().filter(|kind| !kind.contains('='));
    imports.for_each(|kind| set(kind, Action::Import));
    for (at, path) in (0..).zip(grammar.reparse) {
        set(below(path).0, Action::Reparse(at));
    }
    let mut from = 0;
    // Definitions of one kind of node stand together in the table.
    for run in grammar.definitions.chunk_by(|a, b| a.node == b.node) {
        let to = from + u8::try_from(run.len()).unwrap_or(u8::MAX);
        set(run[0].node, Action::Define(from, to));
        from = to;
    }
    actions
}

#[cfg(test)]
mod tests {
    use super::{Prepared, ids};
    use crate::syntax::grammar::Name;
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
            let nodes =
                [grammar.enter, grammar.wrap, grammar.leading, grammar.imports, grammar.reparse];
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
            let [first, others @ ..] =
                [&prepared.supertypes, &prepared.visibility, &prepared.reparse];
            for place in first.iter().chain(others.into_iter().flatten()).chain(calls) {
                assert!(place.is_known(), "{}: a place of no definition", grammar.name);
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
