//! The symbols of a text.
//!
//! In: the bytes of a file, the table of its language, and (where the text is a later version of one
//! that was parsed) the tree before. Out: its outline. The walk goes into what holds definitions and
//! not into bodies of functions, which is what makes it cheap. A place that cannot be read costs only
//! itself. Deliberately absent: what stands in bodies, and how a definition is described (`describe`).

use std::ops::Range;

use tree_sitter::{Node, Parser, Range as Part, Tree, TreeCursor};

use super::describe::{Describe, Named, kind_of};
use super::grammar::Name;
use super::heading::nest_sections;
use super::position::{
    ends_a_line_of_code, is_followed_on_its_line, last_row, located, row, stands_directly_before,
};
use super::prepared::{Action, Prepared, PreparedDefinition};
use super::skeleton::outside_of_bodies;
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
        // None is the whole text, as the tree of the version before knows it.
        let is_skeleton = self.prepared.grammar.bodies.is_some();
        let parts = if is_skeleton { self.parts(text, 0..text.len()) } else { Vec::new() };
        self.parser.set_included_ranges(&parts).ok()?;
        self.parser.parse(text, before)
    }

    /// The outline of a parsed text, and whether all of it could be read.
    pub(super) fn outline(&mut self, text: &[u8], tree: &Tree) -> (Outline, bool) {
        let mut outline = Outline::default();
        let is_whole = self.walk(text, tree, None, &mut outline);
        nest_sections(&mut outline.symbols, text);
        (outline, is_whole)
    }

    /// Adds what stands in some parts of a text, read as one. What cannot be read is damage.
    pub(super) fn outline_parts(
        &mut self,
        text: &[u8],
        parts: &[Part],
        outline: &mut Outline,
    ) -> Option<()> {
        let tree = self.parse_parts(text, parts)?;
        self.walk(text, &tree, None, outline);
        Some(())
    }

    /// Adds what stands in one part, if it can be read by itself and nothing at its end may belong to what
    /// is behind it.
    pub(super) fn outline_piece(
        &mut self,
        text: &[u8],
        piece: Range<usize>,
        (parent, fragments): (Option<usize>, &[&str]),
        outline: &mut Outline,
    ) -> Option<()> {
        let parts = self.parts(text, piece);
        let tree = self.parse_parts(text, &parts)?;
        let end = parts.last()?.end_point;
        let root = tree.root_node();
        let last = root.child_count().checked_sub(1).and_then(|last| root.child(last));
        let may_lead = last.is_some_and(|last| {
            self.prepared.action(last, text) == Action::Leading && last_row(last) + 1 >= row(end)
        });
        let mut cursor = root.walk();
        let is_fragment = |child: Node<'_>| fragments.contains(&child.kind());
        if !fragments.is_empty() && root.children(&mut cursor).any(is_fragment) {
            return None;
        }
        (!may_lead && self.walk(text, &tree, parent, outline)).then_some(())
    }

    /// What of a part of a text is parsed.
    fn parts(&self, text: &[u8], part: Range<usize>) -> Vec<Part> {
        let parts = match &self.prepared.grammar.bodies {
            Some(bodies) => outside_of_bodies(text, part, bodies),
            None => vec![part],
        };
        located(text, parts)
    }

    fn parse_parts(&mut self, text: &[u8], parts: &[Part]) -> Option<Tree> {
        self.parser.set_included_ranges(parts).ok()?;
        self.parser.parse(text, None)
    }

    /// Walks a tree, within a symbol. Whether all of it could be read.
    fn walk(
        &mut self,
        text: &[u8],
        tree: &Tree,
        parent: Option<usize>,
        outline: &mut Outline,
    ) -> bool {
        let mut walk = Walk {
            prepared: self.prepared,
            parser: &mut self.parser,
            text,
            label: None,
            functions: 0,
            outline,
            is_whole: !tree.root_node().has_error(),
        };
        walk.children(tree.root_node(), parent, 0, None);
        walk.is_whole
    }
}

struct Walk<'a> {
    prepared: &'static Prepared,
    parser: &'a mut Parser,
    text: &'a [u8],
    /// What was last said of who may use what follows.
    label: Option<String>,
    /// Functions without a name around the place. The variables of one are those of a module, which
    /// is what it is there for; within two they are local.
    functions: usize,
    outline: &'a mut Outline,
    /// Whether all that was parsed could be read.
    is_whole: bool,
}

