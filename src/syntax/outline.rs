//! The symbols of a text.
//!
//! In: the bytes of a file, the table of its language, and (where the text is a later version of one
//! that was parsed) the tree before. Out: its outline. The walk goes into what holds definitions and
//! not into bodies of functions, which is what makes it cheap. A place that cannot be read costs only
//! itself. Deliberately absent: what stands in bodies.

use std::ops::Range;

use tree_sitter::{InputEdit, Node, Parser, Tree};

use super::grammar::{Action, Name, Prepared, PreparedDefinition, Title, Visibility};
use super::heading::nest_sections;
use super::name::{even, heading, without_arguments, words};
use super::position::{last_row, point, row, stands_directly_before};
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
        let outline = Outline::default();
        let mut walk = Walk { prepared: self.prepared, text, outline, functions: 0, section: "" };
        walk.children(tree.root_node(), None, 0, None);
        nest_sections(&mut walk.outline.symbols, text);
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

struct Walk<'a> {
    prepared: &'static Prepared,
    text: &'a [u8],
    outline: Outline,
    /// Functions without a name around the place. The variables of one are those of a module, which
    /// is what it is there for; within two they are local.
    functions: usize,
    /// What is said of the visibility of all that follows in a body.
    section: &'static str,
}

impl Walk<'_> {
    /// Walks the children of a node that is enclosed by a symbol. `before` is where the first of them
    /// begins if it is a definition: comments outside of the node, `export`, `const`.
    fn children(
        &mut self,
        node: Node<'_>,
        parent: Option<usize>,
        depth: usize,
        before: Option<Node<'_>>,
    ) {
        if depth > DEEPEST {
            return;
        }
        // The first of the comments and attributes that stand directly before a definition.
        let mut leading = before;
        let mut cursor = node.walk();
        let mut more = cursor.goto_first_child();
        while more {
            let child = cursor.node();
            more = cursor.goto_next_sibling();
            let first = leading.filter(|_| stands_directly_before(child)).unwrap_or(child);
            match self.prepared.action(child) {
                Action::Leading => {
                    if child.start_byte() > 0 && self.ends_a_line_of_code(child) {
                        continue;
                    }
                    leading = Some(first);
                    continue;
                }
                _ if self.prepared.is_import(child, self.text) => self.import(child),
                // `export` belongs to what follows, and what opens a block does not.
                Action::Skip if !child.is_named() => {
                    let next = child.next_sibling().map(|next| row(next.start_position()));
                    if child.kind() != "{" && next == Some(row(child.start_position())) {
                        continue;
                    }
                }
                Action::Skip => self.note_visibility(child),
                Action::Enter => self.enter(child, first, parent, depth),
                Action::Import => self.import(child),
                Action::Define(from, to) => self.define(child, first, from..to, parent, depth),
            }
            leading = None;
        }
    }

    /// Walks a node that defines nothing.
    fn enter(&mut self, node: Node<'_>, first: Node<'_>, parent: Option<usize>, depth: usize) {
        if node.is_error() {
            self.outline.damaged.push(row(node.start_position())..last_row(node) + 1);
            self.children(node, parent, depth + 1, None);
            return;
        }
        let has = |field| node.child_by_field_name(field).is_some();
        let is_function = has("body") && (has("parameters") || has("parameter"));
        self.functions += usize::from(is_function);
        self.children(node, parent, depth + 1, Some(first));
        self.functions -= usize::from(is_function);
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
        let fits = |definition: &&PreparedDefinition| definition.fits(node, self.text);
        let Some(definition) = prepared.definitions[range].iter().find(fits) else {
            self.children(node, parent, depth + 1, Some(first));
            return;
        };
        if definition.table.kind == SymbolKind::Value && self.is_local(parent) {
            self.children(node, parent, depth + 1, None);
            return;
        }
        let body = definition.body.find(node);
        if matches!(definition.table.name, Name::Each(..)) {
            let symbol = self.outline.symbols.len();
            for at in definition.beside.all(node) {
                let name = definition.name.find(at).unwrap_or(at);
                let named = Named { node: at, name: self.even(name), owner: None };
                self.add(definition, node, first, &named, parent);
            }
            if let Some(body) = body.filter(|_| self.outline.symbols.len() > symbol) {
                self.children(body, Some(symbol), depth + 1, None);
            }
            return;
        }
        // A parser that misses a name puts an empty one there.
        let named = self.named(definition, node).filter(|named| !named.name.is_empty());
        let Some(named) = named else {
            self.children(node, parent, depth + 1, Some(first));
            return;
        };
        let symbol = self.add(definition, node, first, &named, parent);
        let kind = definition.table.kind;
        if kind.is_container() || prepared.grammar.nested && kind.is_callable() {
            let before = body.and_then(|body| self.comment_before(body));
            let section = std::mem::take(&mut self.section);
            self.children(body.unwrap_or(node), Some(symbol), depth + 1, before);
            self.section = section;
        } else if prepared.grammar.nested {
            self.children(node, Some(symbol), depth + 1, None);
        } else if let Some(body) = body.filter(|_| kind == SymbolKind::Value) {
            // A constant of an enum may have members, and an object of no named class.
            self.children(body, Some(symbol), depth + 1, None);
        }
    }

    /// Takes in a word that says of all that follows who may use it.
    fn note_visibility(&mut self, node: Node<'_>) {
        if let Visibility::Sections(words, _) = self.prepared.grammar.visibility {
            let text = &self.text[node.byte_range()];
            let said = words.iter().find(|word| word.as_bytes() == text);
            self.section = said.unwrap_or(&self.section);
        }
    }

    /// Whether a value there is a local one, and so no symbol.
    fn is_local(&self, parent: Option<usize>) -> bool {
        let kind = parent.map(|parent| self.outline.symbols[parent].kind);
        self.functions > 1
            || kind.is_some_and(|kind| kind.is_callable() || kind == SymbolKind::Value)
    }

    /// The first of the comments before a body. Where a body has no sign that opens it, they speak of
    /// its first member.
    fn comment_before<'t>(&self, body: Node<'t>) -> Option<Node<'t>> {
        let mut first: Option<Node<'t>> = None;
        loop {
            let at = first.unwrap_or(body);
            let comment = at
                .prev_sibling()
                .filter(|last| self.prepared.action(*last) == Action::Leading)
                .filter(|last| stands_directly_before(at) && !self.ends_a_line_of_code(*last));
            if comment.is_none() {
                return first;
            }
            first = comment;
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
            Name::Whole => at(node, None),
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
        named: &Named<'_>,
        parent: Option<usize>,
    ) -> usize {
        let table = definition.table;
        let (mut name, owner) = self.split(named, table.name);
        if matches!(table.title, Title::Heading) {
            name.truncate(name.trim_end_matches('#').trim_end().len());
        }
        let callee = definition.parameters.find(node).or_else(|| {
            matches!(table.name, Name::Declarator(_))
                .then(|| parameters_around(named.node, node))
                .flatten()
        });
        let result = definition.result.find(node).map_or_else(String::new, |at| self.even(at));
        let symbol = Symbol {
            kind: table.kind,
            title: self.title(table.title, node, &named.name, (&name, owner.as_deref())),
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
        // A text may be a name: `{ 'click .item': function () {} }`.
        let is_plain = !named.name.contains(['"', '\'', '`', ' ']);
        // Where a symbol names what it defines: `attr_reader :name`.
        let name = named.name.strip_prefix(':').filter(|_| is_plain).unwrap_or(&named.name);
        let find = |separator: &&str| Some((name.rfind(*separator)?, separator.len()));
        let found = self.prepared.grammar.separators.iter().filter(|_| is_plain).filter_map(find);
        // The last one, and of two that end there the longer.
        match found.max_by_key(|(at, length)| (at + length, *length)) {
            Some((end, length)) if end + length < name.len() => {
                let start = end + length;
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

    fn title(
        &self,
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

    fn parameters(&self, node: Node<'_>) -> Vec<String> {
        // One parameter without parentheses: `x => …`.
        if node.named_child_count() == 0 && !self.text[node.byte_range()].starts_with(b"(") {
            return vec![self.even(node)];
        }
        let mut cursor = node.walk();
        let mut parameters: Vec<Range<usize>> = Vec::new();
        let mut goes_on = false;
        for child in node.children(&mut cursor).filter(|child| !child.is_extra()) {
            match (child.kind(), parameters.last_mut()) {
                ("(" | ")" | "[" | "]" | "|" | "," | ";", _) => goes_on = false,
                // A default, or what a modifier belongs to.
                (_, Some(last)) if goes_on => last.end = child.end_byte(),
                _ => {
                    parameters.push(child.byte_range());
                    goes_on = true;
                }
            }
        }
        let texts = parameters.into_iter().map(|part| even(&self.text[part]));
        texts.filter(|text| text != "void").collect()
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
            Visibility::Underscore if !name.starts_with('_') || name.ends_with("__") => {
                "public".to_owned()
            }
            Visibility::Capital | Visibility::Underscore => "private".to_owned(),
            Visibility::Sections(_, otherwise) if self.section.is_empty() => otherwise.to_owned(),
            Visibility::Sections(..) => self.section.to_owned(),
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
        even(&self.text[node.byte_range()])
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
