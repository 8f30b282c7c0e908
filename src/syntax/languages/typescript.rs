//! TypeScript, and TypeScript with elements.

use super::javascript::{FUNCTIONS, definitions, enter, wrap};
use crate::syntax::SymbolKind::{Alias, Function, Interface, Module, Type, Value};
use crate::syntax::grammar::{Definition, Grammar, Lexis, Name, Renewal, Title, Visibility};

const DEFINITIONS: &[Definition] = definitions![
    "return_type", "value/return_type", "type";
    Definition::function("function_signature", Title::Word("function"), "parameters", "return_type").body(""),
    Definition::function("method_signature", Title::Call, "parameters", "return_type").body(""),
    Definition::function("abstract_method_signature", Title::Call, "parameters", "return_type")
        .body(""),
    Definition::new("abstract_class_declaration", Type, Title::Word("class")),
    Definition::new("interface_declaration", Interface, Title::Word("interface")),
    Definition::new("enum_declaration", Type, Title::Word("enum")),
    Definition::new("property_identifier", Value, Title::Bare)
        .named(Name::At("."))
        .body("")
        .when("..", &["enum_body"]),
    Definition::new("enum_assignment", Value, Title::Bare).body("value"),
    Definition::new("type_alias_declaration", Alias, Title::Word("type")).body("value"),
    Definition::new("internal_module", Module, Title::Word("namespace")),
    Definition::new("module", Module, Title::Word("module"))
        .named(Name::At("name/#string_fragment | name")),
    Definition::new("property_signature", Value, Title::Bare).result("type").body(""),
    Definition::new("public_field_definition", Function, Title::Call)
        .parameters("value/parameters | value/parameter")
        .result("value/return_type")
        .body("value/body")
        .when("value", FUNCTIONS),
    Definition::new("public_field_definition", Value, Title::Bare).result("type").body("value"),
];

const ENTER: &[&str] = enter![];

const WRAP: &[&str] = wrap!["ambient_declaration"];

const BASE: Grammar = Grammar {
    name: "TypeScript",
    extensions: &["ts", "mts", "cts"],
    file_names: &[],
    parser: || tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
    definitions: DEFINITIONS,
    enter: ENTER,
    wrap: WRAP,
    reparse: &[],
    nested: true,
    leading: &["comment", "decorator"],
    imports: &["import_statement", "call_expression/function=require"],
    visibility: Visibility::Words(
        &["#accessibility_modifier"],
        &["public", "protected", "private"],
        "public",
    ),
    supertypes: &[
        "#class_heritage",
        "value/#class_heritage",
        "right/#class_heritage",
        "#extends_type_clause",
    ],
    separators: &[".", ".prototype."],
    directory_is_module: false,
    renewal: Renewal::Tree,
    bodies: None,
    lexis: Lexis { strings: &["\"", "'", "`"], ..Lexis::C_LINES },
};

pub(super) static TYPESCRIPT: Grammar = BASE;

pub(super) static TSX: Grammar = Grammar {
    name: "TSX",
    extensions: &["tsx"],
    parser: || tree_sitter_typescript::LANGUAGE_TSX.into(),
    ..BASE
};
