//! What differs between the versions of one file.
//!
//! In: the contents before and after. Out: hunks, each with the section it falls on and whether it
//! is mere layout or comment, and the prints of the lines on both sides. Deliberately absent: other
//! files of the same commit (`moved` looks at those) and the commits the lines come from
//! (`lineage`).

use std::ops::Range;

use super::facts::{Carried, FileFacts, HunkFacts, ParentHunks};
use super::prepare::{PreparedFile, Source};
use super::prints::{LinePrint, PlacedLine, continued_lines, same_but_for_layout, samples};
use super::text::{Text, read};
use crate::git::{CommonEnds, DiffAlgorithm, Hunk, LineDiffer, Objects, TreeEntry};
use crate::model::{Content, FileStatus, Fingerprint, RepoPath};
use crate::syntax::{
    CommentLines, Language, Section, SectionFinder, Statements, keeps_indentation,
};

/// A compared file.
pub(super) struct Compared {
    pub facts: FileFacts,
    /// The prints of the lines of each hunk, hunk after hunk; empty where nobody asked for them.
    pub prints: Prints,
    /// A number for the path and the lines that went and came; `None` when no line did.
    pub fingerprint: Option<u64>,
}

/// The prints of what a file lost and got.
#[derive(Debug, Default)]
pub(super) struct Prints {
    pub deleted: Vec<LinePrint>,
    pub added: Vec<LinePrint>,
}

/// What has to be known of a file besides its hunks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// The commit is a merge.
    pub is_merge: bool,
    /// Lines may have moved between this file's hunks and others, so their prints are kept.
    pub prints: bool,
}

/// Compares files, one thread each; keeps its buffers.
pub(super) struct Comparer {
    objects: Objects,
    differ: LineDiffer,
    as_blame: bool,
    old: Text,
    new: Text,
}

impl Comparer {
    /// A comparer for one thread.
    pub(super) fn new(objects: Objects, algorithm: DiffAlgorithm) -> Self {
        let differ = LineDiffer::new(algorithm);
        let as_blame = algorithm == DiffAlgorithm::Git;
        Self { objects, differ, as_blame, old: Text::default(), new: Text::default() }
    }

    /// Compares a file with what it was made from.
    ///
    /// # Errors
    /// Only with git's own line difference, when libgit2 cannot compare.
    pub(super) fn compare(
        &mut self,
        file: &PreparedFile,
        wanted: Wanted,
    ) -> anyhow::Result<Compared> {
        let (facts, prints) = (frame(file), Prints::default());
        let mut compared = Compared { facts, prints, fingerprint: None };
        if file.sources.first().is_some_and(|source| self.new.holds(source.entry)) {
            std::mem::swap(&mut self.old, &mut self.new);
        }
        compared.facts.content = self.load_new(file.new);
        if compared.facts.content != Content::Text {
            return Ok(compared);
        }
        match file.sources.first() {
            _ if wanted.is_merge => self.compare_with_parents(file, &mut compared.facts)?,
            Some(source) => self.compare_with(source, file, wanted, &mut compared)?,
            None => self.whole_file(&mut compared, wanted, true),
        }
        self.new.find_lines();
        compared.facts.new_lines = file.new.map(|_| self.new.lines());
        Ok(compared)
    }

    fn compare_with(
        &mut self,
        source: &Source,
        file: &PreparedFile,
        wanted: Wanted,
        compared: &mut Compared,
    ) -> anyhow::Result<()> {
        let content = read(&self.objects, source.entry, &mut self.old);
        if content != Content::Text || file.new.is_none() {
            compared.facts.content = content;
            if content == Content::Text {
                self.whole_file(compared, wanted, false);
            }
            return Ok(());
        }
        let hunks = self.hunks()?;
        let language = Language::of(&file.path);
        let (mut layout, mut comments) = (Layout::Unread, None);
        let (mut prints, mut lines) = (Prints::default(), [Vec::new(), Vec::new()]);
        for hunk in hunks.into_iter().flat_map(|hunk| self.by_section(language, hunk)) {
            let formatting_only = self.is_layout(language, &mut layout, hunk);
            let comments_only =
                !formatting_only && self.is_comment(language, &mut layout, &mut comments, hunk);
            prints.deleted.extend(self.old.prints(hunk.old_start, hunk.old_lines));
            prints.added.extend(self.new.prints(hunk.new_start, hunk.new_lines));
            lines[0].extend(placed(&self.old, old_range(hunk), &prints.deleted));
            lines[1].extend(placed(&self.new, new_range(hunk), &prints.added));
            let (section, introduces, removes) = self.section(language, hunk);
            compared.facts.hunks.push(HunkFacts {
                hunk,
                section,
                introduces,
                removes,
                formatting_only,
                comments_only,
                carried: if formatting_only { self.carried(hunk) } else { Carried::None },
            });
        }
        if !compared.facts.hunks.is_empty() {
            compared.fingerprint = Some(prints.fingerprint(&file.path));
            [compared.facts.went, compared.facts.came] = samples(&lines[0], &lines[1]);
        }
        if wanted.prints {
            compared.prints = prints;
        }
        Ok(())
    }

