//! Rust.

use crate::syntax::SymbolKind::{Alias, Extension, Interface, Macro, Module, Type, Value};
use crate::syntax::grammar::{
    Bodies, Definition, Grammar, Lexis, Name, Renewal, Separable, Title, Visibility,
};

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "Rust",
    extensions: &["rs"],
    file_names: &[],
    parser: || tree_sitter_rust::LANGUAGE.into(),
    definitions: &[
        Definition::function("function_item", Title::Word("fn"), "parameters", "return_type"),
        Definition::function(
            "function_signature_item",
            Title::Word("fn"),
            "parameters",
            "return_type",
        )
        .body(""),
        Definition::new("struct_item", Type, Title::Word("struct")),
        Definition::new("enum_item", Type, Title::Word("enum")),
        Definition::new("union_item", Type, Title::Word("union")),
        Definition::new("trait_item", Interface, Title::Word("trait")),
        Definition::new("impl_item", Extension, Title::Word("impl"))
            .named(Name::Implementation("trait", "type")),
        Definition::new("mod_item", Module, Title::Word("mod")),
        Definition::new("type_item", Alias, Title::Word("type")).body("").result("type"),
        Definition::new("associated_type", Alias, Title::Word("type")).body(""),
        Definition::new("const_item", Value, Title::Word("const")).body("value").result("type"),
        Definition::new("static_item", Value, Title::Word("static")).body("value").result("type"),
        Definition::new("field_declaration", Value, Title::Bare).body("").result("type"),
        Definition::new("enum_variant", Value, Title::Bare).body("body"),
        Definition::new("macro_definition", Macro, Title::Word("macro_rules!")).body(""),
    ],
    enter: &["foreign_mod_item", "declaration_list"],
    wrap: &[],
    reparse: &["macro_invocation/#token_tree"],
    nested: false,
    leading: &["line_comment", "block_comment", "attribute_item"],
    imports: &["use_declaration", "extern_crate_declaration"],
    visibility: Visibility::Text("#visibility_modifier", "private"),
    supertypes: &["trait", "bounds"],
    separators: &["::"],
    directory_is_module: false,
    renewal: Renewal::Pieces(Separable {
        members: &[Extension, Interface, Module],
        fragments: &[],
    }),
    bodies: Some(Bodies { keyword: "fn" }),
    lexis: Lexis { block_comments: &[("/*", "*/")], strings: &["\""], ..Lexis::C },
};
