//! Lines at HEAD that hold certain names.
//!
//! In: the files of a commit and names to look for. Out: for each file the lines that hold one of them as a
//! whole word, and whether they define it. One pass over each text, on all cores; comments are left out, and
//! a definition is told as git titles hunks. Deliberately absent: parsing, so that a name in a string counts
//! as well; and whose the lines are.

use std::collections::HashMap;

use super::Progress;
use super::parallel::{Steps, in_parallel};
use super::text::{Text, read};
use crate::git::{ObjectError, Objects, TreeDiffer, TreeEntry};
use crate::model::{Content, ObjectId, RepoPath, defined_name};
use crate::syntax::{CommentLines, Language, SectionFinder};

/// Files that a thread takes at once.
const PORTION: usize = 16;
/// Larger files are data, or written by a program. In bytes.
const LARGEST_SOURCE: usize = 1024 * 1024;

/// A line that holds a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The position of the name among those looked for.
    pub name: usize,
    /// The line, from 0.
    pub line: u32,
    /// Whether it defines something of this name.
    pub defines: bool,
}

/// Looks for names in every source file of a commit. Files without one are left out.
///
/// # Errors
/// When a tree cannot be read, or the run was interrupted. A file that cannot be read holds nothing.
pub fn find_mentions(
    objects: &Objects,
    tree: ObjectId,
    names: &[String],
    progress: &dyn Progress,
) -> anyhow::Result<Vec<(RepoPath, Vec<Mention>)>> {
    let files = source_files(objects, tree)?;
    let numbers: HashMap<&[u8], usize> =
        names.iter().enumerate().map(|(at, name)| (name.as_bytes(), at)).collect();
    let found = in_parallel(
        files.len(),
        || objects.clone(),
        |objects| (objects, Text::default()),
        |(objects, text), at| {
            let (path, entry) = &files[at];
            let is_text = read(objects, *entry, text) == Content::Text;
            let is_source = is_text && text.bytes.len() <= LARGEST_SOURCE;
            Ok(if is_source { mentions(path, text, &numbers) } else { Vec::new() })
        },
        &Steps { progress, count: 0, portion: PORTION },
    )?;
    let files = files.into_iter().zip(found);
    let with_some = files.filter(|(_, found)| !found.is_empty());
    Ok(with_some.map(|((path, _), found)| (path, found)).collect())
}

/// The files of languages with definitions that have names.
fn source_files(
    objects: &Objects,
    tree: ObjectId,
) -> Result<Vec<(RepoPath, TreeEntry)>, ObjectError> {
    let changes = TreeDiffer::new(objects.clone()).diff(None, Some(tree))?;
    let files = changes.into_iter().filter_map(|change| Some((change.path, change.new?)));
    let is_source = |path: &RepoPath| {
        let language = Language::of(path);
        let families = [Language::Keyword, Language::Indented, Language::C, Language::Braces];
        families.contains(&language)
    };
    Ok(files.filter(|(path, _)| is_source(path)).collect())
}

fn mentions(path: &RepoPath, text: &mut Text, numbers: &HashMap<&[u8], usize>) -> Vec<Mention> {
    let found = words(&text.bytes).filter_map(|(at, word)| Some((at, *numbers.get(word)?)));
    let found: Vec<(usize, usize)> = found.collect();
    if found.is_empty() {
        return Vec::new();
    }
    text.find_lines();
    let language = Language::of(path);
    let finder = SectionFinder::new(&text.bytes, &text.starts, language);
    let mut comments = CommentLines::new(&text.bytes, &text.starts, language);
    let mut mentions: Vec<Mention> = Vec::new();
    for (at, name) in found {
        let line = text.starts.partition_point(|start| *start as usize <= at).saturating_sub(1);
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let is_known = mentions.iter().rev().take_while(|known| known.line == line);
        if is_known.into_iter().any(|known| known.name == name)
            || comments.cover(std::iter::once(line))
        {
            continue;
        }
        let word = word_at(&text.bytes, at);
        let section = finder.of_lines(line, line + 1).filter(|section| section.line == line);
        let defines = section.is_some_and(|section| {
            let own = section.title.rsplit(crate::model::TITLE_JOIN).next().unwrap_or_default();
            !own.starts_with("impl") && defined_name(own).map(str::as_bytes) == Some(word)
        });
        mentions.push(Mention { name, line, defines });
    }
    mentions
}

/// The word that begins at a place.
fn word_at(text: &[u8], at: usize) -> &[u8] {
    let rest = &text[at..];
    &rest[..rest.iter().position(|byte| !is_of_word(*byte)).unwrap_or(rest.len())]
}

/// Whole words that may be names, and where they begin.
fn words(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].iter().position(|byte| is_of_word(*byte))?;
        let (start, word) = (at, word_at(text, at));
        at += word.len();
        Some((start, word))
    })
}

const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{Mention, Text, mentions};

    #[test]
    fn whole_words_in_code_and_what_defines_them() {
        let code = b"struct LineBuffer;\n// LineBuffer is here\nimpl LineBuffer {\n    \
            fn find_at(a: LineBuffer, b: LineBuffer) {\n        refind_at(); a.find_at()\n    }\n}\n";
        let mut text = Text { bytes: code.to_vec(), ..Text::default() };
        let numbers = HashMap::from([(&b"LineBuffer"[..], 0), (&b"find_at"[..], 1)]);
        let found = mentions(&"src/a.rs".into(), &mut text, &numbers);
        let of = |name, line, defines| Mention { name, line, defines };
        assert_eq!(
            found,
            [of(0, 0, true), of(0, 2, false), of(1, 3, true), of(0, 3, false), of(1, 4, false)]
        );
    }
}
