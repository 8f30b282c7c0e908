//! Markdown, as far as its blocks.

use crate::syntax::SymbolKind::Section;
use crate::syntax::grammar::{Definition, Grammar, Lexis, Name, Renewal, Split, Title, Visibility};

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "Markdown",
    extensions: &["md", "markdown", "mdx"],
    file_names: &[],
    parser: || tree_sitter_md::LANGUAGE.into(),
    definitions: &[
        Definition::new("atx_heading", Section, Title::Heading)
            .named(Name::At("heading_content"))
            .body(""),
        Definition::new("setext_heading", Section, Title::Heading)
            .named(Name::At("heading_content"))
            .body(""),
    ],
    enter: &["section"],
    wrap: &[],
    reparse: &[],
    nested: false,
    leading: &[],
    imports: &[],
    visibility: Visibility::None,
    supertypes: &[],
    separators: &[],
    directory_is_module: false,
    renewal: Renewal::Chunks(Split::BeforeHeadings),
    bodies: None,
    lexis: Lexis {
        line_comments: &[],
        block_comments: &[("<!--", "-->")],
        strings: &[],
        lines_end: true,
    },
};