    /// The hunks between the two texts, whose lines are known then.
    fn hunks(&mut self) -> anyhow::Result<Vec<Hunk>> {
        self.old.find_lines();
        let ends = CommonEnds::of(&self.old.bytes, &self.new.bytes);
        self.new.find_lines_like(&self.old, ends);
        self.differ.hunks(self.old.as_lines(), self.new.as_lines(), ends)
    }

    /// Nothing but white space, line breaks and trailing commas differs, and where indentation is
    /// nesting, no statement went into or out of a block.
    fn is_layout(&self, language: Language, layout: &mut Layout, hunk: Hunk) -> bool {
        let old = self.old.slice(hunk.old_start, hunk.old_lines);
        let new = self.new.slice(hunk.new_start, hunk.new_lines);
        if !same_but_for_layout(old, new) {
            return false;
        }
        match self.read_layout(language, layout) {
            Layout::Unread => false,
            Layout::Known(is_free) => *is_free,
            Layout::Statements(before, after) => {
                before.same(old_range(hunk), after, new_range(hunk))
            }
        }
    }

    /// Which lines a hunk of mere layout carries on; none for `git blame`, which knows no layout.
    fn carried(&self, hunk: Hunk) -> Carried {
        if self.as_blame || hunk.old_lines == 0 || hunk.new_lines == 0 {
            return Carried::None;
        }
        let old = self.old.slice(hunk.old_start, hunk.old_lines);
        let new = self.new.slice(hunk.new_start, hunk.new_lines);
        let lines = continued_lines(old, new);
        if hunk.old_lines == hunk.new_lines && lines.iter().copied().eq(0..hunk.new_lines) {
            Carried::InPlace
        } else {
            Carried::From(lines)
        }
    }

