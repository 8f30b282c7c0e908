//! Chains of declarators, as C and its kin write them: `*name(…)[…]`.
//!
//! In: a declarator, or the definition that it stands in. Out: the name at its end and what stands on
//! the way. Deliberately absent: which nodes have declarators; the tables say so.

use tree_sitter::Node;

/// The end of a chain of declarators.
pub(super) struct Chain<'t> {
    /// The name.
    pub name: Node<'t>,
    /// The last declarator around it: of a function for `name(…)`, of a pointer for `(*name)(…)`.
    pub around: Node<'t>,
}

/// Goes down a chain to its end.
pub(super) fn chain(from: Node<'_>) -> Chain<'_> {
    let (mut name, mut around) = (from, from);
    while let Some(next) = inner(name) {
        // Parentheses change nothing: `int (getc)(FILE *)`.
        if name.kind() != "parenthesized_declarator" {
            around = name;
        }
        name = next;
    }
    Chain { name, around }
}

fn inner(node: Node<'_>) -> Option<Node<'_>> {
    // `operator bool()` has its parameters inside of its name.
    if node.kind() == "operator_cast" {
        return None;
    }
    node.child_by_field_name("declarator").or_else(|| {
        // A reference or a parenthesis around a declarator has no field for it.
        let wraps = node.kind().ends_with("declarator");
        let mut cursor = node.walk();
        let mut children = node.named_children(&mut cursor);
        children.find(|child| wraps && is_name_or_declarator(*child))
    })
}

fn is_name_or_declarator(node: Node<'_>) -> bool {
    node.kind().ends_with("declarator") || node.kind().ends_with("identifier")
}

/// The signs of pointers and references that belong to the type of a declarator and not to what it
/// returns: `*` of `char *name(void)`.
pub(super) fn signs(from: Node<'_>) -> String {
    let mut signs = String::new();
    let mut at = from;
    while let Some(next) = inner(at) {
        match at.kind() {
            "pointer_declarator" => signs.push('*'),
            "reference_declarator" => signs.push('&'),
            "function_declarator" | "parenthesized_declarator" => break,
            _ => {}
        }
        at = next;
    }
    signs
}

/// The parameters that stand between a name and its definition.
pub(super) fn parameters_around<'t>(name: Node<'t>, definition: Node<'t>) -> Option<Node<'t>> {
    let mut at = name;
    while at != definition {
        at = at.parent()?;
        let parameters = at.child_by_field_name("parameters");
        if parameters.is_some() {
            return parameters;
        }
    }
    None
}
