//! `pom.xml`: dependencies, those that are only managed, and the parent. A `${property}` that the same
//! file sets is put in. Plugins, profiles apart from the rest, and exclusions are not read.

use crate::syntax::Dependency;
use crate::syntax::manifest::Format;
use crate::syntax::reading::xml::{Element, child, elements};

pub(super) const FORMAT: Format = Format {
    name: "pom.xml",
    file_names: &["pom.xml"],
    read: |text| Some(dependencies(&elements(text))),
};

fn dependencies(elements: &[Element<'_>]) -> Vec<Dependency> {
    let around = |at: usize| elements[at].parent.map(|at| (at, elements[at].name));
    let mut found = Vec::new();
    for at in 0..elements.len() {
        let Some((list, list_name)) = around(at) else { continue };
        let is_parent = (list_name, elements[at].name) == ("project", "parent");
        let is_dependency = (list_name, elements[at].name) == ("dependencies", "dependency");
        let owner = around(list).map_or("", |(_, name)| name);
        // A plugin has dependencies of its own.
        if !is_parent && (!is_dependency || owner == "plugin") {
            continue;
        }
        let said = |name: &str| child(elements, at, name).map(|text| filled(elements, text));
        let (Some(artifact), Some(owner_of_it)) = (said("artifactId"), said("groupId")) else {
            continue;
        };
        let group = match (is_parent, owner) {
            (true, _) => "parent".to_owned(),
            (_, "dependencyManagement") => owner.to_owned(),
            _ => said("scope").unwrap_or_default(),
        };
        found.push(Dependency {
            name: [Some(owner_of_it), Some(artifact), said("classifier")]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(":"),
            group,
            version: said("version").unwrap_or_default(),
            lines: elements[at].lines.clone(),
        });
    }
    found
}

/// A text with the properties put in that stand in the same file.
fn filled(elements: &[Element<'_>], text: &str) -> String {
    let Some((before, rest)) = text.split_once("${") else { return text.to_owned() };
    let Some((name, after)) = rest.split_once('}') else { return text.to_owned() };
    let is_property = |element: &&Element<'_>| {
        element.name == name
            && element.parent.is_some_and(|parent| elements[parent].name == "properties")
    };
    let value = elements.iter().find(is_property);
    value.map_or_else(
        || text.to_owned(),
        |value| format!("{before}{}{}", value.text, filled(elements, after)),
    )
}
