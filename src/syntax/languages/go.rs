//! Go.

use crate::syntax::SymbolKind::{Alias, Interface, Type, Value};
use crate::syntax::grammar::{
    Definition, Grammar, Lexis, Name, Renewal, Separable, Title, Visibility,
};

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "Go",
    extensions: &["go"],
    file_names: &[],
    parser: || tree_sitter_go::LANGUAGE.into(),
    definitions: &[
        Definition::function("function_declaration", Title::Word("func"), "parameters", "result"),
        Definition::function("method_declaration", Title::Word("func"), "parameters", "result")
            .named(Name::Owned("name", "receiver")),
        Definition::function("method_elem", Title::Word("func"), "parameters", "result").body(""),
        Definition::new("type_spec", Type, Title::Word("type"))
            .body("type/#field_declaration_list")
            .when("type", &["struct_type"]),
        Definition::new("type_spec", Interface, Title::Word("type"))
            .body("type")
            .when("type", &["interface_type"]),
        Definition::new("type_spec", Alias, Title::Word("type")).body("").result("type"),
        Definition::new("type_alias", Alias, Title::Word("type")).body("").result("type"),
        // What is embedded is called as its type.
        Definition::new("field_declaration", Value, Title::Bare)
            .named(Name::Each("name | type", "."))
            .result("type")
            .body(""),
        Definition::new("const_spec", Value, Title::Word("const"))
            .named(Name::Each("name", "."))
            .result("type")
            .body("value"),
        Definition::new("var_spec", Value, Title::Word("var"))
            .named(Name::Each("name", "."))
            .result("type")
            .body("value"),
    ],
    enter: &["var_spec_list", "import_declaration", "import_spec_list"],
    wrap: &["type_declaration", "const_declaration", "var_declaration"],
    reparse: &[],
    nested: false,
    leading: &["comment"],
    imports: &["import_spec"],
    visibility: Visibility::Capital,
    supertypes: &["type/#type_elem"],
    separators: &[],
    directory_is_module: true,
    renewal: Renewal::Pieces(Separable {
        members: &[],
        fragments: &[
            "assignment_statement",
            "block",
            "dec_statement",
            "expression_statement",
            "inc_statement",
            "labeled_statement",
            "send_statement",
            "short_var_declaration",
        ],
    }),
    bodies: None,
    lexis: Lexis { strings: &["\"", "'", "`"], ..Lexis::C_LINES },
};
