//! A private file of lines: opened, locked, and written at its end.
//!
//! In: a path and a line. Out: the line on the disk, or nothing of it. Deliberately absent: what a line
//! says; the journal and the queue have that in common that nobody else may read them and that a write
//! is whole or not there.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::Duration;

/// How long somebody waits for another writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Patience {
    /// As long as it takes: a person asked for it.
    Endless,
    /// Twenty milliseconds: a commit is not to be delayed.
    Short,
}

/// How often a lock is tried, and the pause between: twenty milliseconds in all.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(2);

/// Opens a file for adding to its end, nobody else may read it, and locks it. It is made where it is missing.
///
/// # Errors
/// Also [`ErrorKind::WouldBlock`], when another writer has it for longer than the patience lasts.
pub(super) fn open(path: &Path, patience: Patience) -> io::Result<File> {
    let folder = path.parent().unwrap_or(path);
    let is_new = !path.exists();
    make_private_folder(folder)?;
    let mut options = File::options();
    options.create(true).append(true).read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    lock(&file, patience)?;
    restrict(path, 0o600);
    if is_new {
        keep_name(folder)?;
    }
    Ok(file)
}

fn lock(file: &File, patience: Patience) -> io::Result<()> {
    if patience == Patience::Endless {
        return file.lock();
    }
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
    Err(ErrorKind::WouldBlock.into())
}

/// Adds lines, each with its line break, to the end of a file that is locked, as one write. Once this
/// returns, they are on the disk; when it fails, nothing of them is.
pub(super) fn append(file: &mut File, lines: &str) -> io::Result<()> {
    let begin = if ends_a_line(file)? { "" } else { "\n" };
    let bytes = format!("{begin}{lines}").into_bytes();
    let end = file.seek(SeekFrom::End(0))?;
    write_whole(file, &bytes).inspect_err(|_| {
        // These bytes are ours, and nobody was told of them. Where even that fails, they are a
        // line that is cut off.
        let _ = file.set_len(end);
    })
}

/// One write, and then onto the disk. A part of it is a failure: the rest would not fit either.
pub(super) fn write_whole(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    let written = loop {
        match file.write(bytes) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => break other?,
        }
    };
    if written < bytes.len() {
        return Err(ErrorKind::StorageFull.into());
    }
    file.sync_all()
}

/// Whether the next byte begins a line.
fn ends_a_line(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// All of a file; nothing where there is none. A last line without its end is cut off, or being written
/// at this moment: whoever writes has the lock.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        opened => opened?,
    };
    let bytes = read_open(&mut file)?;
    if bytes.last().is_none_or(|last| *last == b'\n') {
        return Ok(bytes);
    }
    file.lock_shared()?;
    read_open(&mut file)
}

/// All of a file that is open.
pub(super) fn read_open(file: &mut File) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What a person says is theirs: nobody else may read it.
pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    restrict(folder, 0o700);
    Ok(())
}

/// Takes rights away that others have. A file system without modes keeps its own.
fn restrict(path: &Path, wanted: u32) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path).map_or(wanted, |found| found.permissions().mode() & 0o777);
        if mode != wanted {
            let _ = fs::set_permissions(path, fs::Permissions::from_mode(wanted));
        }
    }
}

/// Makes sure that a new file is in its folder after a power cut.
pub(super) fn keep_name(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}
