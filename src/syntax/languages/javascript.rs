//! JavaScript.

use crate::syntax::SymbolKind::{Function, Type, Value};
use crate::syntax::grammar::{Definition, Grammar, Lexis, Name, Renewal, Title, Visibility};

/// Nodes whose value is a function.
pub(super) const FUNCTIONS: &[&str] =
    &["arrow_function", "function_expression", "generator_function"];

/// What JavaScript and TypeScript define alike, with the places of the result of a function, of one
/// that is a value, and of the type of a value.
macro_rules! definitions {
    ($result:literal, $value_result:literal, $type:literal; $($more:expr),* $(,)?) => {
        &[
            Definition::function(
                "function_declaration",
                Title::Word("function"),
                "parameters",
                $result,
            ),
            Definition::function(
                "generator_function_declaration",
                Title::Word("function"),
                "parameters",
                $result,
            ),
            Definition::function("method_definition", Title::Call, "parameters", $result)
                .named(Name::At("name/#string_fragment | name")),
            Definition::new("class_declaration", Type, Title::Word("class")),
            Definition::new("class", Type, Title::Word("class")),
            // `export default function () {}` has no other name.
            Definition::new("export_statement", Function, Title::Call)
                .named(Name::Fixed("default"))
                .parameters("value/parameters | value/parameter")
                .body("value/body")
                .when("value", FUNCTIONS),
            Definition::new("variable_declarator", Function, Title::Call)
                .parameters("value/parameters | value/parameter")
                .result($value_result)
                .body("value/body")
                .when("value", FUNCTIONS),
            Definition::new("variable_declarator", Type, Title::Word("class"))
                .body("value/body")
                .when("value", &["class"]),
            Definition::new("variable_declarator", Value, Title::Bare)
                .result($type)
                .body("value")
                .when("name", &["identifier"]),
            Definition::new("assignment_expression", Function, Title::Call)
                .named(Name::At("left"))
                .parameters("right/parameters | right/parameter")
                .body("right/body")
                .when("right", FUNCTIONS),
            Definition::new("assignment_expression", Type, Title::Word("class"))
                .named(Name::At("right/name | left"))
                .body("right/body")
                .when("right", &["class"]),
            Definition::new("assignment_expression", Value, Title::Bare)
                .named(Name::At("left"))
                .body("right")
                .when("left", &["member_expression"]),
            Definition::new("pair", Function, Title::Call)
                .named(Name::At("key/#string_fragment | key"))
                .parameters("value/parameters | value/parameter")
                .result($value_result)
                .body("value/body")
                .when("value", FUNCTIONS),
            $($more),*
        ]
    };
}
pub(super) use definitions;

/// Nodes that may hold definitions.
macro_rules! enter {
    ($($more:expr),* $(,)?) => {
        &[
            "statement_block",
            "call_expression",
            "new_expression",
            "await_expression",
            "binary_expression",
            "ternary_expression",
            "member_expression",
            "arguments",
            "arrow_function",
            "function_expression",
            "parenthesized_expression",
            "unary_expression",
            "sequence_expression",
            "object",
            "return_statement",
            "if_statement",
            "else_clause",
            "try_statement",
            $($more),*
        ]
    };
}
pub(super) use enter;

/// Nodes that belong to the definitions in them.
macro_rules! wrap {
    ($($more:expr),* $(,)?) => {
        &[
            "export_statement",
            "expression_statement",
            "lexical_declaration",
            "variable_declaration",
            $($more),*
        ]
    };
}
pub(super) use wrap;

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "JavaScript",
    extensions: &["js", "jsx", "mjs", "cjs"],
    file_names: &[],
    parser: || tree_sitter_javascript::LANGUAGE.into(),
    definitions: definitions![
        "", "", "";
        Definition::new("field_definition", Function, Title::Call)
            .named(Name::At("property"))
            .parameters("value/parameters | value/parameter")
            .body("value/body")
            .when("value", FUNCTIONS),
        Definition::new("field_definition", Value, Title::Bare)
            .named(Name::At("property"))
            .body("value"),
    ],
    enter: enter![],
    wrap: wrap![],
    reparse: &[],
    nested: true,
    leading: &["comment", "decorator"],
    imports: &["import_statement", "call_expression/function=require"],
    visibility: Visibility::None,
    supertypes: &["#class_heritage", "value/#class_heritage", "right/#class_heritage"],
    separators: &[".", ".prototype."],
    directory_is_module: false,
    renewal: Renewal::Tree,
    bodies: None,
    lexis: Lexis { strings: &["\"", "'", "`"], ..Lexis::C_LINES },
};
