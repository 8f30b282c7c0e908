//! PHP.

use crate::syntax::SymbolKind::{Function, Interface, Module, Type, Value};
use crate::syntax::grammar::{Definition, Grammar, Lexis, Name, Renewal, Title, Visibility};

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "PHP",
    extensions: &["php", "phtml", "php5", "inc"],
    file_names: &[],
    parser: || tree_sitter_php::LANGUAGE_PHP.into(),
    definitions: &[
        Definition::function(
            "function_definition",
            Title::Word("function"),
            "parameters",
            "return_type",
        ),
        Definition::function("method_declaration", Title::Call, "parameters", "return_type"),
        Definition::new("class_declaration", Type, Title::Word("class")),
        Definition::new("enum_declaration", Type, Title::Word("enum")),
        Definition::new("interface_declaration", Interface, Title::Word("interface")),
        Definition::new("trait_declaration", Interface, Title::Word("trait")),
        Definition::new("namespace_definition", Module, Title::Word("namespace")),
        Definition::new("property_declaration", Value, Title::Bare)
            .named(Name::Each("#property_element", "name"))
            .result("type")
            .body("#property_element/default_value"),
        Definition::new("const_declaration", Value, Title::Bare)
            .named(Name::Each("#const_element", "#name"))
            .result("type")
            .body("#const_element"),
        Definition::new("enum_case", Value, Title::Bare).body("value"),
        Definition::new("function_call_expression", Value, Title::Bare)
            .named(Name::At("arguments/#argument/#string/#string_content"))
            .body("arguments")
            .when("function", &["=define"]),
        Definition::new("assignment_expression", Function, Title::Call)
            .named(Name::At("left"))
            .parameters("right/parameters")
            .result("right/return_type")
            .body("right/body")
            .when("right", &["anonymous_function", "arrow_function"]),
        Definition::new("assignment_expression", Value, Title::Bare)
            .named(Name::At("left"))
            .body("right")
            .when("left", &["variable_name"]),
    ],
    enter: &[
        "if_statement",
        "else_clause",
        "compound_statement",
        "colon_block",
        "return_statement",
        "object_creation_expression",
        "anonymous_class",
        "declaration_list",
    ],
    wrap: &["expression_statement"],
    reparse: &[],
    nested: false,
    leading: &["comment", "attribute_list"],
    imports: &[
        "namespace_use_declaration",
        "use_declaration",
        "require_expression",
        "require_once_expression",
        "include_expression",
        "include_once_expression",
    ],
    visibility: Visibility::Words(
        &["#visibility_modifier"],
        &["public", "protected", "private"],
        "public",
    ),
    supertypes: &["#base_clause", "#class_interface_clause"],
    separators: &[],
    directory_is_module: true,
    renewal: Renewal::Tree,
    bodies: None,
    lexis: Lexis { line_comments: &["//", "#"], ..Lexis::C },
};
