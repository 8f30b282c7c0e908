//! Bash.

use crate::syntax::SymbolKind::Value;
use crate::syntax::grammar::{Definition, Grammar, Lexis, Name, Renewal, Title, Visibility};

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "Bash",
    extensions: &["sh", "bash", "ksh"],
    file_names: &[".bashrc", ".bash_profile", ".profile"],
    parser: || tree_sitter_bash::LANGUAGE.into(),
    definitions: &[
        Definition::function("function_definition", Title::Call, "", ""),
        Definition::new("declaration_command", Value, Title::Bare)
            .named(Name::Each("#variable_assignment", "name"))
            .body("#variable_assignment/value"),
        Definition::new("variable_assignment", Value, Title::Bare).body("value"),
    ],
    enter: &["if_statement", "elif_clause", "else_clause", "list", "compound_statement"],
    wrap: &[],
    reparse: &[],
    nested: false,
    leading: &["comment"],
    imports: &["command/name=source", "command/name=."],
    visibility: Visibility::None,
    supertypes: &[],
    separators: &[],
    directory_is_module: false,
    renewal: Renewal::Tree,
    bodies: None,
    lexis: Lexis::HASH,
};
