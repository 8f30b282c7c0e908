//! Where a part of a definition lies.
//!
//! In: a place as a table writes it, and a node. Out: the node there. A place is a path of steps:
//!
//! - `body` is the field of that name, `#class_body` the first child of that kind;
//! - `+` and `-` are the named nodes after and before, `..` is what encloses, `.` the node itself;
//! - `@` goes down a chain of declarators, as C has them, to the last one around the name;
//! - `value/body` goes on from there, and `a | b` takes the first that is there.
//!
//! Where several parts are asked for, the last step finds all of its field or kind; parameters that lie
//! side by side, with nothing around them, end with `*`. Deliberately absent: what the parts mean.

use std::num::NonZeroU16;

use tree_sitter::{Language, Node};

use super::declarator::chain;

/// Paths of which the first that leads somewhere is taken.
pub(super) struct Place {
    paths: Vec<Vec<Step>>,
    /// Whether it ends with `*`.
    pub(super) side_by_side: bool,
}

enum Step {
    Field(NonZeroU16),
    Child(Vec<u16>),
    Next,
    Previous,
    Parent,
    Here,
    Declarator,
    /// A name that the language does not have; a test finds these.
    Unknown,
}

impl Place {
    pub(super) fn parse(text: &str, language: &Language) -> Self {
        let (text, side_by_side) =
            text.strip_suffix('*').map_or((text, false), |places| (places, true));
        let paths = text.split('|').map(str::trim).filter(|path| !path.is_empty());
        let steps = |path: &str| path.split('/').map(|step| Step::parse(step, language)).collect();
        Self { paths: paths.map(steps).collect(), side_by_side }
    }

    /// The node at the place.
    pub(super) fn find<'t>(&self, from: Node<'t>) -> Option<Node<'t>> {
        self.paths.iter().find_map(|path| path.iter().try_fold(from, |at, step| step.go(at)))
    }

    /// All nodes at the place.
    pub(super) fn find_all<'t>(&self, from: Node<'t>) -> Vec<Node<'t>> {
        let all = |path: &Vec<Step>| {
            let (last, before) = path.split_last()?;
            let found = last.all(before.iter().try_fold(from, |at, step| step.go(at))?);
            (!found.is_empty()).then_some(found)
        };
        self.paths.iter().find_map(all).unwrap_or_default()
    }

    /// Whether it says nothing.
    pub(super) const fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    #[cfg(test)]
    pub(super) fn is_known(&self) -> bool {
        self.paths.iter().flatten().all(|step| !matches!(step, Step::Unknown))
    }
}

impl Step {
    fn parse(text: &str, language: &Language) -> Self {
        match text {
            "+" => return Self::Next,
            "-" => return Self::Previous,
            ".." => return Self::Parent,
            "." => return Self::Here,
            "@" => return Self::Declarator,
            _ => {}
        }
        match text.strip_prefix('#') {
            Some(kind) => match ids(language, kind).collect::<Vec<u16>>() {
                ids if ids.is_empty() => Self::Unknown,
                ids => Self::Child(ids),
            },
            None => language.field_id_for_name(text).map_or(Self::Unknown, Self::Field),
        }
    }

    fn go<'t>(&self, from: Node<'t>) -> Option<Node<'t>> {
        match self {
            Self::Field(field) => from.child_by_field_id(field.get()),
            Self::Child(kinds) => {
                let mut cursor = from.walk();
                from.children(&mut cursor).find(|child| kinds.contains(&child.kind_id()))
            }
            Self::Next => from.next_named_sibling(),
            Self::Previous => from.prev_named_sibling(),
            Self::Parent => from.parent(),
            Self::Here => Some(from),
            Self::Declarator => Some(chain(from).around),
            Self::Unknown => None,
        }
    }

    fn all<'t>(&self, from: Node<'t>) -> Vec<Node<'t>> {
        let mut cursor = from.walk();
        match self {
            Self::Field(field) => {
                let found = from.children_by_field_id(*field, &mut cursor);
                found.filter(Node::is_named).collect()
            }
            Self::Child(kinds) => {
                let children = from.children(&mut cursor);
                children.filter(|child| kinds.contains(&child.kind_id())).collect()
            }
            _ => self.go(from).into_iter().collect(),
        }
    }
}

/// The numbers of a kind of node; a language may have several of one name.
pub(super) fn ids(language: &Language, kind: &str) -> impl Iterator<Item = u16> {
    let count = u16::try_from(language.node_kind_count()).unwrap_or(u16::MAX);
    (0..count).filter(move |id| language.node_kind_for_id(*id) == Some(kind))
}
