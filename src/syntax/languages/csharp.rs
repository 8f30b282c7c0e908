//! C#. A namespace for a whole file encloses nothing here.

use crate::syntax::SymbolKind::{Alias, Constructor, Function, Interface, Module, Type, Value};
use crate::syntax::grammar::{Definition, Grammar, Lexis, Name, Renewal, Title, Visibility};

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "C#",
    extensions: &["cs"],
    file_names: &[],
    parser: || tree_sitter_c_sharp::LANGUAGE.into(),
    definitions: &[
        Definition::new("namespace_declaration", Module, Title::Word("namespace")),
        Definition::new("class_declaration", Type, Title::Word("class"))
            .parameters("#parameter_list"),
        Definition::new("struct_declaration", Type, Title::Word("struct"))
            .parameters("#parameter_list"),
        Definition::new("record_declaration", Type, Title::Word("record"))
            .parameters("#parameter_list"),
        Definition::new("enum_declaration", Type, Title::Word("enum")),
        Definition::new("interface_declaration", Interface, Title::Word("interface")),
        Definition::new("delegate_declaration", Alias, Title::Word("delegate"))
            .parameters("parameters")
            .result("type")
            .body(""),
        Definition::function("method_declaration", Title::Call, "parameters", "returns"),
        Definition::function("local_function_statement", Title::Call, "parameters", "type"),
        Definition::function("constructor_declaration", Title::Call, "parameters", "")
            .kind(Constructor),
        Definition::new("destructor_declaration", Function, Title::Call)
            .named(Name::Fixed("Finalize")),
        Definition::function("operator_declaration", Title::Word("operator"), "parameters", "type")
            .named(Name::At("operator")),
        Definition::function("conversion_operator_declaration", Title::Word("operator"), "", "")
            .named(Name::At("type"))
            .parameters("parameters"),
        Definition::new("property_declaration", Value, Title::Bare)
            .result("type")
            .body("accessors | value"),
        Definition::function("indexer_declaration", Title::Bare, "parameters", "type")
            .named(Name::Fixed("this[]"))
            .body("accessors | value"),
        Definition::new("event_declaration", Value, Title::Bare).result("type").body("accessors"),
        Definition::new("event_field_declaration", Value, Title::Bare)
            .named(Name::Each("#variable_declaration/#variable_declarator", "name"))
            .result("#variable_declaration/type")
            .body(""),
        Definition::new("field_declaration", Value, Title::Bare)
            .named(Name::Each("#variable_declaration/#variable_declarator", "name"))
            .result("#variable_declaration/type")
            .body(""),
        Definition::new("enum_member_declaration", Value, Title::Bare).body("value"),
    ],
    enter: &["preproc_if", "preproc_elif", "preproc_else", "declaration_list", "global_statement"],
    wrap: &[],
    reparse: &[],
    nested: false,
    leading: &["comment"],
    imports: &["using_directive", "extern_alias_directive"],
    visibility: Visibility::Words(
        &["#modifier"],
        &["public", "internal", "protected", "private"],
        "private",
    ),
    supertypes: &["#base_list"],
    separators: &["."],
    directory_is_module: true,
    renewal: Renewal::Tree,
    bodies: None,
    lexis: Lexis { strings: &["\"\"\"", "\"", "'"], ..Lexis::C },
};
