//! What the files of a commit import.
//!
//! In: the source files of a commit. Out: for each the statements by which it uses others, one for each thing that is
//! imported, as they are written. One pass over each text, on all cores. Deliberately absent: which file a statement
//! leads to (`profile`).

use super::Progress;
use super::parallel::{Steps, in_parallel};
use super::text::{Text, read};
use crate::git::{ObjectError, Objects, TreeDiffer, TreeEntry};
use crate::model::{Content, ObjectId, RepoPath};
use crate::structure::import_parts;
use crate::syntax::{Outliner, Parsed};

/// Files that a thread takes at once.
const PORTION: usize = 16;

/// The imports of every file that is parsed, in the order of paths. Files without any are left out.
///
/// # Errors
/// When a tree cannot be read, or the run was interrupted. A file that cannot be read imports nothing.
pub fn find_imports(
    objects: &Objects,
    tree: ObjectId,
    progress: &dyn Progress,
) -> anyhow::Result<Vec<(RepoPath, Vec<String>)>> {
    let files = parsed_files(objects, tree)?;
    let found = in_parallel(
        files.len(),
        || objects.clone(),
        |objects| (objects, Text::default(), Outliner::default()),
        |(objects, text, outliner), at| {
            let (_, entry, language) = &files[at];
            if read(objects, *entry, text) != Content::Text {
                return Ok(Vec::new());
            }
            let outline = outliner.outline(*language, &text.bytes).unwrap_or_default();
            Ok(outline.imports.iter().flat_map(|import| import_parts(&import.text)).collect())
        },
        &Steps { progress, count: 0, portion: PORTION },
    )?;
    let files = files.into_iter().map(|(path, ..)| path).zip(found);
    Ok(files.filter(|(_, found)| !found.is_empty()).collect())
}

fn parsed_files(
    objects: &Objects,
    tree: ObjectId,
) -> Result<Vec<(RepoPath, TreeEntry, Parsed)>, ObjectError> {
    let changes = TreeDiffer::new(objects.clone()).diff(None, Some(tree))?;
    let files = changes.into_iter().filter_map(|change| {
        let language = Parsed::of(&change.path).filter(|language| language.has_symbols())?;
        Some((change.path, change.new?, language))
    });
    Ok(files.collect())
}
