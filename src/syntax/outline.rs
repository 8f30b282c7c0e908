//! The symbols of a text.
//!
//! In: the bytes of a file, the table of its language, and (where the text is a later version of one
//! that was parsed) the tree before. Out: its outline. The walk goes into what holds definitions and
//! not into bodies of functions, which is what makes it cheap. A place that cannot be read costs only
//! itself. Deliberately absent: what stands in bodies.

use std::ops::Range;

use tree_sitter::{Node, Parser, Point, Tree};

use super::declarator::{chain, parameters_around, signs};
use super::grammar::{Action, Name, Prepared, PreparedDefinition, Title, Visibility};
use super::naming::{bare_type, clip, even, names, split_path, without_arguments};
use super::{Import, Outline, Symbol, SymbolKind};

/// Larger files are data or generated; a tree takes 20 to 30 times the text's memory.
pub(super) const LARGEST: usize = 1 << 20;
/// Nodes that a walk goes down; deeper ones are generated text.
const DEEPEST: usize = 200;

/// Parses texts of one language; keeps the parser.
pub(super) struct OutlineParser {
    prepared: &'static Prepared,
    parser: Parser,
}

impl OutlineParser {
    /// A parser; `None` when the parser of the language does not fit the library.
    pub(super) fn new(prepared: &'static Prepared) -> Option<Self> {
        let mut parser = Parser::new();
        parser.set_language(&prepared.language).ok()?;
        Some(Self { prepared, parser })
    }

    /// Parses a text; with the tree of the version before and what was replaced, only anew what is
    /// new.
    pub(super) fn parse(&mut self, text: &[u8], before: Option<&Tree>) -> Option<Tree> {
        self.parser.parse(text, before)
    }

    /// The outline of a parsed text.
    pub(super) fn outline(&self, text: &[u8], tree: &Tree) -> Outline {
        let mut walk = Walk {
            prepared: self.prepared,
            text,
            label: None,
            unnamed: 0,
            outline: Outline::default(),
        };
        walk.children(tree.root_node(), None, 0);
        walk.outline
    }
}

struct Walk<'a> {
    prepared: &'static Prepared,
    text: &'a [u8],
    /// What was last said of who may use what follows.
    label: Option<String>,
    /// Functions around that are no symbols: `describe("…", () => …)`.
    unnamed: usize,
    outline: Outline,
}

