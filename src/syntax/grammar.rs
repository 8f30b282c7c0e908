//! What git-headway knows of a language, as a table.
//!
//! In: nothing. Out: what `languages/` fills in, one table for each. Where a part of a definition lies is
//! said by places; `place` tells how they are written. Deliberately absent: rules of single languages;
//! what a table cannot say, no language can have.

use tree_sitter::Language;

use super::SymbolKind;
pub(super) use super::skeleton::Bodies;

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
    /// Nodes around definitions that belong to them: `template <…>`, `export`.
    pub wrap: &'static [&'static str],
    /// Nodes and, below them, the braces that may hold definitions which the parser gives as mere words:
    /// `macro_invocation/#token_tree`. What they hold is parsed by itself.
    pub reparse: &'static [&'static str],
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
    /// Whether files of one directory make one module, so that it is no move when a type goes from one
    /// of them to another.
    pub directory_is_module: bool,
    /// What of a later version is read anew.
    pub renewal: Renewal,
    /// How functions are written whose bodies need not be parsed, if nothing in them is looked for.
    pub bodies: Option<Bodies>,
    /// How its text is split into words and statements.
    pub lexis: Lexis,
}

/// What of a later version of a text is read anew.
pub(super) enum Renewal {
    /// What the parser finds to be other, from the tree of the version before.
    Tree,
    /// The definitions that changed, which read the same by themselves as where they stand.
    Pieces(Separable),
    /// The chunks that are new. Every text is read in chunks: code of which much cannot be read as the
    /// language before a preprocessor has been over it, and documents.
    Chunks(Split),
}

/// What reads the same by itself as where it stands, beside the definitions of a file.
pub(super) struct Separable {
    /// The kinds of symbols whose members do.
    pub members: &'static [SymbolKind],
    /// Nodes that no file has at its top. Where a part reads as one, it is a part of something larger:
    /// `a = 1` of `const (…)`.
    pub fragments: &'static [&'static str],
}

/// Where a text is split into chunks.
pub(super) enum Split {
    /// Behind each brace that is closed in the first column.
    BehindBraces(Branches),
    /// Before each heading.
    BeforeHeadings,
}

/// How a preprocessor is told to read only some lines.
pub(super) struct Branches {
    /// What begins such a line.
    pub sign: &'static str,
    /// What is after it where a branch begins that is for another language.
    pub foreign: &'static [&'static str],
    /// Where a branch begins.
    pub begin: &'static [&'static str],
    /// Where the other branch begins.
    pub other: &'static [&'static str],
    /// Where it ends.
    pub end: &'static [&'static str],
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
    /// By the last label before it.
    Labels(Labels),
    /// By a capital at the beginning of the name.
    Capital,
    /// By an underscore at the beginning of the name.
    Underscore,
    /// It is not told.
    None,
}

/// Words that stand alone and say of all that follows who may use it: `public:`.
#[derive(Clone, Copy)]
pub(super) struct Labels {
    /// The node of a label.
    pub node: &'static str,
    /// What it may say; else it is none.
    pub words: &'static [&'static str],
    /// What holds where there is no label, by how the title of what encloses the definition begins.
    pub otherwise: &'static [(&'static str, &'static str)],
    /// Where a definition has a word of its own: one of these, or any where nothing of these encloses it.
    pub own: &'static str,
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
