//! Java.

use crate::syntax::SymbolKind::{Constructor, Interface, Module, Type, Value};
use crate::syntax::grammar::{Definition, Grammar, Lexis, Name, Renewal, Title, Visibility};

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "Java",
    extensions: &["java"],
    file_names: &[],
    parser: || tree_sitter_java::LANGUAGE.into(),
    definitions: &[
        Definition::function("method_declaration", Title::Call, "parameters", "type"),
        Definition::function("constructor_declaration", Title::Call, "parameters", "")
            .kind(Constructor),
        Definition::function("compact_constructor_declaration", Title::Call, "", "")
            .kind(Constructor),
        Definition::function("annotation_type_element_declaration", Title::Call, "", "type")
            .body("value"),
        // It goes where its type goes, as what makes a value of the type does.
        Definition::function("static_initializer", Title::Bare, "", "")
            .kind(Constructor)
            .named(Name::Fixed("static"))
            .body("#block"),
        Definition::new("class_declaration", Type, Title::Word("class")),
        Definition::new("record_declaration", Type, Title::Word("record")).parameters("parameters"),
        Definition::new("enum_declaration", Type, Title::Word("enum")),
        Definition::new("interface_declaration", Interface, Title::Word("interface")),
        Definition::new("annotation_type_declaration", Interface, Title::Word("interface")),
        Definition::new("module_declaration", Module, Title::Word("module")),
        Definition::new("field_declaration", Value, Title::Bare)
            .named(Name::Each("declarator", "name"))
            .body("declarator/value")
            .result("type"),
        Definition::new("constant_declaration", Value, Title::Bare)
            .named(Name::Each("declarator", "name"))
            .body("declarator/value")
            .result("type"),
        Definition::new("enum_constant", Value, Title::Bare).body("body"),
    ],
    enter: &["enum_body_declarations", "class_body"],
    wrap: &[],
    reparse: &[],
    nested: false,
    leading: &["line_comment", "block_comment"],
    imports: &["import_declaration"],
    visibility: Visibility::Words(&["#modifiers"], &["public", "protected", "private"], "package"),
    supertypes: &["superclass", "interfaces", "#extends_interfaces"],
    separators: &[],
    directory_is_module: true,
    renewal: Renewal::Tree,
    bodies: None,
    lexis: Lexis { strings: &["\"\"\"", "\"", "'"], ..Lexis::C },
};