impl Walk<'_> {
    /// Walks the children of a node that is enclosed by a symbol. `before` is where the first of them
    /// begins if it is a definition: with what stands before the node, or with the node.
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
        let (mut previous, mut current) = (None, first_child(&mut cursor));
        while let Some(child) = current {
            let next = cursor.goto_next_sibling().then(|| cursor.node());
            let is_beside = |_: &Node<'_>| stands_directly_before(child, previous);
            let first = leading.filter(is_beside).unwrap_or(child);
            match self.action(child) {
                Action::Leading if self.is_behind_code(child, previous) => {}
                Action::Leading => leading = Some(first),
                // `export` belongs to what follows.
                Action::Skip if !child.is_named() && is_followed_on_its_line(child, next) => {}
                action => {
                    leading = None;
                    self.child(child, first, action, (parent, depth));
                }
            }
            (previous, current) = (Some(child), next);
        }
    }

    fn child(
        &mut self,
        node: Node<'_>,
        first: Node<'_>,
        action: Action,
        (parent, depth): (Option<usize>, usize),
    ) {
        match action {
            Action::Skip | Action::Leading => {}
            Action::Enter => self.enter(node, parent, depth),
            Action::Import => self.import(node),
            Action::Reparse(place) => self.reparse(node, place, parent, depth),
            Action::Label => self.note_label(node),
            Action::Wrap | Action::Define(..) => {
                let extent = Extent::of(node, first, self.text);
                self.defined(node, extent, parent, depth);
            }
        }
    }

    /// Walks a node that defines nothing.
    fn enter(&mut self, node: Node<'_>, parent: Option<usize>, depth: usize) {
        if node.is_error() {
            self.outline.damaged.push(row(node.start_position())..last_row(node) + 1);
        }
        let has = |field| node.child_by_field_name(field).is_some();
        let is_function = has("body") && (has("parameters") || has("parameter"));
        self.functions += usize::from(is_function);
        self.children(node, parent, depth + 1, None);
        self.functions -= usize::from(is_function);
    }

    /// Walks what the braces of a macro hold. Where it is no code of the language, it is no damage.
    fn reparse(&mut self, node: Node<'_>, place: u8, parent: Option<usize>, depth: usize) {
        let place = &self.prepared.reparse[usize::from(place)];
        let Some(braces) = place.find(node).filter(|braces| self.holds_keyword(*braces)) else {
            return;
        };
        let mut inside = braces.range();
        inside.start_byte += 1;
        inside.start_point.column += 1;
        inside.end_byte -= 1;
        inside.end_point.column = inside.end_point.column.saturating_sub(1);
        if depth > DEEPEST || self.parser.set_included_ranges(&[inside]).is_err() {
            return;
        }
        let damaged = self.outline.damaged.len();
        if let Some(tree) = self.parser.parse(self.text, None) {
            self.is_whole &= !tree.root_node().has_error();
            self.children(tree.root_node(), parent, depth + 1, None);
        }
        self.outline.damaged.truncate(damaged);
    }

    /// Whether a word of the language stands directly between some braces: `fn`. This is seen without
    /// parsing, and most macros have none there.
    fn holds_keyword(&self, braces: Node<'_>) -> bool {
        let mut cursor = braces.walk();
        let is_keyword =
            |at: Node<'_>| !at.is_named() && at.kind().starts_with(char::is_alphabetic);
        self.text[braces.start_byte()] == b'{' && braces.children(&mut cursor).any(is_keyword)
    }

    fn import(&mut self, node: Node<'_>) {
        let text = self.describe().even_part(node);
        let (start, line) = (node.start_byte(), row(node.start_position()));
        self.outline.imports.push(Import { text, start, line });
    }

    fn note_label(&mut self, node: Node<'_>) {
        if let Some(label) = self.describe().label(node) {
            self.label = Some(label);
        }
    }

    /// Goes on to the definitions that a node is or wraps.
    fn defined(&mut self, node: Node<'_>, extent: Extent<'_>, parent: Option<usize>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        if let Action::Define(from, to) = self.action(node) {
            let prepared = self.prepared;
            if let Some(definition) = prepared.definition((from, to), node, self.text) {
                return self.define(definition, node, &extent, parent, depth);
            }
            if !prepared.grammar.wrap.contains(&node.kind()) {
                return self.enter(node, parent, depth);
            }
        }
        match self.only_definition(node) {
            Some(only) => {
                let extent = self.without_leading(node, extent);
                self.defined(only, extent, parent, depth + 1);
            }
            None => self.children(node, parent, depth + 1, Some(extent.first)),
        }
    }

    /// The only child of a node that is or holds definitions, if it is itself one.
    fn only_definition<'t>(&self, node: Node<'t>) -> Option<Node<'t>> {
        let mut cursor = node.walk();
        let holds = |child: &Node<'_>| {
            matches!(self.action(*child), Action::Define(..) | Action::Wrap | Action::Enter)
        };
        let mut holding = node.children(&mut cursor).filter(holds);
        let only = holding.next().filter(|_| holding.next().is_none())?;
        (self.action(only) != Action::Enter).then_some(only)
    }

    /// The extent of a wrapper without the attributes in it.
    fn without_leading<'t>(&self, node: Node<'t>, mut extent: Extent<'t>) -> Extent<'t> {
        let mut cursor = node.walk();
        let mut children = node.children(&mut cursor);
        if let Some(own) = children.find(|child| self.action(*child) != Action::Leading) {
            extent.own.start = own.start_byte();
        }
        extent
    }

    fn define(
        &mut self,
        definition: &PreparedDefinition,
        node: Node<'_>,
        extent: &Extent<'_>,
        parent: Option<usize>,
        depth: usize,
    ) {
        let kind = definition.table.kind;
        if kind == SymbolKind::Value && self.is_local(parent) {
            self.children(node, parent, depth + 1, None);
            return;
        }
        if definition.table.holds {
            self.children(node, parent, depth + 1, None);
        }
        let first = self.outline.symbols.len();
        if let Name::Each(..) | Name::EachDeclarator(_) = definition.table.name {
            let each = self.describe().each(definition, node);
            for named in each.iter().filter(|named| is_name(&named.name)) {
                self.add(definition, node, extent, named, parent);
            }
            if first == self.outline.symbols.len() {
                return;
            }
        } else {
            let named = self.describe().named(definition, node);
            let Some(named) = named.filter(|named| is_name(&named.name)) else {
                self.children(node, parent, depth + 1, Some(extent.first));
                return;
            };
            self.add(definition, node, extent, &named, parent);
        }
        self.members(definition, node, first, depth);
    }

    /// Walks what a symbol holds.
    fn members(
        &mut self,
        definition: &PreparedDefinition,
        node: Node<'_>,
        symbol: usize,
        depth: usize,
    ) {
        let kind = definition.table.kind;
        let is_nested = self.prepared.grammar.nested;
        let body = definition.body.find(node);
        if kind.is_container() || is_nested && kind.is_callable() {
            let before = body.and_then(|body| self.comment_before(body));
            let outer = self.label.take();
            self.children(body.unwrap_or(node), Some(symbol), depth + 1, before);
            self.label = outer;
        } else if is_nested {
            self.children(node, Some(symbol), depth + 1, None);
        } else if let Some(body) = body.filter(|_| kind == SymbolKind::Value) {
            // A constant of an enum may have members, and an object of no named class.
            self.children(body, Some(symbol), depth + 1, None);
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
        if self.text.get(body.start_byte()) == Some(&b'{') {
            return first;
        }
        loop {
            let at = first.unwrap_or(body);
            let is_before = |last: &Node<'_>| {
                stands_directly_before(at, Some(*last))
                    && !self.is_behind_code(*last, last.prev_sibling())
            };
            let comment = at
                .prev_sibling()
                .filter(|last| self.action(*last) == Action::Leading)
                .filter(is_before);
            if comment.is_none() {
                return first;
            }
            first = comment;
        }
    }

    /// Adds a symbol.
    fn add(
        &mut self,
        definition: &PreparedDefinition,
        node: Node<'_>,
        extent: &Extent<'_>,
        named: &Named<'_>,
        parent: Option<usize>,
    ) {
        let describe = self.describe();
        let table = definition.table;
        let (name, owner) = describe.split(definition, named);
        let owner = owner.as_deref();
        let enclosing = parent.map(|parent| &self.outline.symbols[parent]);
        let is_container = table.kind.is_container();
        let symbol = Symbol {
            kind: kind_of(definition, &name, owner, enclosing),
            title: describe.title(table.title, node, &named.name, (&name, owner)),
            visibility: describe.visibility(node, &name, enclosing, self.label.as_deref()),
            parameters: describe.parameters(definition, node, named),
            result: describe.result(definition, node, named),
            supertypes: if is_container { describe.supertypes(node) } else { Vec::new() },
            // What is called after the type or value around it names no other owner.
            owner: owner.filter(|owner| !matches!(*owner, "self" | "this")).map(str::to_owned),
            name,
            parent,
            bytes: extent.first.start_byte()..extent.own.end,
            own: extent.own.clone(),
            body: definition.body.find(node).map(|body| body.byte_range()),
            lines: row(extent.first.start_position())..extent.end,
            line: row(named.node.start_position()),
        };
        self.outline.symbols.push(symbol);
    }

    fn action(&self, node: Node<'_>) -> Action {
        self.prepared.action(node, self.text)
    }

    /// Whether a comment stands behind code, and so does not speak of what follows.
    fn is_behind_code(&self, comment: Node<'_>, previous: Option<Node<'_>>) -> bool {
        ends_a_line_of_code(comment, previous, self.text)
            && previous.is_some_and(|last| self.action(last) != Action::Leading)
    }

    const fn describe(&self) -> Describe<'_> {
        Describe { prepared: self.prepared, text: self.text }
    }
}

/// Whether something is called so: a parser that misses a name puts an empty one there, and `_` is the
/// name of what is to have none.
fn is_name(name: &str) -> bool {
    !matches!(name, "" | "_")
}

fn first_child<'t>(cursor: &mut TreeCursor<'t>) -> Option<Node<'t>> {
    cursor.goto_first_child().then(|| cursor.node())
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
