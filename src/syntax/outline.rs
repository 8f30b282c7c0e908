//! The symbols of a text.
//!
//! In: the bytes of a file, the table of its language, and (where the text is a later version of one
//! that was parsed) the tree before. Out: its outline. The walk goes into what holds definitions and
//! not into bodies of functions, which is what makes it cheap. A place that cannot be read costs only
//! itself. Deliberately absent: what stands in bodies.

use std::ops::Range;

use tree_sitter::{InputEdit, Node, Parser, Point, Tree};

use super::grammar::{Action, Name, Prepared, PreparedDefinition, Title, Visibility};
use super::{Import, Outline, Symbol, SymbolKind};

/// Larger files are data or generated; a tree takes 20 to 30 times the text's memory.
pub(super) const LARGEST: usize = 1 << 20;
/// Nodes that a walk goes down; deeper ones are generated text.
const DEEPEST: usize = 200;
/// Characters of a name, a parameter or a type that are kept.
const LONGEST: usize = 120;

/// Parses texts of one language; keeps the parser.
pub(super) struct OutlineParser {
    prepared: &'static Prepared,
    parser: Parser,
}

/// What is replaced between two versions, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where it begins in both.
    pub start: usize,
    /// Where it ends before.
    pub old_end: usize,
    /// Where it ends after.
    pub new_end: usize,
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
        let mut walk = Walk { prepared: self.prepared, text, outline: Outline::default() };
        walk.children(tree.root_node(), None, 0);
        walk.outline
    }
}

/// Tells a tree what was replaced; edits are in the bytes of the version before and do not overlap.
pub(super) fn apply(tree: &mut Tree, old: &[u8], new: &[u8], edit: Edit) {
    tree.edit(&InputEdit {
        start_byte: edit.start,
        old_end_byte: edit.old_end,
        new_end_byte: edit.new_end,
        start_position: point(old, edit.start),
        old_end_position: point(old, edit.old_end),
        new_end_position: point(new, edit.new_end),
    });
}

fn point(text: &[u8], at: usize) -> Point {
    let before = &text[..at];
    let row = memchr::memchr_iter(b'\n', before).count();
    let column = memchr::memrchr(b'\n', before).map_or(at, |line_break| at - line_break - 1);
    Point { row, column }
}

