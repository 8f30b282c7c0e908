//! Python.

use crate::syntax::SymbolKind::{Alias, Type, Value};
use crate::syntax::grammar::{Definition, Grammar, Lexis, Name, Renewal, Title, Visibility};

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "Python",
    extensions: &["py", "pyi"],
    file_names: &[],
    parser: || tree_sitter_python::LANGUAGE.into(),
    definitions: &[
        Definition::function(
            "function_definition",
            Title::Word("def"),
            "parameters",
            "return_type",
        ),
        Definition::new("class_definition", Type, Title::Word("class")),
        Definition::new("assignment", Value, Title::Bare)
            .named(Name::At("left"))
            .body("right")
            .result("type")
            .when("left", &["identifier"]),
        Definition::new("type_alias_statement", Alias, Title::Word("type"))
            .named(Name::At("left"))
            .body("right"),
    ],
    enter: &[
        "if_statement",
        "block",
        "try_statement",
        "else_clause",
        "elif_clause",
        "except_clause",
        "finally_clause",
        "with_statement",
    ],
    wrap: &["decorated_definition", "expression_statement"],
    reparse: &[],
    nested: false,
    leading: &["comment", "decorator"],
    imports: &["import_statement", "import_from_statement", "future_import_statement"],
    visibility: Visibility::Underscore,
    supertypes: &["superclasses"],
    separators: &[],
    directory_is_module: false,
    renewal: Renewal::Tree,
    bodies: None,
    lexis: Lexis { strings: &["\"\"\"", "'''", "\"", "'"], ..Lexis::HASH },
};
