//! What happened, told from the pairs.
//!
//! In: pairs, links and extractions. Out: events in the order of the files and lines, each with its
//! places and evidence. A member of a type that moved did not move itself, and members of a
//! new type are told with it. Deliberately absent: new guesses.

use std::collections::{BTreeMap, HashMap};

use super::body::correspond;
use super::cover::shared_lines;
use super::duplication;
use super::extraction::Extraction;
use super::hierarchy::Hierarchy;
use super::imports::{self, ImportChange};
use super::moving::Link;
use super::outside::View;
use super::pairing::Pairs;
use super::retyped::Retyped;
use super::side::{DefinitionId, Side, Version};
use crate::model::{
    EventEvidence, EventKind, EventSubject, SharedLines, StructuralEvent, SymbolPlace,
};
use crate::syntax::SymbolKind;

/// Everything that was found out about a commit.
pub(super) struct Findings<'f, 'a> {
    pub before: &'f Side<'a>,
    pub after: &'f Side<'a>,
    pub pairs: &'f Pairs,
    pub hierarchy: &'f Hierarchy<'a>,
    pub links: &'f HashMap<DefinitionId, Link>,
    pub retyped: &'f Retyped<'a>,
    pub extracted: &'f [Extraction],
    pub inlined: &'f [Extraction],
    pub extracted_types: &'f BTreeMap<DefinitionId, Vec<DefinitionId>>,
    /// Lost, what it was merged with, what both became.
    pub merged: &'f [(DefinitionId, DefinitionId, DefinitionId)],
    /// New, what was split, what goes on beside the new one.
    pub split: &'f [(DefinitionId, DefinitionId, DefinitionId)],
}

impl Findings<'_, '_> {
    pub(super) fn events(&self) -> Vec<StructuralEvent> {
        let mut events = Vec::new();
        for one in self.before.ids() {
            match self.pairs.after_of[one.get()] {
                Some(other) => self.of_pair(one, other, &mut events),
                None => self.of_removed(one, &mut events),
            }
        }
        for other in self.after.ids() {
            if self.pairs.before_of[other.get()].is_none() {
                self.of_added(other, &mut events);
            }
        }
        self.of_doubles(&mut events);
        self.of_imports(&mut events);
        events
    }

    fn of_doubles(&self, events: &mut Vec<StructuralEvent>) {
        for (one, double) in duplication::removed(self.before, self.pairs) {
            let became: Vec<DefinitionId> = self.pairs.after_of[double.get()].into_iter().collect();
            let kind = EventKind::Deduplicated;
            events.push(self.event(kind, EventSubject::Function, &[one, double], &became));
        }
        for (other, double) in duplication::introduced(self.after, self.pairs) {
            let was: Vec<DefinitionId> = self.pairs.before_of[double.get()].into_iter().collect();
            let kind = EventKind::Duplicated;
            events.push(self.event(kind, EventSubject::Function, &was, &[other, double]));
        }
    }

    /// What files that go on import newly, and what they import no more.
    fn of_imports(&self, events: &mut Vec<StructuralEvent>) {
        for versions in self.before.versions.iter().zip(&self.after.versions) {
            let (Some(before), Some(after)) = versions else { continue };
            let ImportChange { come, gone } = imports::compare(before, after);
            events.extend(gone.into_iter().map(|import| of_import(before, import, true)));
            events.extend(come.into_iter().map(|import| of_import(after, import, false)));
        }
    }