struct Walk<'a> {
    prepared: &'static Prepared,
    text: &'a [u8],
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
                    self.children(child, parent, depth + 1);
                }
                Action::Import => self.import(child),
                Action::Define(from, to) => {
                    let stands_before = |first: &Node<'_>| {
                        let last = child.prev_sibling().unwrap_or(*first);
                        last_row(last) + 1 >= row(child.start_position())
                    };
                    let first = leading.filter(stands_before).unwrap_or(child);
                    self.define(child, first, from..to, parent, depth);
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

    fn define(
        &mut self,
        node: Node<'_>,
        first: Node<'_>,
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
        let is_local = definition.table.kind == SymbolKind::Value
            && parent.is_some_and(|parent| self.outline.symbols[parent].kind.is_callable());
        if is_local {
            self.children(node, parent, depth + 1);
            return;
        }
        let body = definition.body.find(node);
        if let Name::Each(field, _) = definition.table.name {
            let mut cursor = node.walk();
            let each: Vec<Node<'_>> = node.children_by_field_name(field, &mut cursor).collect();
            for at in each {
                let name = definition.name.find(at).unwrap_or(at);
                self.add(
                    definition,
                    node,
                    first,
                    Named { node: at, name: self.even(name), owner: None },
                    parent,
                );
            }
            return;
        }
        let Some(named) = self.named(definition, node) else {
            self.children(node, parent, depth + 1);
            return;
        };
        let symbol = self.add(definition, node, first, named, parent);
        let kind = definition.table.kind;
        if kind.is_container() || prepared.grammar.nested && kind.is_callable() {
            self.children(body.unwrap_or(node), Some(symbol), depth + 1);
        } else if kind == SymbolKind::Section || prepared.grammar.nested {
            self.children(node, Some(symbol), depth + 1);
        }
    }

    /// What a definition is called, and where.
    fn named<'t>(&self, definition: &PreparedDefinition, node: Node<'t>) -> Option<Named<'t>> {
        let at = |name: Node<'t>, owner| Some(Named { node: name, name: self.even(name), owner });
        match definition.table.name {
            Name::At(_) => at(definition.name.find(node)?, None),
            Name::Owned(..) => {
                let owner = definition.beside.find(node).map(|owner| self.bare_type(owner));
                at(definition.name.find(node)?, owner)
            }
            Name::Declarator(_) => at(innermost(definition.name.find(node)?), None),
            Name::Each(..) => None,
            Name::Fixed(name) => Some(Named { node, name: name.to_owned(), owner: None }),
            Name::Implementation(..) => {
                let of = definition.beside.find(node)?;
                let type_name = without_arguments(&self.even(of));
                let name = match definition.name.find(node) {
                    Some(what) => {
                        format!("{} for {type_name}", without_arguments(&self.even(what)))
                    }
                    None => type_name,
                };
                Some(Named { node: of, name, owner: Some(self.bare_type(of)) })
            }
        }
    }

    /// Adds a symbol; returns its place.
    fn add(
        &mut self,
        definition: &PreparedDefinition,
        node: Node<'_>,
        first: Node<'_>,
        named: Named<'_>,
        parent: Option<usize>,
    ) -> usize {
        let table = definition.table;
        let (name, owner) = self.split(&named, table.name);
        let callee = definition.parameters.find(node).or_else(|| {
            matches!(table.name, Name::Declarator(_))
                .then(|| parameters_around(named.node, node))
                .flatten()
        });
        let result = definition.result.find(node).map_or_else(String::new, |at| self.even(at));
        let symbol = Symbol {
            kind: table.kind,
            title: self.title(table.title, node, &name, owner.as_deref()),
            visibility: self.visibility(node, &name),
            name,
            owner,
            parent,
            parameters: callee.map_or_else(Vec::new, |at| self.parameters(at)),
            result: result.trim_start_matches(':').trim_start().to_owned(),
            supertypes: if table.kind.is_container() { self.supertypes(node) } else { Vec::new() },
            bytes: first.start_byte()..node.end_byte(),
            own: node.byte_range(),
            body: definition.body.find(node).map(|body| body.byte_range()),
            lines: row(first.start_position())..last_row(node) + 1,
            line: row(named.node.start_position()),
        };
        self.outline.symbols.push(symbol);
        self.outline.symbols.len() - 1
    }

    /// Splits a qualified name into the last part and the one before.
    fn split(&self, named: &Named<'_>, how: Name) -> (String, Option<String>) {
        if matches!(how, Name::Implementation(..)) {
            return (named.name.clone(), named.owner.clone());
        }
        let name = named.name.as_str();
        let mut at = None;
        for separator in self.prepared.grammar.separators {
            let found = name.rfind(separator).map(|from| (from, from + separator.len()));
            at = at.max(found);
        }
        match at {
            Some((end, start)) if start < name.len() => {
                let before = &name[..end];
                let from =
                    |separator: &&str| before.rfind(*separator).map(|at| at + separator.len());
                let start_of_owner =
                    self.prepared.grammar.separators.iter().filter_map(from).max().unwrap_or(0);
                (name[start..].to_owned(), Some(before[start_of_owner..].to_owned()))
            }
            _ => (name.to_owned(), named.owner.clone()),
        }
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

    fn parameters(&self, node: Node<'_>) -> Vec<String> {
        // One parameter without parentheses: `x => …`.
        if node.named_child_count() == 0 && !self.text[node.byte_range()].starts_with(b"(") {
            return vec![self.even(node)];
        }
        let mut cursor = node.walk();
        let children = node.named_children(&mut cursor);
        let parameters = children.filter(|child| !child.is_extra());
        parameters.map(|child| self.even(child)).filter(|text| text != "void").collect()
    }

    fn supertypes(&self, node: Node<'_>) -> Vec<String> {
        let mut names = Vec::new();
        for place in &self.prepared.supertypes {
            if let Some(at) = place.find(node) {
                words(&self.text[at.byte_range()], &mut names);
            }
        }
        names
    }

    fn visibility(&self, node: Node<'_>, name: &str) -> String {
        match self.prepared.grammar.visibility {
            Visibility::Words(_, words, otherwise) => {
                for place in &self.prepared.visibility {
                    let Some(at) = place.find(node) else { continue };
                    let text = String::from_utf8_lossy(&self.text[at.byte_range()]);
                    let mut parts = text.split(|c: char| c.is_whitespace() || c == '(');
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
            Visibility::Capital if name.starts_with(char::is_uppercase) => "exported".to_owned(),
            Visibility::Underscore if !name.starts_with('_') => "public".to_owned(),
            Visibility::Capital | Visibility::Underscore => "private".to_owned(),
            Visibility::None => String::new(),
        }
    }

    /// The last name in a type: `Server` of `(s *pkg.Server[T])`.
    fn bare_type(&self, node: Node<'_>) -> String {
        let text = without_arguments(&self.even(node));
        let name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        let mut names = text.split(|c: char| !name(c)).filter(|part| !part.is_empty());
        names.next_back().unwrap_or_default().to_owned()
    }

    /// The text of a node, its white space evened out.
    fn even(&self, node: Node<'_>) -> String {
        let text = String::from_utf8_lossy(&self.text[node.byte_range()]);
        let mut even = String::with_capacity(text.len().min(LONGEST));
        for word in text.split_whitespace() {
            let joins =
                even.ends_with(['(', '[', '<']) || word.starts_with([')', ']', '>', ',', ';']);
            if !even.is_empty() && !joins {
                even.push(' ');
            }
            even.push_str(word);
            if even.len() > LONGEST {
                break;
            }
        }
        clip(&even)
    }
}

/// What a definition is called.
struct Named<'t> {
    node: Node<'t>,
    name: String,
    owner: Option<String>,
}

/// The name at the end of a chain of declarators.
fn innermost(mut node: Node<'_>) -> Node<'_> {
    loop {
        let next = node.child_by_field_name("declarator").or_else(|| {
            // A reference or a parenthesis around a declarator has no field for it.
            let wraps = node.kind().ends_with("declarator");
            let mut cursor = node.walk();
            let mut children = node.named_children(&mut cursor);
            children.find(|child| wraps && !child.kind().ends_with("parameter_list"))
        });
        match next {
            Some(next) => node = next,
            None => return node,
        }
    }
}

/// The parameters that stand between a name and its definition.
fn parameters_around<'t>(name: Node<'t>, definition: Node<'t>) -> Option<Node<'t>> {
    let mut at = name;
    while let Some(parent) = at.parent() {
        if let Some(parameters) = parent.child_by_field_name("parameters") {
            return Some(parameters);
        }
        if parent == definition {
            return None;
        }
        at = parent;
    }
    None
}

/// A type without its arguments: `Vec<T>` is a `Vec`.
fn without_arguments(text: &str) -> String {
    let mut depth = 0_i32;
    let mut kept = String::new();
    let mut previous = ' ';
    for character in text.chars() {
        match character {
            '<' | '[' => depth += 1,
            '>' if previous == '-' || previous == '=' => {}
            '>' | ']' => depth -= 1,
            _ if depth <= 0 => kept.push(character),
            _ => {}
        }
        previous = character;
    }
    kept.trim().to_owned()
}

/// The names in a text, keywords that introduce them aside.
fn words(text: &[u8], names: &mut Vec<String>) {
    const KEYWORDS: [&str; 8] =
        ["extends", "implements", "with", "public", "private", "protected", "virtual", "by"];
    let text = String::from_utf8_lossy(text);
    let name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    for word in without_arguments(&text).split(|c: char| !name(c)) {
        if !word.is_empty() && !KEYWORDS.contains(&word) {
            names.push(clip(word));
        }
    }
}

fn clip(text: &str) -> String {
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]).to_owned()
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
