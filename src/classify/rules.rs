//! The permanent names of the rules.
//!
//! In: nothing. Out: one [`RuleId`] a rule. Deliberately absent: what a rule says. A name is never
//! given to another rule; a rule that comes to say something else gets the next version.

use crate::model::{CommitIndex, Evidence, RuleId};

const fn rule(name: &'static str) -> RuleId {
    RuleId { name, version: 1 }
}

/// A rule that says something else than at first.
const fn second(name: &'static str) -> RuleId {
    RuleId { name, version: 2 }
}

// Noise.
pub(super) const LOCK_FILE: RuleId = rule("lock-file");
pub(super) const GENERATED: RuleId = rule("generated-file");
pub(super) const VENDORED: RuleId = rule("vendored-file");
pub(super) const NOT_TEXT: RuleId = rule("not-text");
pub(super) const FORMATTING: RuleId = rule("formatting-only");
pub(super) const BLAME_IGNORED: RuleId = rule("blame-ignored");
pub(super) const MOVED: RuleId = rule("moved-verbatim");
pub(super) const RENAMED: RuleId = rule("renamed-only");
pub(super) const BOT: RuleId = second("bot-author");
pub(super) const MERGE: RuleId = rule("merge");
pub(super) const TWIN: RuleId = rule("twin");
// Reverts.
pub(super) const REVERT_BY_ID: RuleId = rule("revert-by-id");
pub(super) const REVERT_BY_SUBJECT: RuleId = rule("revert-by-subject");
pub(super) const REVERT_BY_CONTENT: RuleId = rule("revert-by-content");
pub(super) const REVERT_BY_LINES: RuleId = rule("revert-by-lines");
pub(super) const REVERT_WORD: RuleId = rule("revert-word");
pub(super) const REAPPLIED: RuleId = rule("reapplied");
// What the user said.
pub(super) const YOUR_ANSWER: RuleId = RuleId::YOUR_ANSWER;
pub(super) const YOUR_ANSWERS: RuleId = rule("your-answers");
// The kind of a commit. From version 2 on fitted weights decide how much is said by a word, an area, files and shape.
pub(super) const MESSAGE_PREFIX: RuleId = rule("message-prefix");
pub(super) const MESSAGE_AREA: RuleId = second("message-area");
pub(super) const OPENING_WORD: RuleId = second("opening-word");
pub(super) const OBJECT_WORD: RuleId = rule("object-word");
pub(super) const WORD: RuleId = second("word-in-subject");
pub(super) const COST_WORDS: RuleId = rule("cost-words");
pub(super) const DEPENDENCY: RuleId = rule("dependency-update");
pub(super) const RELEASE: RuleId = rule("release");
pub(super) const BODY: RuleId = rule("message-body");
pub(super) const PATHS: RuleId = second("touched-paths");
pub(super) const IGNORED_BY_BLAME: RuleId = rule("kind-blame-ignored");
pub(super) const GROWS: RuleId = rule("only-adds");
pub(super) const SHAPE: RuleId = second("shape");
pub(super) const NOTHING: RuleId = second("nothing-to-judge");
// The nature of a change.
pub(super) const UPKEEP_PATH: RuleId = rule("upkeep-path");
pub(super) const TEST_SECTION: RuleId = rule("test-section");
pub(super) const COMMENTS: RuleId = rule("comments-only");
pub(super) const KIND_DECIDES: RuleId = rule("kind-decides");
pub(super) const LIKELIER_STRUCTURAL: RuleId = rule("likelier-structural");
pub(super) const FIX_EXISTING: RuleId = rule("fix-of-existing-section");
pub(super) const FIX_NEW: RuleId = rule("fix-adds-section");
pub(super) const FIX_REMOVES: RuleId = rule("fix-removes-section");
// What a fix repairs.
pub(super) const REPAIRS_NAMED: RuleId = rule("repairs-named");
pub(super) const REPAIRS_LINES: RuleId = rule("repairs-lines");
pub(super) const REPAIRS_PLACE: RuleId = rule("repairs-place");
pub(super) const REPAIRS_WORDS: RuleId = rule("repairs-words");
// Between changes.
pub(super) const REPEAT_SPOT: RuleId = rule("repeat-on-spot");
/// From version 2 on also where the lines came from another file.
pub(super) const REPEAT_LINES: RuleId = second("repeat-of-lines");
pub(super) const REMEDY: RuleId = rule("quick-remedy");
// Between commits.
pub(super) const SUPPLEMENT: RuleId = rule("supplement");
pub(super) const FIX_OF_FIX: RuleId = rule("fix-of-a-fix");
pub(super) const REAPPLIED_LINES: RuleId = rule("reapplied-lines");
pub(super) const OSCILLATION: RuleId = rule("back-and-forth");
pub(super) const FIREFIGHTING: RuleId = rule("firefighting");

/// Evidence that speaks of no other commit.
pub(super) fn because(rule: RuleId, says: impl Into<String>) -> Evidence {
    Evidence { rule, says: says.into(), commits: Vec::new() }
}

/// Evidence that speaks of another commit.
pub(super) fn because_of(rule: RuleId, other: CommitIndex, says: impl Into<String>) -> Evidence {
    Evidence { rule, says: says.into(), commits: vec![other] }
}
