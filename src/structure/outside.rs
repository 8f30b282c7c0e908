//! Members that stand outside of what they are members of.
//!
//! In: both sides and their pairs. Out: which definitions are new or gone in the text alone: a further block
//! of members that the type had all along; a body that stands outside of its class now, or within it
//! again; a namespace that had no braces and was one for the whole file. Deliberately absent: members that
//! are new themselves.

use super::pairing::Pairs;
use super::side::{DefinitionId, Side};
use crate::syntax::SymbolKind;

/// One side of a commit, what its definitions are on the other, and that.
#[derive(Clone, Copy)]
pub(super) struct View<'v, 'a> {
    pub side: &'v Side<'a>,
    pub paired: &'v [Option<DefinitionId>],
    pub other: &'v Side<'a>,
}

impl<'v, 'a> View<'v, 'a> {
    /// From what was to what is.
    pub(super) fn forward(before: &'v Side<'a>, after: &'v Side<'a>, pairs: &'v Pairs) -> Self {
        Self { side: before, paired: &pairs.after_of, other: after }
    }

    /// From what is to what was.
    pub(super) fn backward(before: &'v Side<'a>, after: &'v Side<'a>, pairs: &'v Pairs) -> Self {
        Self { side: after, paired: &pairs.before_of, other: before }
    }

    /// Whether something without a counterpart is only laid out otherwise there.
    pub(super) fn is_layout(&self, id: DefinitionId) -> bool {
        self.is_block_of_known(id) || self.is_body_elsewhere(id) || self.is_braced_only_here(id)
    }

    /// A block whose members were all members of a type of its name.
    fn is_block_of_known(&self, id: DefinitionId) -> bool {
        if self.side.symbol(id).kind != SymbolKind::Extension {
            return false;
        }
        let (file, block) = (self.side.definition(id).file, self.side.definition(id).symbol);
        let is_inside = |at: &DefinitionId| {
            self.side.definition(*at).file == file && self.side.symbol(*at).parent == Some(block)
        };
        let mut inside = self.side.ids().filter(is_inside).peekable();
        inside.peek().is_some() && inside.all(|at| self.was_member_there(at))
    }

    fn was_member_there(&self, id: DefinitionId) -> bool {
        let Some(with) = self.paired[id.get()] else { return false };
        self.side.scope_of(id).path == self.other.scope_of(with).path
            && self.side.definition(id).file == self.other.definition(with).file
    }

    /// A namespace with braces that is one for the whole file on the other side.
    fn is_braced_only_here(&self, id: DefinitionId) -> bool {
        let symbol = self.side.symbol(id);
        symbol.kind == SymbolKind::Module
            && self.other.versions[self.side.definition(id).file]
                .is_some_and(|version| is_namespace_of(version.text, &symbol.name))
    }

    /// A definition outside of its class, whose body stands in the class on the other side.
    fn is_body_elsewhere(&self, id: DefinitionId) -> bool {
        let symbol = self.side.symbol(id);
        if symbol.owner.is_none() || !symbol.kind.is_callable() || symbol.body.is_none() {
            return false;
        }
        let path = &self.side.scope_of(id).path;
        self.side.ids().any(|at| {
            let namesake = self.side.symbol(at);
            namesake.body.is_none()
                && self.side.key(at) == self.side.key(id)
                && namesake.parameters == symbol.parameters
                && self.side.scope_of(at).path == *path
                && self.paired[at.get()].is_some_and(|with| self.other.symbol(with).body.is_some())
        })
    }
}

/// Whether a pair of definitions is in one namespace, with braces on one side and for the whole file on
/// the other.
pub(super) fn is_braced_otherwise(
    (before, one): (&Side<'_>, DefinitionId),
    (after, other): (&Side<'_>, DefinitionId),
) -> bool {
    let (from, to) = (&before.scope_of(one).path, &after.scope_of(other).path);
    let (long, short, version) = if from.len() > to.len() {
        (from, to, after.version(other))
    } else {
        (to, from, before.version(one))
    };
    let (outer, inner) = long.split_at(long.len() - short.len());
    before.definition(one).file == after.definition(other).file
        && !outer.is_empty()
        && inner == short
        && version.is_some_and(|version| is_namespace_of(version.text, &outer.join(".")))
}

/// Whether a text says `namespace a.b;` for all that follows, where the name or its end is meant.
fn is_namespace_of(text: &[u8], name: &str) -> bool {
    let said = text.split(|byte| *byte == b'\n').find_map(|line| {
        let said = line.trim_ascii().strip_prefix(b"namespace ")?.strip_suffix(b";")?;
        std::str::from_utf8(said.trim_ascii()).ok()
    });
    said.and_then(|said| said.strip_suffix(name))
        .is_some_and(|before| before.is_empty() || before.ends_with(['.', '\\']))
}

#[cfg(test)]
mod tests {
    use super::is_namespace_of;

    #[test]
    fn a_namespace_for_the_whole_file() {
        let text = b"using A;\r\n\r\nnamespace Shop.Orders ;\r\n\r\nclass B {}\r\n";
        assert!(is_namespace_of(text, "Shop.Orders") && is_namespace_of(text, "Orders"));
        assert!(!is_namespace_of(text, "Shop") && !is_namespace_of(text, "rders"));
        assert!(!is_namespace_of(b"namespace Orders\n{\n}\n", "Orders"));
        assert!(is_namespace_of(b"namespace App\\Orders;\n", "Orders"));
    }
}
