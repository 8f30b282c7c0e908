//! Ruby.

use crate::syntax::SymbolKind::{Function, Module, Type, Value};
use crate::syntax::grammar::{
    Definition, Grammar, Labels, Lexis, Name, Renewal, Title, Visibility,
};

pub(super) static LANGUAGE: Grammar = Grammar {
    name: "Ruby",
    extensions: &["rb", "rake", "gemspec", "ru"],
    file_names: &["Gemfile", "Rakefile", "Vagrantfile", "Podfile", "Fastfile"],
    parser: || tree_sitter_ruby::LANGUAGE.into(),
    definitions: &[
        Definition::function("method", Title::Word("def"), "parameters", ""),
        Definition::function("singleton_method", Title::Word("def"), "parameters", "")
            .named(Name::Owned("name", "object")),
        Definition::new("class", Type, Title::Word("class")),
        Definition::new("module", Module, Title::Word("module")),
        Definition::new("assignment", Value, Title::Bare)
            .named(Name::At("left"))
            .body("right")
            .when("left", &["constant", "scope_resolution"]),
        Definition::new("call", Value, Title::Bare)
            .named(Name::Each("arguments/#simple_symbol", "."))
            .body("")
            .when("method", &["=attr_accessor", "=attr_reader", "=attr_writer", "=cattr_accessor"]),
        Definition::new("call", Function, Title::Word("def"))
            .named(Name::At("arguments/#simple_symbol"))
            .parameters("block/parameters")
            .body("block/body")
            .when("method", &["=define_method", "=define_singleton_method"]),
    ],
    enter: &[
        "singleton_class",
        "body_statement",
        "block_body",
        "do_block",
        "block",
        "begin",
        "if",
        "unless",
        "then",
        "else",
        "elsif",
    ],
    wrap: &["call", "argument_list"],
    reparse: &[],
    nested: false,
    leading: &["comment"],
    imports: &[
        "call/method=require",
        "call/method=require_relative",
        "call/method=load",
        "call/method=autoload",
        "call/method=include",
        "call/method=extend",
        "call/method=prepend",
    ],
    visibility: Visibility::Labels(Labels {
        node: "identifier",
        words: &["public", "protected", "private"],
        otherwise: &[("", "public")],
        own: "../../method",
    }),
    supertypes: &["superclass/#constant | superclass/#scope_resolution"],
    separators: &[".", "::"],
    directory_is_module: false,
    renewal: Renewal::Tree,
    bodies: None,
    lexis: Lexis::HASH,
};