    fn of_pair(&self, one: DefinitionId, other: DefinitionId, events: &mut Vec<StructuralEvent>) {
        let (old, new) = (self.before.symbol(one), self.after.symbol(other));
        let subject = self.before.definition(one).subject;
        let mut evidence = None;
        let mut push = |kind, detail: String| {
            let mut event = self.event(kind, subject, &[one], &[other]);
            event.detail = detail;
            let evidence = evidence.get_or_insert_with(|| self.evidence_of_pair(one, other));
            event.evidence.clone_from(evidence);
            if let Some(link) = self.links.get(&one) {
                event.probability = link.probability;
            }
            events.push(event);
        };
        let is_renamed = old.name != new.name
            && old.kind != SymbolKind::Constructor
            && old.kind != SymbolKind::Extension;
        let is_moved = self.has_moved(one, other);
        match (is_moved, is_renamed) {
            (true, false) => push(self.kind_of_move(one, other), String::new()),
            (true, true) => {
                let kind = match self.kind_of_move(one, other) {
                    EventKind::Moved => EventKind::MovedAndRenamed,
                    within_hierarchy => within_hierarchy,
                };
                push(kind, format!("{} → {}", old.name, new.name));
            }
            (false, true) => push(EventKind::Renamed, format!("{} → {}", old.name, new.name)),
            (false, false) if self.is_refiled(one, other) => {
                push(EventKind::Refiled, String::new());
            }
            (false, false) => {}
        }
        // What only names a type that has another name now says the same as before.
        let is_same_result = self.retyped.is_same(&old.result, &new.result);
        if !self.retyped.are_same(&old.parameters, &new.parameters)
            || subject == EventSubject::Function && !is_same_result
        {
            push(EventKind::SignatureChanged, signature_change(old, new));
        }
        if subject == EventSubject::Value && !is_same_result {
            push(EventKind::TypeChanged, format!("{} → {}", old.result, new.result));
        }
        if old.visibility != new.visibility {
            push(EventKind::VisibilityChanged, format!("{} → {}", old.visibility, new.visibility));
        }
        if !self.retyped.are_same(&old.supertypes, &new.supertypes) {
            push(EventKind::SupertypesChanged, supertypes_change(&old.supertypes, &new.supertypes));
        }
    }

    fn of_removed(&self, one: DefinitionId, events: &mut Vec<StructuralEvent>) {
        let subject = self.before.definition(one).subject;
        let parts: Vec<&Extraction> = self.inlined.iter().filter(|at| at.part == one).collect();
        if let Some((_, with, became)) = self.merged.iter().find(|at| at.0 == one) {
            let mut event = self.event(EventKind::Merged, subject, &[*with, one], &[*became]);
            event.probability = 0.9;
            event.evidence = self.evidence_of_pair(one, *became);
            events.push(event);
        } else if parts.is_empty()
            && !View::forward(self.before, self.after, self.pairs).is_layout(one)
        {
            events.push(self.event(EventKind::Removed, subject, &[one], &[]));
        }
        for (kind, parts) in by_distance(&parts, EventKind::Inlined, EventKind::InlinedAndMoved) {
            let wholes: Vec<DefinitionId> = parts.iter().map(|at| at.whole).collect();
            let mut event = self.event(kind, subject, &[one], &wholes);
            // They were found backward; what is before and after changes places.
            let turn = |at: &SharedLines| SharedLines { before: at.after, after: at.before, ..*at };
            event.evidence.shared = parts[0].shared.iter().map(turn).collect();
            tell_covered(&parts, &mut event);
            events.push(event);
        }
    }

    fn of_added(&self, other: DefinitionId, events: &mut Vec<StructuralEvent>) {
        let subject = self.after.definition(other).subject;
        let parts: Vec<&Extraction> = self.extracted.iter().filter(|at| at.part == other).collect();
        if let Some(wholes) = self.extracted_types.get(&other) {
            let mut event = self.event(EventKind::Extracted, subject, wholes, &[other]);
            event.probability = 0.9;
            events.push(event);
        } else if let Some((_, whole, rest)) = self.split.iter().find(|at| at.0 == other) {
            let mut event = self.event(EventKind::Split, subject, &[*whole], &[*rest, other]);
            event.probability = 0.8;
            event.evidence = self.evidence_of_pair(*whole, other);
            events.push(event);
        } else if parts.is_empty()
            && !View::backward(self.before, self.after, self.pairs).is_layout(other)
        {
            events.push(self.event(EventKind::Added, subject, &[], &[other]));
        }
        for (kind, parts) in by_distance(&parts, EventKind::Extracted, EventKind::ExtractedAndMoved)
        {
            let wholes: Vec<DefinitionId> = parts.iter().map(|at| at.whole).collect();
            let mut event = self.event(kind, subject, &wholes, &[other]);
            event.evidence.shared.clone_from(&parts[0].shared);
            tell_covered(&parts, &mut event);
            events.push(event);
        }
    }

