//! Swift.

use crate::syntax::SymbolKind::{
    Alias, Constructor, Extension, Function, Interface, Macro, Type, Value,
};
use crate::syntax::grammar::{Definition, Grammar, Lexis, Name, Renewal, Title, Visibility};

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "Swift",
    extensions: &["swift"],
    file_names: &[],
    parser: || tree_sitter_swift::LANGUAGE.into(),
    definitions: &[
        Definition::new("class_declaration", Extension, Title::Word("extension"))
            .named(Name::Implementation("", "name"))
            .when("declaration_kind", &["extension"]),
        Definition::new(
            "class_declaration",
            Type,
            Title::Keyword(&["class", "struct", "enum", "actor"]),
        ),
        Definition::new("protocol_declaration", Interface, Title::Word("protocol")),
        Definition::function(
            "function_declaration",
            Title::Word("func"),
            "#parameter*",
            "return_type",
        ),
        Definition::function(
            "protocol_function_declaration",
            Title::Word("func"),
            "#parameter*",
            "return_type",
        )
        .body(""),
        Definition::new("init_declaration", Constructor, Title::Call)
            .named(Name::Fixed("init"))
            .parameters("#parameter*"),
        Definition::new("deinit_declaration", Function, Title::Bare).named(Name::Fixed("deinit")),
        Definition::function("subscript_declaration", Title::Call, "#parameter*", "return_type")
            .named(Name::Fixed("subscript"))
            .body("#computed_property"),
        Definition::new("macro_declaration", Macro, Title::Word("macro"))
            .named(Name::At("#simple_identifier"))
            .parameters("#parameter*")
            .body("definition"),
        Definition::new("property_declaration", Value, Title::Bare)
            .named(Name::Each("name", "#simple_identifier | ."))
            .result("#type_annotation")
            .body("computed_value | value"),
        Definition::new("protocol_property_declaration", Value, Title::Bare)
            .named(Name::Each("name", "#simple_identifier | ."))
            .result("#type_annotation")
            .body(""),
        Definition::new("enum_entry", Value, Title::Bare).named(Name::Each("name", ".")).body(""),
        Definition::new("typealias_declaration", Alias, Title::Word("typealias"))
            .result("value")
            .body(""),
        Definition::new("associatedtype_declaration", Alias, Title::Word("associatedtype"))
            .body(""),
    ],
    enter: &[],
    wrap: &[],
    reparse: &[],
    nested: false,
    leading: &["comment", "multiline_comment"],
    imports: &["import_declaration"],
    visibility: Visibility::Words(
        &["#modifiers"],
        &["public", "open", "package", "internal", "fileprivate", "private"],
        "internal",
    ),
    supertypes: &["#inheritance_specifier"],
    separators: &["."],
    directory_is_module: true,
    renewal: Renewal::Tree,
    bodies: None,
    lexis: Lexis { strings: &["\"\"\"", "\""], ..Lexis::C_LINES },
};
