//! Which commits take back which, and which pairs cancel out.
//!
//! In: messages, the names of contents before and after, samples of the lines that went and came, and whose lines they
//! were. Out: links between commits, and the pairs that are noise. Deliberately absent: an end to the work that
//! was taken back in part, or long after; there both sides stand. A revert of a revert is a reapply: then the original stands,
//! and the two reverts are the noise.

mod amount;
mod brought;
mod content;
mod lines;
mod message;

use std::collections::HashMap;

use self::lines::TakenBack;
use self::message::Claim;
use super::PathClass;
use super::each::each;
use super::kind::without_pull_request;
use super::rules::{
    REAPPLIED, REVERT_BY_CONTENT, REVERT_BY_ID, REVERT_BY_LINES, REVERT_BY_SUBJECT, REVERT_WORD,
    because, because_of,
};
use super::wording::duration;
use crate::model::{CommitIndex, Evidence, History, ObjectId, RuleId, Thresholds};

/// What is known of one commit.
#[derive(Clone, Debug, Default)]
pub(super) struct Link {
    /// The commits that it takes back, as far as they are in the history.
    pub(super) targets: Vec<CommitIndex>,
    /// Why it counts as a revert, when it does.
    pub(super) because: Option<Evidence>,
    /// What was seen, when it is linked and is something else all the same.
    pub(super) noted: Option<Evidence>,
    /// Whether the two may cancel out.
    may_cancel: bool,
    /// The commit that takes it back, unless that one was taken back itself.
    pub(super) reverted_by: Option<CommitIndex>,
    /// Why its changes are noise, when it cancels out with another.
    pub(super) netted: Option<Evidence>,
}

/// The links of all commits, in their order.
pub(super) fn links(
    history: &History,
    classes: &[PathClass],
    thresholds: &Thresholds,
) -> Vec<Link> {
    let mut links = find_targets(history, classes, thresholds);
    // The newest first: whether a revert still holds depends on what came after it.
    for index in history.commit_indices().rev() {
        let targets = links[index.get()].targets.clone();
        if targets.is_empty() || links[index.get()].reverted_by.is_some() {
            continue;
        }
        for target in &targets {
            links[target.get()].reverted_by.get_or_insert(index);
        }
        let free = |at: &CommitIndex| links[at.get()].netted.is_none();
        let all_free = links[index.get()].may_cancel && free(&index) && targets.iter().all(free);
        if all_free && amount::cancels_out(history, classes, index, &targets) {
            net(history, &mut links, index, &targets);
        }
    }
    links
}

/// The commit whose work a reapply brings back: the target of the revert that it takes back.
pub(super) fn reapplied(links: &[Link], index: CommitIndex) -> Option<CommitIndex> {
    let revert = *links[index.get()].targets.first()?;
    links[revert.get()].targets.first().copied()
}

/// Why a reapply has the kind of the original.
pub(super) fn reapplied_evidence(history: &History, original: CommitIndex) -> Evidence {
    let short = history.commit(original).id.short();
    because_of(
        REAPPLIED,
        original,
        format!("takes back the revert of {short}, so counts as its kind"),
    )
}

fn net(history: &History, links: &mut [Link], revert: CommitIndex, targets: &[CommitIndex]) {
    let rule = links[revert.get()].because.as_ref().map_or(REVERT_WORD, |because| because.rule);
    let short = |index: CommitIndex| history.commit(index).id.short();
    let names: Vec<String> = targets.iter().map(|target| short(*target)).collect();
    let says = format!("takes back {}; the two cancel out", names.join(", "));
    links[revert.get()].netted = Some(Evidence { rule, says, commits: targets.to_vec() });
    for target in targets {
        let after = history.commit(revert).time() - history.commit(*target).time();
        let says = format!("taken back by {} {} later", short(revert), duration(after));
        links[target.get()].netted = Some(because_of(rule, revert, says));
    }
}

fn find_targets(history: &History, classes: &[PathClass], thresholds: &Thresholds) -> Vec<Link> {
    let ids = Ids::of(history);
    let mut subjects: HashMap<&str, CommitIndex> = HashMap::new();
    let mut contents = content::Contents::new(history, classes, thresholds.window);
    let mut links = Vec::with_capacity(history.commits.len());
    let mut open: Vec<(CommitIndex, bool)> = Vec::new();
    for index in history.commit_indices() {
        let commit = history.commit(index);
        let claim =
            if commit.is_merge() { None } else { message::claim(&commit.subject, &commit.body) };
        let said = claim.as_ref().and_then(|claim| resolve(claim, index, &ids, &subjects));
        let found = said.or_else(|| {
            contents.reverted_by(index).map(|target| (REVERT_BY_CONTENT, vec![target]))
        });
        links.push(if let Some((rule, targets)) = found {
            told(history, rule, targets)
        } else {
            open.push((index, claim.is_some()));
            unresolved(claim.as_ref())
        });
        for spelling in spellings(&commit.subject) {
            subjects.insert(spelling, index);
        }
        contents.remember(index);
    }
    let undoings = lines::Lines::new(history, classes);
    let taken_back = each(&open, |(index, _)| undoings.taken_back_by(*index));
    for ((index, is_claimed), back) in open.into_iter().zip(taken_back) {
        if let Some(back) = back {
            links[index.get()] = undone(history, thresholds, index, &back, is_claimed);
        }
    }
    links
}