    fn read_layout<'a>(&self, language: Language, layout: &'a mut Layout) -> &'a Layout {
        if matches!(layout, Layout::Unread) {
            *layout = Layout::of(language, &self.old.bytes, &self.new.bytes);
        }
        layout
    }

    /// Nothing but comments and blank lines differs.
    fn is_comment<'a>(
        &'a self,
        language: Language,
        layout: &mut Layout,
        comments: &mut Option<[CommentLines<'a>; 2]>,
        hunk: Hunk,
    ) -> bool {
        let written = |text: &'a Text, lines: Range<u32>| {
            lines.filter(move |line| !text.slice(*line, 1).trim_ascii().is_empty())
        };
        let mut old = written(&self.old, old_range(hunk)).peekable();
        let mut new = written(&self.new, new_range(hunk)).peekable();
        if old.peek().is_none() && new.peek().is_none() {
            return false;
        }
        if language == Language::Indented
            && let Layout::Statements(before, after) = self.read_layout(language, layout)
        {
            return before.are_prose(old_range(hunk)) && after.are_prose(new_range(hunk));
        }
        let [before, after] = comments.get_or_insert_with(|| {
            [&self.old, &self.new]
                .map(|text| CommentLines::new(&text.bytes, &text.starts, language))
        });
        before.cover(old) && after.cover(new)
    }

    /// Lines that are inserted in one place may belong to several definitions: the end of one and
    /// the whole of the next. Each gets its own part of the hunk.
    fn by_section(&self, language: Language, hunk: Hunk) -> Vec<Hunk> {
        if hunk.old_lines > 0 {
            return vec![hunk];
        }
        let finder = SectionFinder::new(&self.new.bytes, &self.new.starts, language);
        let new = new_range(hunk);
        let mut starts = finder.definitions_from(new.clone());
        starts.push(new.end);
        let from = std::iter::once(new.start).chain(starts.iter().copied());
        let parts = from.zip(starts.iter().copied()).filter(|(start, end)| start < end);
        parts
            .map(|(start, end)| Hunk { new_start: start, new_lines: end - start, ..hunk })
            .collect()
    }

    /// The section that a hunk falls on, and whether the hunk brings the section's own line, or takes
    /// it away.
    fn section(&self, language: Language, hunk: Hunk) -> (Option<String>, bool, bool) {
        let in_old = || {
            let finder = SectionFinder::new(&self.old.bytes, &self.old.starts, language);
            finder.of_lines(hunk.old_start, hunk.old_start + hunk.old_lines)
        };
        if hunk.new_lines == 0 {
            let Some(Section { title, line }) = in_old() else { return (None, false, false) };
            return (Some(title), false, old_range(hunk).contains(&line));
        }
        let finder = SectionFinder::new(&self.new.bytes, &self.new.starts, language);
        let Some(Section { title, line }) =
            finder.of_lines(hunk.new_start, hunk.new_start + hunk.new_lines)
        else {
            return (None, false, false);
        };
        let is_new_line = (hunk.new_start..hunk.new_start + hunk.new_lines).contains(&line);
        let was_there =
            || hunk.old_lines > 0 && in_old().is_some_and(|section| section.title == title);
        let introduces = is_new_line && !was_there();
        (Some(title), introduces, false)
    }

    /// A file that is new or gone as a whole is one place: the file itself. What it holds has a name.
    fn whole_file(&mut self, compared: &mut Compared, wanted: Wanted, is_new: bool) {
        let text = if is_new { &mut self.new } else { &mut self.old };
        text.find_lines();
        let blob = if is_new { compared.facts.new_blob } else { compared.facts.old_blob };
        let lines = text.lines();
        if lines == 0 {
            return;
        }
        let prints: Vec<LinePrint> = text.prints(0, lines).collect();
        let [sample, _] = samples(&placed(text, 0..lines, &prints).collect::<Vec<_>>(), &[]);
        let prints = if wanted.prints { prints } else { Vec::new() };
        let (mut deleted, mut added) = (0, 0);
        if is_new {
            (added, compared.prints.added, compared.facts.came) = (lines, prints, sample);
        } else {
            (deleted, compared.prints.deleted, compared.facts.went) = (lines, prints, sample);
        }
        compared.fingerprint = blob.map(|blob| {
            let mut hash = Fingerprint::of(compared.facts.path.as_bytes());
            hash.byte(if is_new { b'+' } else { b'-' });
            hash.bytes(blob.as_bytes());
            hash.value()
        });
        compared.facts.hunks.push(HunkFacts {
            hunk: Hunk { old_start: 0, old_lines: deleted, new_start: 0, new_lines: added },
            section: None,
            introduces: is_new,
            removes: !is_new,
            formatting_only: false,
            comments_only: false,
            carried: Carried::None,
        });
    }

    /// A merged file: the hunks against each parent, and as its own the lines that no parent has.
    fn compare_with_parents(
        &mut self,
        file: &PreparedFile,
        facts: &mut FileFacts,
    ) -> anyhow::Result<()> {
        self.new.find_lines();
        let mut unclaimed = vec![true; self.new.lines() as usize];
        for source in &file.sources {
            if read(&self.objects, source.entry, &mut self.old) != Content::Text {
                continue;
            }
            let hunks = self.hunks()?;
            claim(&mut unclaimed, &hunks);
            let path = source.path.clone();
            facts.parents.push(ParentHunks { parent: source.parent, path, hunks });
        }
        let language = Language::of(&file.path);
        for hunk in runs(&unclaimed) {
            let finder = SectionFinder::new(&self.new.bytes, &self.new.starts, language);
            let section = finder.of_lines(hunk.new_start, hunk.new_start + hunk.new_lines);
            let section = section.map(|section| section.title);
            facts.hunks.push(HunkFacts {
                hunk,
                section,
                introduces: false,
                removes: false,
                formatting_only: false,
                comments_only: false,
                carried: Carried::None,
            });
        }
        Ok(())
    }

    fn load_new(&mut self, entry: Option<TreeEntry>) -> Content {
        if let Some(entry) = entry {
            return read(&self.objects, entry, &mut self.new);
        }
        self.new.loaded = None;
        self.new.bytes.clear();
        self.new.has_lines = false;
        Content::Text
    }
}

