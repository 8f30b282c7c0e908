//! Kotlin.

use crate::syntax::SymbolKind::{Alias, Constructor, Interface, Type, Value};
use crate::syntax::grammar::{Definition, Grammar, Lexis, Name, Renewal, Title, Visibility};

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "Kotlin",
    extensions: &["kt", "kts"],
    file_names: &[],
    parser: || tree_sitter_kotlin_ng::LANGUAGE.into(),
    definitions: &[
        Definition::function(
            "function_declaration",
            Title::Word("fun"),
            "#function_value_parameters",
            "#:/+",
        )
        .named(Name::Owned("name", "#./-"))
        .body("#function_body"),
        Definition::new("class_declaration", Interface, Title::Word("interface"))
            .body("#class_body")
            .when("#interface", &["interface"]),
        Definition::new("class_declaration", Type, Title::Word("enum"))
            .parameters("#primary_constructor/#class_parameters")
            .body("#enum_class_body")
            .when("#enum_class_body", &["enum_class_body"]),
        Definition::new("class_declaration", Type, Title::Word("class"))
            .parameters("#primary_constructor/#class_parameters")
            .body("#class_body"),
        Definition::new("object_declaration", Type, Title::Word("object")).body("#class_body"),
        Definition::new("companion_object", Type, Title::Word("object"))
            .body("#class_body")
            .when("name", &["identifier"]),
        Definition::new("companion_object", Type, Title::Word("object"))
            .named(Name::Fixed("Companion"))
            .body("#class_body"),
        Definition::new("anonymous_initializer", Constructor, Title::Bare)
            .named(Name::Fixed("init"))
            .body("#block"),
        Definition::new("secondary_constructor", Constructor, Title::Call)
            .named(Name::Fixed("constructor"))
            .parameters("#function_value_parameters")
            .body("#block"),
        Definition::new("property_declaration", Value, Title::Bare)
            .named(Name::Owned("#variable_declaration/#identifier", "#./-"))
            .result("#variable_declaration/#:/+")
            .body("#=/+ | #property_delegate | #getter"),
        Definition::new("enum_entry", Value, Title::Bare)
            .named(Name::At("#identifier"))
            .body("#class_body"),
        Definition::new("type_alias", Alias, Title::Word("typealias"))
            .named(Name::At("type"))
            .result("#=/+")
            .body(""),
    ],
    enter: &["class_body"],
    wrap: &[],
    reparse: &[],
    nested: false,
    leading: &["line_comment", "block_comment"],
    imports: &["import"],
    visibility: Visibility::Words(
        &["#modifiers"],
        &["public", "protected", "private", "internal"],
        "public",
    ),
    supertypes: &["#delegation_specifiers"],
    separators: &[],
    directory_is_module: true,
    renewal: Renewal::Tree,
    bodies: None,
    lexis: Lexis { strings: &["\"\"\"", "\"", "'"], ..Lexis::C_LINES },
};
