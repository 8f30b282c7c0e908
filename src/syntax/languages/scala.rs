//! Scala.

use crate::syntax::SymbolKind::{Alias, Extension, Interface, Module, Type, Value};
use crate::syntax::grammar::{Definition, Grammar, Lexis, Name, Renewal, Title, Visibility};

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "Scala",
    extensions: &["scala", "sc"],
    file_names: &[],
    parser: || tree_sitter_scala::LANGUAGE.into(),
    definitions: &[
        Definition::function(
            "function_definition",
            Title::Word("def"),
            "parameters",
            "return_type",
        ),
        Definition::function(
            "function_declaration",
            Title::Word("def"),
            "parameters",
            "return_type",
        )
        .body(""),
        Definition::new("class_definition", Type, Title::Word("class"))
            .parameters("class_parameters"),
        Definition::new("object_definition", Type, Title::Word("object")),
        Definition::new("package_object", Type, Title::Word("object")),
        Definition::new("enum_definition", Type, Title::Word("enum"))
            .parameters("class_parameters"),
        Definition::new("full_enum_case", Value, Title::Bare)
            .parameters("class_parameters")
            .body(""),
        Definition::new("simple_enum_case", Value, Title::Bare).body(""),
        Definition::new("trait_definition", Interface, Title::Word("trait"))
            .parameters("class_parameters"),
        Definition::new("package_clause", Module, Title::Word("package"))
            .when("body", &["template_body"]),
        Definition::new("extension_definition", Extension, Title::Word("extension"))
            .named(Name::Implementation("", "parameters/#parameter/type"))
            .body(""),
        Definition::new("given_definition", Value, Title::Word("given")).result("return_type"),
        Definition::new("type_definition", Alias, Title::Word("type")).result("type").body(""),
        Definition::new("val_definition", Value, Title::Bare)
            .named(Name::Each("pattern/#identifier | pattern", "."))
            .result("type")
            .body("value"),
        Definition::new("val_declaration", Value, Title::Bare)
            .named(Name::Each("name", "."))
            .result("type")
            .body(""),
        Definition::new("var_definition", Value, Title::Bare)
            .named(Name::Each("pattern/#identifier | pattern", "."))
            .result("type")
            .body("value"),
        Definition::new("var_declaration", Value, Title::Bare)
            .named(Name::Each("name", "."))
            .result("type")
            .body(""),
    ],
    enter: &["enum_case_definitions"],
    wrap: &[],
    reparse: &[],
    nested: false,
    leading: &["comment", "block_comment"],
    imports: &["import_declaration"],
    visibility: Visibility::Words(
        &["#modifiers", "#access_modifier"],
        &["private", "protected"],
        "public",
    ),
    supertypes: &["extend/type", "derive/type"],
    separators: &[],
    directory_is_module: true,
    renewal: Renewal::Tree,
    bodies: None,
    lexis: Lexis { strings: &["\"\"\"", "\""], ..Lexis::C_LINES },
};