    fn event(
        &self,
        kind: EventKind,
        subject: EventSubject,
        before: &[DefinitionId],
        after: &[DefinitionId],
    ) -> StructuralEvent {
        StructuralEvent {
            kind,
            subject,
            before: before.iter().filter_map(|id| self.before.place(*id)).collect(),
            after: after.iter().filter_map(|id| self.after.place(*id)).collect(),
            is_public: before.iter().any(|id| self.before.is_public(*id))
                || after.iter().any(|id| self.after.is_public(*id)),
            detail: String::new(),
            probability: 1.0,
            evidence: EventEvidence::default(),
        }
    }

    fn evidence_of_pair(&self, one: DefinitionId, other: DefinitionId) -> EventEvidence {
        let olds = self.before.body(one).all();
        let news = self.after.body(other).all();
        let found = correspond(&olds, &news);
        let same = found.pairs.iter().filter(|pair| pair.alike >= 1.0);
        let lines = same.map(|pair| (olds[pair.one].line, news[pair.other].line)).collect();
        let weight = self.before.body(one).weight().min(self.after.body(other).weight());
        let shared_words =
            if weight > 0.0 { percent((found.one_weight / weight).min(1.0)) } else { 0 };
        EventEvidence { shared: shared_lines(lines), shared_words, says: Vec::new() }
    }
}

fn of_import(version: &Version<'_>, (text, line): (String, u32), is_gone: bool) -> StructuralEvent {
    let place = SymbolPlace { path: version.path.clone(), symbol: text, lines: line + 1..line + 2 };
    let (kind, before, after) = if is_gone {
        (EventKind::Removed, vec![place], Vec::new())
    } else {
        (EventKind::Added, Vec::new(), vec![place])
    };
    StructuralEvent {
        kind,
        subject: EventSubject::Import,
        before,
        after,
        is_public: false,
        detail: String::new(),
        probability: 1.0,
        evidence: EventEvidence::default(),
    }
}

/// Extractions within a type or file, and those into another, each with what they are called.
fn by_distance<'e>(
    parts: &[&'e Extraction],
    near: EventKind,
    far: EventKind,
) -> Vec<(EventKind, Vec<&'e Extraction>)> {
    let (near_parts, far_parts): (Vec<_>, Vec<_>) =
        parts.iter().copied().partition(|at| at.is_near);
    let both = [(near, near_parts), (far, far_parts)];
    both.into_iter().filter(|(_, parts)| !parts.is_empty()).collect()
}

fn tell_covered(parts: &[&Extraction], event: &mut StructuralEvent) {
    let covered = parts.iter().map(|at| at.covered).fold(0.0, f64::max);
    event.probability = (0.4 + covered * 0.6).min(0.99);
    event.evidence.shared_words = percent(covered);
    event.evidence.says.push("the others use it where its lines stood".to_owned());
}

fn signature_change(old: &crate::syntax::Symbol, new: &crate::syntax::Symbol) -> String {
    let signature = |symbol: &crate::syntax::Symbol| {
        let result =
            if symbol.result.is_empty() { String::new() } else { format!(": {}", symbol.result) };
        format!("({}){result}", symbol.parameters.join(", "))
    };
    format!("{} → {}", signature(old), signature(new))
}

fn supertypes_change(old: &[String], new: &[String]) -> String {
    let gone = old.iter().filter(|name| !new.contains(name)).map(|name| format!("-{name}"));
    let come = new.iter().filter(|name| !old.contains(name)).map(|name| format!("+{name}"));
    gone.chain(come).collect::<Vec<_>>().join(" ")
}

fn percent(share: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
    let percent = (share * 100.0).round() as u32;
    percent.min(100)
}
