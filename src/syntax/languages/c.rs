//! C. What only names a type that stands elsewhere (`struct a;`) is no symbol, nor is a macro without a
//! text: it is a flag, or guards a header.
//!
//! Headers are read as C: the parser of C++ reads fewer headers of C projects (`new` and `class` are
//! names there), and functions in them are then called alike in a header and its source. A class in a
//! `.h` is damage.

use crate::syntax::SymbolKind::{Alias, Function, Macro, Type, Value};
use crate::syntax::grammar::{
    Branches, Definition, Grammar, Lexis, Name, Renewal, Split, Title, Visibility,
};

/// What C and C++ define alike.
macro_rules! definitions {
    ($($more:expr),* $(,)?) => {
        &[
            $($more,)*
            Definition::new("function_definition", Function, Title::Call)
                .named(Name::Declarator("declarator"))
                .result("type")
                .holds(),
            Definition::new("declaration", Function, Title::Call)
                .named(Name::Declarator("declarator"))
                .result("type")
                .body("")
                .when("@", &["function_declarator"]),
            Definition::new("declaration", Value, Title::Bare)
                .named(Name::EachDeclarator("declarator"))
                .result("type")
                .body("declarator/value")
                .holds(),
            Definition::new("field_declaration", Function, Title::Call)
                .named(Name::Declarator("declarator"))
                .result("type")
                .body("")
                .when("@", &["function_declarator"]),
            Definition::new("field_declaration", Value, Title::Bare)
                .named(Name::EachDeclarator("declarator"))
                .result("type")
                .body("")
                .holds(),
            Definition::new("struct_specifier", Type, Title::Word("struct"))
                .when("body", &["field_declaration_list"]),
            Definition::new("union_specifier", Type, Title::Word("union"))
                .when("body", &["field_declaration_list"]),
            Definition::new("enum_specifier", Type, Title::Word("enum"))
                .when("body", &["enumerator_list"]),
            Definition::new("enumerator", Value, Title::Bare).body("value"),
            // A type with a name of its own, and another one.
            Definition::new("type_definition", Alias, Title::Word("typedef"))
                .named(Name::EachDeclarator("declarator"))
                .result("type")
                .body("")
                .when("type/name", &["type_identifier"])
                .holds(),
            Definition::new("type_definition", Type, Title::Word("typedef"))
                .named(Name::Declarator("declarator"))
                .body("type/body")
                .when("type/body", &["field_declaration_list", "enumerator_list"]),
            Definition::new("type_definition", Alias, Title::Word("typedef"))
                .named(Name::EachDeclarator("declarator"))
                .result("type")
                .body(""),
            Definition::new("preproc_def", Value, Title::Bare)
                .body("value")
                .when("value", &["preproc_arg"]),
            Definition::new("preproc_function_def", Macro, Title::Call)
                .parameters("parameters")
                .body("value"),
        ]
    };
}
pub(super) use definitions;

/// Nodes that hold definitions.
macro_rules! enter {
    ($($more:expr),* $(,)?) => {
        &[
            "preproc_if",
            "preproc_ifdef",
            "preproc_elif",
            "preproc_elifdef",
            "preproc_else",
            "linkage_specification",
            "declaration_list",
            "field_declaration_list",
            "enumerator_list",
            $($more),*
        ]
    };
}
pub(super) use enter;

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "C",
    extensions: &["c", "h"],
    file_names: &[],
    parser: || tree_sitter_c::LANGUAGE.into(),
    definitions: definitions![],
    enter: enter![],
    wrap: &[],
    reparse: &[],
    nested: false,
    leading: &["comment"],
    imports: &["preproc_include"],
    visibility: Visibility::Words(&["#storage_class_specifier"], &["static"], ""),
    supertypes: &[],
    separators: &[],
    directory_is_module: false,
    renewal: Renewal::Chunks(Split::BehindBraces(Branches {
        sign: "#",
        foreign: &["ifdef __cplusplus"],
        begin: &["if"],
        other: &["el"],
        end: &["endif"],
    })),
    bodies: None,
    lexis: Lexis::C,
};
