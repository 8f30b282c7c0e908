//! Project files of .NET, and the list of their versions. Conditions, properties, `packages.config` and
//! what a package brings along are not read.

use crate::syntax::Dependency;
use crate::syntax::manifest::Format;
use crate::syntax::reading::xml::{child, elements};

const GROUPS: &[&str] =
    &["PackageReference", "PackageVersion", "ProjectReference", "FrameworkReference"];

pub(super) const FORMAT: Format = Format {
    name: "MSBuild",
    file_names: &["*.csproj", "*.fsproj", "*.vbproj", "Directory.Packages.props"],
    read: |text| Some(dependencies(text)),
};

fn dependencies(text: &str) -> Vec<Dependency> {
    let elements = elements(text);
    let references = (0..elements.len()).filter(|at| GROUPS.contains(&elements[*at].name));
    let dependency = references.filter_map(|at| {
        let element = &elements[at];
        let said = |name| element.attribute(name).or_else(|| child(&elements, at, name));
        Some(Dependency {
            name: element.attribute("Include").or_else(|| element.attribute("Update"))?.to_owned(),
            group: element.name.to_owned(),
            version: said("Version").or_else(|| said("VersionOverride")).unwrap_or("").to_owned(),
            lines: element.lines.clone(),
        })
    });
    dependency.collect()
}