impl Prints {
    /// A number for these lines of a file, white space aside.
    fn fingerprint(&self, path: &RepoPath) -> u64 {
        let mut hash = Fingerprint::of(path.as_bytes());
        for (sign, prints) in [(b'-', &self.deleted), (b'+', &self.added)] {
            hash.byte(sign);
            for print in prints {
                hash.bytes(&print.to_bytes());
            }
        }
        hash.value()
    }
}

/// The last lines of `prints`, which are these of a text, each with the one before it.
fn placed<'a>(
    text: &Text,
    lines: Range<u32>,
    prints: &'a [LinePrint],
) -> impl Iterator<Item = PlacedLine> + use<'a> {
    let first = lines.start.checked_sub(1).and_then(|line| text.prints(line, 1).next());
    let own = &prints[prints.len() - lines.len()..];
    let before = std::iter::once(first).chain(own.iter().copied().map(Some));
    before.zip(own).map(|(before, line)| PlacedLine { before, line: *line })
}

const fn old_range(hunk: Hunk) -> Range<u32> {
    hunk.old_start..hunk.old_start + hunk.old_lines
}

const fn new_range(hunk: Hunk) -> Range<u32> {
    hunk.new_start..hunk.new_start + hunk.new_lines
}

/// What is known of the layout of a file, read when the first hunk asks for it.
enum Layout {
    Unread,
    /// Whether layout may differ without a difference in meaning.
    Known(bool),
    /// The statements before and after.
    Statements(Statements, Statements),
}

impl Layout {
    fn of(language: Language, old: &[u8], new: &[u8]) -> Self {
        match language {
            Language::Indented => Self::Statements(Statements::of(old), Statements::of(new)),
            _ if language.indentation_matters() => Self::Known(keeps_indentation(old, new)),
            _ => Self::Known(true),
        }
    }
}

/// Lines outside a parent's hunks are that parent's.
fn claim(unclaimed: &mut [bool], hunks: &[Hunk]) {
    let mut from = 0;
    for hunk in hunks {
        unclaimed[from..hunk.new_start as usize].fill(false);
        from = (hunk.new_start + hunk.new_lines) as usize;
    }
    unclaimed[from..].fill(false);
}

/// Runs of `true`, as pure insertions.
fn runs(unclaimed: &[bool]) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    for (line, _) in unclaimed.iter().enumerate().filter(|(_, own)| **own) {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        match hunks.last_mut() {
            Some(last) if last.new_start + last.new_lines == line => last.new_lines += 1,
            _ => hunks.push(Hunk { old_start: 0, old_lines: 0, new_start: line, new_lines: 1 }),
        }
    }
    hunks
}

fn frame(file: &PreparedFile) -> FileFacts {
    let source = file.sources.first();
    let old_path = source.map(|source| &source.path).filter(|path| **path != file.path);
    let status = match (source, file.new) {
        (None, _) => FileStatus::Added,
        (Some(_), None) => FileStatus::Deleted,
        (Some(source), Some(new)) if source.entry.mode != new.mode => FileStatus::TypeChanged,
        (Some(_), Some(_)) if old_path.is_some() => FileStatus::Renamed,
        _ => FileStatus::Modified,
    };
    FileFacts {
        path: file.path.clone(),
        old_path: old_path.cloned(),
        status,
        content: Content::Text,
        old_blob: source.map(|source| source.entry.id),
        new_blob: file.new.map(|entry| entry.id),
        moved_in: 0,
        moved_out: 0,
        moves: Vec::new(),
        went: Vec::new(),
        came: Vec::new(),
        new_lines: None,
        copied_from: file.copied_from.clone(),
        mode_changed: source.zip(file.new).is_some_and(|(source, new)| {
            source.entry.is_executable != new.is_executable && source.entry.mode == new.mode
        }),
        hunks: Vec::new(),
        parents: Vec::new(),
    }
}