/// How a revert may quote a subject: in full, without the pull request, without the area.
fn spellings(subject: &str) -> impl Iterator<Item = &str> {
    let bare = without_pull_request(subject);
    let behind_area = bare.split_once(": ").map(|(_, rest)| rest);
    [Some(subject), Some(bare), behind_area].into_iter().flatten().filter(|text| !text.is_empty())
}

/// A message that speaks of a commit which is not here.
fn unresolved(claim: Option<&Claim>) -> Link {
    let says = "the message says that it takes back a commit, which is not in this history";
    Link { because: claim.map(|_| because(REVERT_WORD, says)), ..Link::default() }
}

/// What the message says, or every file back to the byte.
fn told(history: &History, rule: RuleId, targets: Vec<CommitIndex>) -> Link {
    let names: Vec<String> = targets.iter().map(|at| history.commit(*at).id.short()).collect();
    let names = names.join(", ");
    let says = match rule.name {
        name if name == REVERT_BY_CONTENT.name => {
            format!("every file is back to what it was before {names}")
        }
        name if name == REVERT_BY_SUBJECT.name => {
            format!("the message takes back the subject of {names}")
        }
        _ => format!("the message says that it takes back {names}"),
    };
    let because = Some(Evidence { rule, says, commits: targets.clone() });
    Link { targets, because, may_cancel: true, ..Link::default() }
}

/// What the lines say. Taking something out again much later is a decision of its own: the two commits are
/// linked, but each stays what it is.
fn undone(
    history: &History,
    thresholds: &Thresholds,
    index: CommitIndex,
    back: &TakenBack,
    is_claimed: bool,
) -> Link {
    let target = history.commit(back.target);
    let after = history.commit(index).time() - target.time();
    let (part, of) = (100.0 * back.part, 100.0 * back.undone);
    let short = target.id.short();
    let after_words = duration(after);
    let says = if back.restored > 0.0 {
        format!("{part:.0}% of its lines undo {of:.0}% of what {short} did {after_words} before")
    } else {
        format!("{part:.0}% of its lines are {of:.0}% of what {short} added {after_words} before")
    };
    let because = Some(because_of(REVERT_BY_LINES, back.target, says));
    let link = Link { targets: vec![back.target], ..Link::default() };
    if is_claimed || after <= thresholds.window {
        Link { because, may_cancel: back.is_whole(), ..link }
    } else {
        Link { noted: because, ..link }
    }
}

fn resolve(
    claim: &Claim,
    index: CommitIndex,
    ids: &Ids,
    subjects: &HashMap<&str, CommitIndex>,
) -> Option<(RuleId, Vec<CommitIndex>)> {
    let mut targets: Vec<CommitIndex> = Vec::new();
    for id in &claim.ids {
        // Only what came before can be taken back.
        if let Some(target) = ids.find(id).filter(|target| *target < index)
            && !targets.contains(&target)
        {
            targets.push(target);
        }
    }
    if !targets.is_empty() {
        return Some((REVERT_BY_ID, targets));
    }
    let subject = claim.subject.as_deref()?;
    let target = subjects.get(subject).or_else(|| subjects.get(without_pull_request(subject)))?;
    Some((REVERT_BY_SUBJECT, vec![*target]))
}

/// Commits by full or abbreviated name.
pub(super) struct Ids(Vec<(ObjectId, CommitIndex)>);

impl Ids {
    pub(super) fn of(history: &History) -> Self {
        let named = history.commit_indices().map(|index| (history.commit(index).id, index));
        let mut ids: Vec<_> = named.collect();
        ids.sort_unstable();
        Self(ids)
    }

    /// The only commit whose name starts with these hex digits.
    pub(super) fn find(&self, digits: &str) -> Option<CommitIndex> {
        let lowest = format!("{digits:0<40}");
        let lowest = ObjectId::from_hex(lowest.as_bytes()).ok()?;
        let start = self.0.partition_point(|(id, _)| *id < lowest);
        let matches = |at: usize| {
            self.0.get(at).filter(|(id, _)| id.to_string().starts_with(&digits.to_lowercase()))
        };
        let (_, found) = matches(start)?;
        matches(start + 1).is_none().then_some(*found)
    }
}

#[cfg(test)]
mod tests;