impl Walk<'_> {
    /// Walks the children of a node that is enclosed by a symbol.
    fn children(&mut self, node: Node<'_>, parent: Option<usize>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        // The first of the comments and attributes that stand directly before a definition.
        let mut leading: Option<Node<'_>> = None;
        let mut cursor = node.walk();
        let mut more = cursor.goto_first_child();
        while more {
            let child = cursor.node();
            more = cursor.goto_next_sibling();
            let action = self.prepared.action(child);
            match action {
                Action::Leading => {
                    let follows =
                        |last: Node<'_>| row(child.start_position()) <= last_row(last) + 1;
                    if child.start_byte() > 0 && self.ends_a_line_of_code(child) {
                        continue;
                    }
                    let goes_on = child.prev_sibling().is_some_and(follows);
                    leading = leading.filter(|_| goes_on).or(Some(child));
                    continue;
                }
                Action::Skip => {
                    if !child.is_named() {
                        continue;
                    }
                }
                Action::Enter => {
                    if child.is_error() {
                        self.outline.damaged.push(row(child.start_position())..last_row(child) + 1);
                    }
                    let unnamed = usize::from(child.kind().contains("function"));
                    self.unnamed += unnamed;
                    self.children(child, parent, depth + 1);
                    self.unnamed -= unnamed;
                }
                Action::Import => self.import(child),
                Action::Label => {
                    self.label = Some(self.even(child).trim_end_matches(':').to_owned());
                }
                Action::Wrap | Action::Define(..) => {
                    let stands_before = |first: &Node<'_>| {
                        let last = child.prev_sibling().unwrap_or(*first);
                        last_row(last) + 1 >= row(child.start_position())
                    };
                    let first = leading.filter(stands_before).unwrap_or(child);
                    self.defined(child, Extent::of(child, first, self.text), parent, depth);
                }
            }
            leading = None;
        }
    }

    /// Whether a comment stands behind code, and so does not speak of what follows.
    fn ends_a_line_of_code(&self, comment: Node<'_>) -> bool {
        let before = &self.text[..comment.start_byte()];
        let line = memchr::memrchr(b'\n', before).map_or(before, |at| &before[at + 1..]);
        !line.trim_ascii().is_empty()
            && comment
                .prev_sibling()
                .is_some_and(|last| last_row(last) == row(comment.start_position()))
            && comment
                .prev_sibling()
                .is_some_and(|last| self.prepared.action(last) != Action::Leading)
    }

    fn import(&mut self, node: Node<'_>) {
        let text = self.even(node);
        self.outline.imports.push(Import { text, line: row(node.start_position()) });
    }

    /// Goes on to the definition that a node is or wraps.
    fn defined(
        &mut self,
        node: Node<'_>,
        mut extent: Extent<'_>,
        parent: Option<usize>,
        depth: usize,
    ) {
        if let Action::Define(from, to) = self.prepared.action(node) {
            self.define(node, &extent, from..to, parent, depth);
            return;
        }
        let mut cursor = node.walk();
        let action = |child: &Node<'_>| self.prepared.action(*child);
        let mut inner = node
            .children(&mut cursor)
            .filter(|child| matches!(action(child), Action::Define(..) | Action::Wrap));
        let (Some(single), None) = (inner.next(), inner.next()) else {
            self.children(node, parent, depth + 1);
            return;
        };
        drop(inner);
        let mut children = node.children(&mut cursor);
        if let Some(own) = children.find(|child| action(child) != Action::Leading) {
            extent.own.start = own.start_byte();
        }
        drop(children);
        self.defined(single, extent, parent, depth + 1);
    }

    fn define(
        &mut self,
        node: Node<'_>,
        extent: &Extent<'_>,
        definitions: Range<u8>,
        parent: Option<usize>,
        depth: usize,
    ) {
        let range = usize::from(definitions.start)..usize::from(definitions.end);
        let prepared = self.prepared;
        let fits = |definition: &&PreparedDefinition| {
            definition.when.is_empty()
                || definition
                    .when
                    .find(node)
                    .is_some_and(|at| definition.when_kinds.contains(&at.kind_id()))
        };
        let Some(definition) = prepared.definitions[range].iter().find(fits) else {
            self.children(node, parent, depth + 1);
            return;
        };
        // A value inside a function is a local one, and no symbol.
        let is_callable = |parent: usize| self.outline.symbols[parent].kind.is_callable();
        let is_local = definition.table.kind == SymbolKind::Value
            && (self.unnamed > 0 || parent.is_some_and(is_callable));
        if is_local {
            self.children(node, parent, depth + 1);
            return;
        }
        if definition.table.holds {
            self.children(node, parent, depth + 1);
        }
        if let Name::Each(..) | Name::EachDeclarator(_) = definition.table.name {
            self.define_each(definition, node, extent, parent);
            return;
        }
        let Some(named) = self.named(definition, node) else {
            self.children(node, parent, depth + 1);
            return;
        };
        let symbol = self.add(definition, node, extent, &named, parent);
        let kind = definition.table.kind;
        let body = definition.body.find(node).unwrap_or(node);
        if kind.is_container() || prepared.grammar.nested && kind.is_callable() {
            let outer = self.label.take();
            self.children(body, Some(symbol), depth + 1);
            self.label = outer;
        } else if kind == SymbolKind::Section || prepared.grammar.nested {
            self.children(node, Some(symbol), depth + 1);
        }
    }

    /// Adds all that one node defines: `int a, *b;`.
    fn define_each(
        &mut self,
        definition: &PreparedDefinition,
        node: Node<'_>,
        extent: &Extent<'_>,
        parent: Option<usize>,
    ) {
        for at in definition.beside.find_all(node) {
            let name = match definition.table.name {
                Name::EachDeclarator(_) => chain(at).name,
                _ => definition.name.find(at).unwrap_or(at),
            };
            let named = Named { node: name, at, name: self.even(name), owner: None };
            self.add(definition, node, extent, &named, parent);
        }
    }

    /// What a definition is called, and where.
    fn named<'t>(&self, definition: &PreparedDefinition, node: Node<'t>) -> Option<Named<'t>> {
        let at = |name: Node<'t>, owner| {
            Some(Named { node: name, at: node, name: self.even(name), owner })
        };
        match definition.table.name {
            Name::At("") => at(node, None),
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

    /// Adds a symbol; returns its place.
    fn add(
        &mut self,
        definition: &PreparedDefinition,
        node: Node<'_>,
        extent: &Extent<'_>,
        named: &Named<'_>,
        parent: Option<usize>,
    ) -> usize {
        let table = definition.table;
        let (name, owner) = match table.name {
            Name::Implementation(..) => (named.name.clone(), named.owner.clone()),
            _ => split_path(&named.name, self.prepared.grammar.separators).map_or_else(
                || (named.name.clone(), named.owner.clone()),
                |(owner, name)| (name, Some(owner)),
            ),
        };
        let symbol = Symbol {
            kind: self.kind(definition, &name, owner.as_deref(), parent),
            title: self.title(table.title, node, &name, owner.as_deref()),
            visibility: self.visibility(node, &name, parent),
            name,
            owner,
            parent,
            parameters: self.parameters(definition, node, named),
            result: self.result(definition, node, named),
            supertypes: if table.kind.is_container() { self.supertypes(node) } else { Vec::new() },
            bytes: extent.first.start_byte()..extent.own.end,
            own: extent.own.clone(),
            body: definition.body.find(node).map(|body| body.byte_range()),
            lines: row(extent.first.start_position())..extent.end,
            line: row(named.node.start_position()),
        };
        self.outline.symbols.push(symbol);
        self.outline.symbols.len() - 1
    }

    /// What it is. Where only its name tells that a function makes a value, this does.
    fn kind(
        &self,
        definition: &PreparedDefinition,
        name: &str,
        owner: Option<&str>,
        parent: Option<usize>,
    ) -> SymbolKind {
        let parent = parent.map(|parent| &self.outline.symbols[parent]);
        let is_of_its_type = owner.map_or_else(
            || parent.is_some_and(|at| at.kind == SymbolKind::Type && at.name == name),
            |owner| owner == name,
        );
        match definition.table.kind {
            SymbolKind::Function if is_of_its_type && definition.table.has_declarator() => {
                SymbolKind::Constructor
            }
            kind => kind,
        }
    }

    fn result(&self, definition: &PreparedDefinition, node: Node<'_>, named: &Named<'_>) -> String {
        let Some(at) = definition.result.find(node) else { return String::new() };
        // `struct a { … } b` is a `struct a`.
        let end = at.child_by_field_name("body").map_or(at.end_byte(), |body| body.start_byte());
        let mut result = even(&self.text[at.start_byte()..end]);
        match definition.table.name {
            Name::EachDeclarator(_) => result += &signs(named.at),
            Name::Declarator(_) => {
                result += &definition.name.find(node).map_or_else(String::new, signs);
            }
            _ => {}
        }
        result.trim_start_matches(':').trim_start().to_owned()
    }

    fn title(&self, title: Title, node: Node<'_>, name: &str, owner: Option<&str>) -> String {
        let name = match owner {
            Some(owner) if !matches!(title, Title::Word("impl" | "extension")) => {
                let separators = self.prepared.grammar.separators;
                format!("{owner}{}{name}", separators.first().unwrap_or(&"."))
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
            Title::Line => {
                let text = String::from_utf8_lossy(&self.text[node.byte_range()]);
                clip(
                    text.lines().next().unwrap_or_default().trim().trim_end_matches('#').trim_end(),
                )
            }
        }
    }

    fn parameters(
        &self,
        definition: &PreparedDefinition,
        node: Node<'_>,
        named: &Named<'_>,
    ) -> Vec<String> {
        let lists = definition.parameters.find_all(node);
        if definition.parameters.side_by_side {
            return lists.iter().map(|at| self.even(*at)).collect();
        }
        if definition.table.has_declarator() && lists.is_empty() {
            let list = parameters_around(named.node, named.at);
            return list.map_or_else(Vec::new, |list| self.listed(list));
        }
        lists.iter().flat_map(|list| self.listed(*list)).collect()
    }

    /// The parameters in a list.
    fn listed(&self, list: Node<'_>) -> Vec<String> {
        // One parameter without parentheses: `x => …`.
        if list.named_child_count() == 0 && !self.text[list.byte_range()].starts_with(b"(") {
            return vec![self.even(list)];
        }
        let mut cursor = list.walk();
        let children = list.named_children(&mut cursor);
        let parameters = children.filter(|child| !child.is_extra());
        parameters.map(|child| self.even(child)).filter(|text| text != "void").collect()
    }

    fn supertypes(&self, node: Node<'_>) -> Vec<String> {
        let mut found = Vec::new();
        for at in self.prepared.supertypes.iter().flat_map(|place| place.find_all(node)) {
            names(&self.text[at.byte_range()], &mut found);
        }
        found
    }

    fn visibility(&self, node: Node<'_>, name: &str, parent: Option<usize>) -> String {
        match self.prepared.grammar.visibility {
            Visibility::Words(_, words, otherwise) => {
                for at in self.prepared.visibility.iter().flat_map(|place| place.find_all(node)) {
                    let text = String::from_utf8_lossy(&self.text[at.byte_range()]);
                    let mut parts =
                        text.split(|c: char| c.is_whitespace() || matches!(c, '(' | '['));
                    if let Some(word) = parts.find(|part| words.contains(part)) {
                        return word.to_owned();
                    }
                }
                otherwise.to_owned()
            }
            Visibility::Text(_, otherwise) => match self.prepared.visibility[0].find(node) {
                Some(at) => self.even(at),
                None => otherwise.to_owned(),
            },
            Visibility::Labels(_, types, _) => {
                let title = parent.map(|parent| self.outline.symbols[parent].title.as_str());
                let says = |title: &str| types.iter().find(|(word, _)| title.starts_with(word));
                if let Some((_, otherwise)) = title.and_then(says) {
                    return self.label.clone().unwrap_or_else(|| (*otherwise).to_owned());
                }
                // Outside of a type there are no labels but in what could not be read.
                let word = self.prepared.visibility[0].find(node);
                word.map_or_else(String::new, |at| self.even(at))
            }
            // What is embedded is called by a path.
            Visibility::Capital
                if name.rsplit('.').next().is_some_and(|at| at.starts_with(char::is_uppercase)) =>
            {
                "exported".to_owned()
            }
            Visibility::Underscore if !name.starts_with('_') => "public".to_owned(),
            Visibility::Capital | Visibility::Underscore => "private".to_owned(),
            Visibility::None => String::new(),
        }
    }

    /// The text of a node, its white space evened out.
    fn even(&self, node: Node<'_>) -> String {
        even(&self.text[node.byte_range()])
    }
}

/// What belongs to a definition.
#[derive(Clone)]
struct Extent<'t> {
    /// The first of its comments and attributes, else the definition.
    first: Node<'t>,
    /// Its bytes without these.
    own: Range<usize>,
    /// The line after its last.
    end: u32,
}

impl<'t> Extent<'t> {
    /// What a node spans. White space at its end, which some parsers count in, is not its own.
    fn of(node: Node<'t>, first: Node<'t>, text: &[u8]) -> Self {
        let own = text[node.byte_range()].trim_ascii_end().len();
        let own = node.start_byte()..node.start_byte() + own;
        let blank = memchr::memchr_iter(b'\n', &text[own.end..node.end_byte()]).count();
        let end = node.end_position().row - blank + 1;
        Self { first, own, end: u32::try_from(end).unwrap_or(u32::MAX) }
    }
}

/// What a definition is called.
struct Named<'t> {
    /// Its name.
    node: Node<'t>,
    /// The part of the definition that is its own, where others are defined along with it.
    at: Node<'t>,
    name: String,
    owner: Option<String>,
}

fn row(point: Point) -> u32 {
    u32::try_from(point.row).unwrap_or(u32::MAX)
}

/// The last line of a node; one that ends with a line break ends on the line before.
fn last_row(node: Node<'_>) -> u32 {
    let end = node.end_position();
    let ends_before = end.column == 0 && end.row > node.start_position().row;
    row(end) - u32::from(ends_before)
}
