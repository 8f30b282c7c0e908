//! What a definition says of itself.
//!
//! In: a node, the definition of the table that it fits, and the text. Out: its name, title, parameters,
//! result, supertypes, and who may use it. Deliberately absent: where it stands.

use std::ops::Range;

use tree_sitter::Node;

use super::declarator::{chain, parameters_around, signs};
use super::grammar::{Name, Title, Visibility};
use super::naming::{bare_type, even, even_part, heading, names, split_path, without_arguments};
use super::prepared::{Prepared, PreparedDefinition};
use super::{Symbol, SymbolKind};

/// Describes definitions of a text.
#[derive(Clone, Copy)]
pub(super) struct Describe<'a> {
    pub prepared: &'static Prepared,
    pub text: &'a [u8],
}

/// What a definition is called.
pub(super) struct Named<'t> {
    /// Its name.
    pub node: Node<'t>,
    /// The part of the definition that is its own, where others are defined along with it.
    at: Node<'t>,
    /// As it is written.
    pub name: String,
    owner: Option<String>,
}

impl Describe<'_> {
    /// What a definition is called, and where.
    pub(super) fn named<'t>(
        self,
        definition: &PreparedDefinition,
        node: Node<'t>,
    ) -> Option<Named<'t>> {
        let at = |name: Node<'t>, owner| {
            Some(Named { node: name, at: node, name: self.even(name), owner })
        };
        match definition.table.name {
            Name::At(_) => at(definition.name.find(node)?, None),
            Name::Owned(..) => {
                let owner = definition.beside.find(node).map(|owner| bare_type(&self.even(owner)));
                at(definition.name.find(node)?, owner)
            }
            Name::Declarator(_) => at(chain(definition.name.find(node)?).name, None),
            Name::Each(..) | Name::EachDeclarator(_) => None,
            Name::Fixed(name) => Some(Named { node, at: node, name: name.to_owned(), owner: None }),
            Name::Implementation(..) => {
                let of = definition.beside.find(node)?;
                let type_name = without_arguments(&self.even(of));
                let name = match definition.name.find(node) {
                    Some(what) => {
                        format!("{} for {type_name}", without_arguments(&self.even(what)))
                    }
                    None => type_name,
                };
                Some(Named { node: of, at: node, name, owner: Some(bare_type(&self.even(of))) })
            }
        }
    }

    /// What all that one node defines is called: `int a, *b;`.
    pub(super) fn each<'t>(
        self,
        definition: &PreparedDefinition,
        node: Node<'t>,
    ) -> Vec<Named<'t>> {
        let named = |at: Node<'t>| {
            let node = match definition.table.name {
                Name::EachDeclarator(_) => chain(at).name,
                _ => definition.name.find(at)?,
            };
            Some(Named { node, at, name: self.even(node), owner: None })
        };
        definition.beside.find_all(node).into_iter().filter_map(named).collect()
    }

    /// The name alone, and the owner that it names.
    pub(super) fn split(
        self,
        definition: &PreparedDefinition,
        named: &Named<'_>,
    ) -> (String, Option<String>) {
        let table = definition.table;
        let mut name = named.name.as_str();
        if matches!(table.title, Title::Heading) {
            name = name.trim_end_matches('#').trim_end();
        } else if !matches!(table.name, Name::Implementation(..)) {
            if let Some((owner, name)) = split_path(name, self.prepared.grammar.separators) {
                return (name, Some(owner));
            }
            // Where a symbol names what it defines: `attr_reader :name`.
            name = name.strip_prefix(':').unwrap_or(name);
        }
        (name.to_owned(), named.owner.clone())
    }

    pub(super) fn title(
        self,
        title: Title,
        node: Node<'_>,
        written: &str,
        (name, owner): (&str, Option<&str>),
    ) -> String {
        let name = match owner {
            Some(owner) if !matches!(title, Title::Word("impl" | "extension")) => {
                let separators = self.prepared.grammar.separators;
                let separator = separators.iter().find(|separator| written.contains(**separator));
                format!("{owner}{}{name}", separator.or(separators.first()).unwrap_or(&"."))
            }
            _ => name.to_owned(),
        };
        match title {
            Title::Word(word) => format!("{word} {name}"),
            Title::Keyword(words) => {
                let mut cursor = node.walk();
                let word = node
                    .children(&mut cursor)
                    .find_map(|child| words.iter().find(|word| child.kind() == **word));
                format!("{} {name}", word.unwrap_or(&words[0]))
            }
            Title::Call => format!("{name}()"),
            Title::Bare => name,
            Title::Heading => heading(&self.text[node.byte_range()], &name),
        }
    }

    pub(super) fn parameters(
        self,
        definition: &PreparedDefinition,
        node: Node<'_>,
        named: &Named<'_>,
    ) -> Vec<String> {
        let lists = definition.parameters.find_all(node);
        if definition.parameters.side_by_side {
            return lists.iter().map(|at| self.even_part(*at)).collect();
        }
        if definition.table.has_declarator() && lists.is_empty() {
            let list = parameters_around(named.node, named.at);
            return list.map_or_else(Vec::new, |list| self.listed(list));
        }
        lists.iter().flat_map(|list| self.listed(*list)).collect()
    }

    /// The parameters in a list.
    fn listed(self, list: Node<'_>) -> Vec<String> {
        // One parameter without parentheses: `x => …`.
        if list.named_child_count() == 0 && !self.text[list.byte_range()].starts_with(b"(") {
            return vec![self.even_part(list)];
        }
        let mut cursor = list.walk();
        let mut parameters: Vec<Range<usize>> = Vec::new();
        let mut goes_on = false;
        let is_keyword = |word: &str| word.starts_with(char::is_alphabetic);
        for child in list.children(&mut cursor).filter(|child| !child.is_extra()) {
            match (child.kind(), parameters.last_mut()) {
                ("(" | ")" | "[" | "]" | "|" | "," | ";", _) => goes_on = false,
                // `implicit` and the like speak of the whole list.
                (word, _) if !goes_on && !child.is_named() && is_keyword(word) => {}
                // A default, or what a modifier belongs to.
                (_, Some(before)) if goes_on => before.end = child.end_byte(),
                _ => {
                    parameters.push(child.byte_range());
                    goes_on = true;
                }
            }
        }
        let texts = parameters.into_iter().map(|part| even_part(&self.text[part]));
        texts.filter(|text| text != "void").collect()
    }

    pub(super) fn result(
        self,
        definition: &PreparedDefinition,
        node: Node<'_>,
        named: &Named<'_>,
    ) -> String {
        let Some(at) = definition.result.find(node) else { return String::new() };
        // `struct a { … } b` is a `struct a`.
        let end = at.child_by_field_name("body").map_or(at.end_byte(), |body| body.start_byte());
        let mut result = even_part(&self.text[at.start_byte()..end]);
        match definition.table.name {
            Name::EachDeclarator(_) => result += &signs(named.at),
            Name::Declarator(_) => {
                result += &definition.name.find(node).map_or_else(String::new, signs);
            }
            _ => {}
        }
        result.trim_start_matches(':').trim_start().to_owned()
    }

    pub(super) fn supertypes(self, node: Node<'_>) -> Vec<String> {
        let mut found = Vec::new();
        for at in self.prepared.supertypes.iter().flat_map(|place| place.find_all(node)) {
            names(&self.text[at.byte_range()], &mut found);
        }
        found
    }

    /// What a label says, if it is one.
    pub(super) fn label(self, node: Node<'_>) -> Option<String> {
        let Visibility::Labels(labels) = self.prepared.grammar.visibility else { return None };
        let text = self.even(node);
        let word = text.split([':', ' ']).next().unwrap_or_default();
        labels.words.contains(&word).then(|| word.to_owned())
    }

    /// Who may use a definition that a symbol encloses and a label stands before.
    pub(super) fn visibility(
        self,
        node: Node<'_>,
        name: &str,
        enclosing: Option<&Symbol>,
        label: Option<&str>,
    ) -> String {
        match self.prepared.grammar.visibility {
            Visibility::Words(_, words, otherwise) => {
                self.word(node, words).unwrap_or_else(|| otherwise.to_owned())
            }
            Visibility::Text(_, otherwise) => match self.prepared.visibility[0].find(node) {
                Some(at) => self.even(at),
                None => otherwise.to_owned(),
            },
            Visibility::Labels(labels) => {
                let word = self.prepared.visibility[0].find(node).map(|at| self.even(at));
                if let Some(word) = word.as_ref().filter(|at| labels.words.contains(&at.as_str())) {
                    return word.clone();
                }
                let title = enclosing.map_or("", |symbol| &symbol.title);
                let holds = labels.otherwise.iter().find(|(word, _)| title.starts_with(word));
                // Outside of a type there are no labels but in what could not be read.
                holds.map_or(word.unwrap_or_default(), |(_, word)| label.unwrap_or(word).to_owned())
            }
            Visibility::Capital => {
                // What is embedded is called by a path.
                let name = name.rsplit('.').next().unwrap_or_default();
                let is_exported = name.starts_with(char::is_uppercase);
                if is_exported { "exported" } else { "private" }.to_owned()
            }
            Visibility::Underscore => {
                let is_private = name.starts_with('_') && !name.ends_with("__");
                if is_private { "private" } else { "public" }.to_owned()
            }
            Visibility::None => String::new(),
        }
    }

    /// The first of some words at the places where it is told who may use a definition.
    fn word(self, node: Node<'_>, words: &[&str]) -> Option<String> {
        let at = self.prepared.visibility.iter().flat_map(|place| place.find_all(node));
        at.into_iter().find_map(|at| {
            let text = String::from_utf8_lossy(&self.text[at.byte_range()]);
            let mut parts = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | '['));
            parts.find(|part| words.contains(part)).map(str::to_owned)
        })
    }

    /// The text of a parameter, a result or an import, its white space evened out.
    pub(super) fn even_part(self, node: Node<'_>) -> String {
        even_part(&self.text[node.byte_range()])
    }

    /// The text of a name, its white space evened out.
    pub(super) fn even(self, node: Node<'_>) -> String {
        even(&self.text[node.byte_range()])
    }
}

/// What it is. Where only its name tells that a function makes a value, this does.
pub(super) fn kind_of(
    definition: &PreparedDefinition,
    name: &str,
    owner: Option<&str>,
    enclosing: Option<&Symbol>,
) -> SymbolKind {
    let is_of_its_type = owner.map_or_else(
        || enclosing.is_some_and(|at| at.kind == SymbolKind::Type && at.name == name),
        |owner| owner == name,
    );
    match definition.table.kind {
        SymbolKind::Function if is_of_its_type && definition.table.has_declarator() => {
            SymbolKind::Constructor
        }
        kind => kind,
    }
}
