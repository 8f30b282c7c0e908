//! C++.

use super::c::{definitions, enter};
use crate::syntax::SymbolKind::{Alias, Function, Interface, Macro, Module, Type, Value};
use crate::syntax::grammar::{
    Definition, Grammar, Labels, Lexis, Name, Renewal, Title, Visibility,
};

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "C++",
    extensions: &["cc", "cpp", "cxx", "hh", "hpp", "hxx"],
    file_names: &[],
    parser: || tree_sitter_cpp::LANGUAGE.into(),
    definitions: definitions![
        Definition::new("namespace_definition", Module, Title::Word("namespace")),
        Definition::new("namespace_alias_definition", Alias, Title::Word("namespace")).body(""),
        Definition::new("class_specifier", Type, Title::Word("class"))
            .when("body", &["field_declaration_list"]),
        Definition::new("concept_definition", Interface, Title::Word("concept")).body(""),
        Definition::new("alias_declaration", Alias, Title::Word("using")).result("type").body(""),
        Definition::new("function_definition", Function, Title::Word("operator"))
            .named(Name::At("declarator/type"))
            .parameters("declarator/declarator/parameters")
            .when("declarator", &["operator_cast"]),
    ],
    enter: enter![],
    wrap: &["template_declaration"],
    reparse: &[],
    nested: false,
    leading: &["comment"],
    imports: &["preproc_include", "using_declaration"],
    visibility: Visibility::Labels(Labels {
        node: "access_specifier",
        words: &["public", "protected", "private"],
        otherwise: &[("class", "private"), ("struct", "public"), ("union", "public")],
        own: "#storage_class_specifier",
    }),
    supertypes: &["#base_class_clause"],
    separators: &["::"],
    directory_is_module: false,
    renewal: Renewal::Tree,
    bodies: None,
    lexis: Lexis::C,
};
