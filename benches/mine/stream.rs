//! The way into `git fast-import`.
//!
//! In: contents of files and commits that name them, in order. Out: a bare repository with one pack,
//! as a clone has it. Contents are held back for a while and sent file by file, since git packs each
//! as a difference to the one before it, whichever file that belongs to; so the pack is small at once,
//! and memory stays bounded by [`HELD_BACK`]. In it each version is a difference to an older one. A
//! server packs the other way round, and that takes mining about 17 % and `git log` about 6 % more CPU
//! to read (16,000 commits), so everything is packed anew at the end.
//! Deliberately absent: what the contents are.

use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::Context as _;

use super::child::without_settings;

/// Bytes of contents and commits that are held back.
const HELD_BACK: usize = 64 << 20;

/// The branch that HEAD is on.
pub(crate) const MAIN: &str = "refs/heads/main";
/// The branch that is merged now and then; it is gone at the end.
pub(crate) const ASIDE: &str = "refs/heads/aside";

/// Where a commit goes, and what it says of itself.
pub(crate) struct Header<'a> {
    /// The branch that it is the newest of.
    pub branch: &'a str,
    /// The branch that it begins at, when not at the newest of its own.
    pub from: Option<&'a str>,
    /// The branch that it merges.
    pub merge: Option<&'a str>,
    /// Author and committer: name, address and time.
    pub who: &'a str,
    /// The message.
    pub says: &'a str,
}

/// A content that is held back.
struct Content {
    file: usize,
    mark: usize,
    text: String,
}

/// A running `git fast-import`.
pub(crate) struct Stream {
    directory: PathBuf,
    import: Child,
    input: BufWriter<ChildStdin>,
    contents: Vec<Content>,
    commits: String,
    /// Bytes of `contents`.
    bytes: usize,
}

impl Stream {
    /// Makes the repository and begins.
    pub(crate) fn start(directory: &Path) -> anyhow::Result<Self> {
        anyhow::ensure!(!directory.exists(), "{} exists already", directory.display());
        let mut git = without_settings(Command::new("git"));
        git.args(["init", "--quiet", "--bare", "--initial-branch=main"]).arg(directory);
        anyhow::ensure!(git.status()?.success(), "`git init` failed");
        let mut git = without_settings(Command::new("git"));
        git.arg("-C").arg(directory).args(["fast-import", "--quiet"]).stdin(Stdio::piped());
        // git compresses each object in memory of its own; without this glibc gives that back to the
        // system and asks for it anew each time, which takes 40 % of the CPU. Others ignore it.
        git.env("MALLOC_TRIM_THRESHOLD_", "16777216");
        let mut import = git.spawn().context("could not start `git fast-import`")?;
        let input = BufWriter::new(import.stdin.take().context("git has no input")?);
        let (directory, contents, commits) = (directory.to_owned(), Vec::new(), String::new());
        Ok(Self { directory, import, input, contents, commits, bytes: 0 })
    }

    /// Takes the content of a file and returns the command that puts it in place, for the next commit.
    pub(crate) fn modify(&mut self, file: usize, path: &str, text: String) -> String {
        let mark = self.contents.len() + 1;
        self.bytes += text.len();
        self.contents.push(Content { file, mark, text });
        format!("M 100644 :{mark} {path}\n")
    }

    /// Takes a commit with its commands.
    pub(crate) fn commit(&mut self, header: &Header<'_>, commands: &str) -> anyhow::Result<()> {
        let Header { branch, from, merge, who, says } = header;
        let text = &mut self.commits;
        write!(text, "commit {branch}\nauthor {who}\ncommitter {who}\n")?;
        write!(text, "data {}\n{says}\n", says.len())?;
        for (word, other) in [("from", from), ("merge", merge)] {
            other.map_or(Ok(()), |other| writeln!(text, "{word} {other}"))?;
        }
        writeln!(text, "{commands}")?;
        if self.bytes + self.commits.len() > HELD_BACK { self.send() } else { Ok(()) }
    }

    /// Sends the rest, waits until git has written the pack, and has it packed anew.
    pub(crate) fn finish(mut self) -> anyhow::Result<()> {
        // A branch that points to no object is deleted; one that never was does no harm.
        writeln!(self.commits, "reset {ASIDE}\nfrom {:040}\n", 0)?;
        self.send()?;
        self.input.flush()?;
        drop(self.input);
        anyhow::ensure!(self.import.wait()?.success(), "`git fast-import` failed");
        let mut git = without_settings(Command::new("git"));
        // A bitmap is what a server has, for sending; a clone has none.
        git.arg("-C").arg(&self.directory).args(["-c", "repack.writeBitmaps=false"]);
        git.args(["repack", "-a", "-d", "-f", "-q"]);
        anyhow::ensure!(git.status()?.success(), "`git repack` failed");
        Ok(())
    }

    fn send(&mut self) -> anyhow::Result<()> {
        // Stable, so that the versions of a file stay in order.
        self.contents.sort_by_key(|content| content.file);
        for Content { mark, text, .. } in self.contents.drain(..) {
            write!(self.input, "blob\nmark :{mark}\ndata {}\n{text}\n", text.len())?;
        }
        self.input.write_all(self.commits.as_bytes())?;
        self.commits.clear();
        self.bytes = 0;
        Ok(())
    }
}
