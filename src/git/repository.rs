//! A repository: where it lies, what HEAD is, what it is configured to.
//!
//! In: a directory, or git's environment. Out: places, names and settings as plain values. Uses
//! git2 for what it is good at (discovery, config, refs, revisions, mailmap); bulk reading is in
//! `objects`. Deliberately absent: writing; nothing here changes a repository.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::mailmap::Mailmap;
use super::place::repository_name;
use super::{EntryMode, Objects, TreeDiffer};
use crate::model::{ObjectId, Person, RepoPath, printable, without_agent};

/// Why a repository could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No repository here or above.
    #[error("{} is not inside a git repository", .0.display())]
    NotARepository(PathBuf),
    /// It belongs to somebody else, and git's own safety rule applies.
    #[error("the repository at {} belongs to another user", .0.display())]
    OtherOwner(PathBuf),
    /// It uses a format that cannot be read yet: SHA-256 names or reftable references.
    #[error("the repository at {} uses {format}, which git-headway cannot read yet", path.display())]
    UnsupportedFormat {
        /// The repository.
        path: PathBuf,
        /// The format.
        format: UnsupportedFormat,
    },
    /// Anything else libgit2 says.
    #[error("could not open the repository at {}", .0.display())]
    Other(PathBuf, #[source] git2::Error),
}

/// A format of repositories that cannot be read yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsupportedFormat {
    /// Object names of 32 bytes.
    Sha256,
    /// References in tables.
    Reftable,
}

impl fmt::Display for UnsupportedFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Sha256 => "SHA-256 object names",
            Self::Reftable => "the reftable format",
        })
    }
}

/// What HEAD is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// No commit yet.
    Unborn,
    /// A commit.
    At(ObjectId),
}

/// The configuration that a value comes from, in the words of `git config --show-scope`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigLevel {
    /// The whole machine.
    System,
    /// The person (`~/.gitconfig` or the XDG file).
    Global,
    /// The repository.
    Local,
    /// One worktree of the repository.
    Worktree,
    /// `git -c`, or the environment.
    Command,
}

impl ConfigLevel {
    const fn of(level: git2::ConfigLevel) -> Self {
        match level {
            git2::ConfigLevel::ProgramData | git2::ConfigLevel::System => Self::System,
            git2::ConfigLevel::XDG | git2::ConfigLevel::Global => Self::Global,
            git2::ConfigLevel::Local => Self::Local,
            git2::ConfigLevel::Worktree => Self::Worktree,
            _ => Self::Command,
        }
    }

    /// The word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Global => "global",
            Self::Local => "local",
            Self::Worktree => "worktree",
            Self::Command => "command",
        }
    }
}

impl fmt::Display for ConfigLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// A repository opened for reading.
pub struct Repository {
    pub(super) inner: git2::Repository,
    /// See [`Repository::replaced_objects`]; looked up once.
    replaced: OnceCell<Vec<[ObjectId; 2]>>,
    /// See [`Repository::objects`]; opened once.
    objects: OnceCell<Objects>,
}

impl Repository {
    /// Opens the repository that holds a directory; without one, as git would from here (current
    /// directory and `GIT_DIR`).
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(directory: Option<&Path>) -> Result<Self, OpenError> {
        let opened = match directory {
            Some(directory) => git2::Repository::discover(directory),
            None => git2::Repository::open_from_env(),
        };
        Self::opened(opened, directory.unwrap_or_else(|| Path::new(".")))
    }

    /// Opens the repository at a directory, its work tree or git directory, and none around it.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open_at(directory: &Path) -> Result<Self, OpenError> {
        let no_search = git2::RepositoryOpenFlags::NO_SEARCH;
        let opened = git2::Repository::open_ext(directory, no_search, &[] as &[&OsStr]);
        Self::opened(opened, directory)
    }

    fn opened(
        opened: Result<git2::Repository, git2::Error>,
        directory: &Path,
    ) -> Result<Self, OpenError> {
        let shown = directory.canonicalize().unwrap_or_else(|_| directory.to_path_buf());
        opened
            .map(|inner| Self { inner, replaced: OnceCell::new(), objects: OnceCell::new() })
            .map_err(|error| explain(shown, error))
    }

    /// The directory that all worktrees share: `.git`, or the bare repository itself.
    #[must_use]
    pub fn common_dir(&self) -> PathBuf {
        let path = self.inner.commondir();
        path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
    }

    /// The git directory of this worktree.
    #[must_use]
    pub fn git_dir(&self) -> &Path {
        self.inner.path()
    }

    /// The top of the work tree; `None` in a bare repository.
    #[must_use]
    pub fn work_dir(&self) -> Option<&Path> {
        self.inner.workdir()
    }

    /// What people would call it: the directory's name without `.git`.
    #[must_use]
    pub fn name(&self) -> String {
        repository_name(&self.common_dir())
    }

    /// What HEAD is.
    ///
    /// # Errors
    /// When HEAD or the branch it names is damaged.
    pub fn head(&self) -> anyhow::Result<Head> {
        // Not peeled: libgit2 refuses commits without an author, which git and the rest of this
        // program can read.
        match self.inner.head().map(|head| head.target()) {
            Ok(Some(id)) => Ok(Head::At(object_id(id))),
            Ok(None) => Err(anyhow::anyhow!("HEAD of {} names nothing", self.git_dir().display())),
            Err(error) if error.code() == git2::ErrorCode::UnbornBranch => Ok(Head::Unborn),
            Err(error) => Err(error).with_context(|| {
                format!("could not read the commit at HEAD of {}", self.git_dir().display())
            }),
        }
    }

    /// The commit that a revision names.
    ///
    /// # Errors
    /// When there is no such commit, or the abbreviation fits several.
    pub fn resolve(&self, revision: &str) -> anyhow::Result<ObjectId> {
        if revision == "HEAD" {
            return match self.head()? {
                Head::At(head) => Ok(head),
                Head::Unborn => {
                    anyhow::bail!("there is no commit yet in {}", self.git_dir().display())
                }
            };
        }
        let object = self.inner.revparse_single(revision);
        let commit = object.and_then(|object| object.peel_to_commit());
        let says = || format!("`{}` names no commit here", printable(revision.as_bytes()));
        match commit {
            Ok(commit) => Ok(object_id(commit.id())),
            // libgit2 says no more than this, in other words.
            Err(error) if says_there_is_none(&error) => Err(anyhow::anyhow!(says())),
            Err(error) => Err(error).with_context(says),
        }
    }

    /// A handle on its objects. All of them share what is mapped.
    ///
    /// # Errors
    /// When the object directory cannot be read.
    pub fn objects(&self) -> anyhow::Result<Objects> {
        if let Some(objects) = self.objects.get() {
            return Ok(objects.clone());
        }
        let objects = Objects::open(&self.common_dir(), self.replaced_objects()?)?;
        let _ = self.objects.set(objects.clone());
        Ok(objects)
    }

    /// The branch that HEAD is at; `HEAD` when it is at none.
    ///
    /// # Errors
    /// When HEAD is damaged.
    pub fn branch(&self) -> anyhow::Result<String> {
        let head = self.inner.find_reference("HEAD").context("could not read HEAD")?;
        let target = head.symbolic_target_bytes().map(|name| String::from_utf8_lossy(name));
        Ok(target.map_or_else(|| "HEAD".to_owned(), std::borrow::Cow::into_owned))
    }

    /// Whether there is such a branch, or other reference.
    #[must_use]
    pub fn has_reference(&self, name: &str) -> bool {
        self.inner.find_reference(name).is_ok()
    }

    /// The objects that `git replace` replaced, each with what is read in its place, in order.
    ///
    /// # Errors
    /// When the references cannot be read.
    pub fn replaced_objects(&self) -> anyhow::Result<&[[ObjectId; 2]]> {
        if self.replaced.get().is_none() {
            let _ = self.replaced.set(self.find_replaced_objects()?);
        }
        Ok(self.replaced.get().map_or(&[], Vec::as_slice))
    }

    fn find_replaced_objects(&self) -> anyhow::Result<Vec<[ObjectId; 2]>> {
        let config = self.inner.config().context("could not read git's configuration")?;
        if !config.get_bool("core.usereplacerefs").unwrap_or(true) {
            return Ok(Vec::new());
        }
        let references = self.inner.references_glob("refs/replace/*");
        let mut replaced = Vec::new();
        for reference in references.context("could not read the references")?.flatten() {
            let name = reference.name_bytes().strip_prefix(b"refs/replace/");
            let from = name.and_then(|name| ObjectId::from_hex(name).ok());
            replaced.extend(from.zip(reference.target().map(object_id)).map(<[_; 2]>::from));
        }
        replaced.sort_unstable();
        Ok(replaced)
    }

    /// Commits whose parents a shallow clone left out.
    ///
    /// # Errors
    /// When the list exists and cannot be read.
    pub fn shallow_commits(&self) -> anyhow::Result<HashSet<ObjectId>> {
        let path = self.common_dir().join("shallow");
        match std::fs::read(&path) {
            Ok(list) => Ok(ids_in(&list)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(HashSet::new()),
            Err(error) => Err(error).with_context(|| format!("could not read {}", path.display())),
        }
    }

    /// The commits that `git blame` is told to look through: `.git-blame-ignore-revs` of HEAD, and
    /// the files that `blame.ignoreRevsFile` names.
    ///
    /// # Errors
    /// When HEAD cannot be read. A configured file that is missing is passed over, as there
    /// is nothing to ignore then.
    pub fn ignored_revisions(&self, objects: &Objects) -> anyhow::Result<HashSet<ObjectId>> {
        let mut ids = HashSet::new();
        if let Some(list) = self.head_file(objects, &".git-blame-ignore-revs".into())? {
            ids.extend(ids_in(&list));
        }
        let config = self.inner.config().context("could not read git's configuration")?;
        let mut entries = config.multivar("blame.ignorerevsfile", None)?;
        while let Some(Ok(entry)) = entries.next() {
            let value = entry.value().unwrap_or_default().to_owned();
            let base = self.work_dir().unwrap_or_else(|| self.git_dir());
            if let Ok(list) = std::fs::read(base.join(value)) {
                ids.extend(ids_in(&list));
            }
        }
        Ok(ids)
    }

    /// The content of a file at HEAD; `None` when there is no such file, or git lost it.
    ///
    /// # Errors
    /// When HEAD cannot be read.
    pub fn head_file(&self, objects: &Objects, path: &RepoPath) -> anyhow::Result<Option<Vec<u8>>> {
        let Head::At(head) = self.head()? else { return Ok(None) };
        let mut buffer = Vec::new();
        let tree = objects.commit(head, &mut buffer)?.tree;
        match TreeDiffer::new(objects.clone()).find(tree, path).unwrap_or_default() {
            Some(entry) if entry.mode == EntryMode::File => {
                Ok(objects.blob(entry.id, &mut buffer).is_ok().then_some(buffer))
            }
            _ => Ok(None),
        }
    }

    /// The directories, with the slash at their end, whose attribute file at HEAD speaks of linguist's
    /// attributes.
    ///
    /// # Errors
    /// When HEAD cannot be read.
    pub fn linguist_directories(
        &self,
        objects: &Objects,
        attribute_files: &[RepoPath],
    ) -> anyhow::Result<Vec<Vec<u8>>> {
        let mut directories = Vec::new();
        for path in attribute_files {
            let content = self.head_file(objects, path)?.unwrap_or_default();
            if memchr::memmem::find(&content, b"linguist-").is_some() {
                let bytes = path.as_bytes();
                directories.push(bytes[..bytes.len() - path.file_name().len()].to_vec());
            }
        }
        Ok(directories)
    }

    /// The `headway.*` values of git's configuration, weakest first: name in lower case, value,
    /// and where each is set.
    ///
    /// # Errors
    /// When a configuration file cannot be parsed.
    pub fn headway_config(&self) -> anyhow::Result<Vec<(String, String, ConfigLevel)>> {
        let config = self.inner.config().context("could not read git's configuration")?;
        let mut found = Vec::new();
        let mut entries = config.entries(Some("^headway\\."))?;
        while let Some(entry) = entries.next() {
            let entry = entry?;
            if let (Ok(key), Ok(value)) = (entry.name(), entry.value()) {
                found.push((key.to_owned(), value.to_owned(), ConfigLevel::of(entry.level())));
            }
        }
        Ok(found)
    }

    /// `core.hooksPath` with `~` expanded (an empty value stays empty), and where it is set.
    ///
    /// # Errors
    /// When a configuration file cannot be parsed.
    pub fn hooks_path(&self) -> anyhow::Result<Option<(PathBuf, ConfigLevel)>> {
        let config = self.inner.config().context("could not read git's configuration")?;
        let entry = match config.get_entry("core.hookspath") {
            Err(error) if error.code() == git2::ErrorCode::NotFound => return Ok(None),
            other => other.context("could not read `core.hooksPath`")?,
        };
        let level = ConfigLevel::of(entry.level());
        let value = entry.value().unwrap_or_default();
        let path = if value.is_empty() {
            PathBuf::new()
        } else {
            config.get_path("core.hookspath").context("could not read `core.hooksPath`")?
        };
        Ok(Some((path, level)))
    }

    /// Who the user is here: `user.name` and `user.email`, whichever is set.
    #[must_use]
    pub fn user(&self) -> Option<Person> {
        let config = self.inner.config().ok()?;
        let (name, email) =
            (config.get_string("user.name").ok(), config.get_string("user.email").ok());
        (name.is_some() || email.is_some())
            .then(|| Person { name: name.unwrap_or_default(), email: email.unwrap_or_default() })
    }

    /// The mailmap, as a function from the name and address in a commit to the person.
    pub fn mailmap(&self) -> impl Fn(&[u8], &[u8]) -> Person + use<> {
        let mailmap = self.read_mailmap();
        move |name, email| {
            let (name, email) = mailmap.real(name, email);
            let name = printable(name);
            // Whoever worked with an agent is themselves.
            let (name, _) = without_agent(&name);
            Person { name: name.to_owned(), email: printable(email).into_owned() }
        }
    }

    /// Whether there is no work tree. Where no configuration says so, git goes by the name of the directory.
    fn is_bare(&self) -> bool {
        let common = self.common_dir();
        let is_named_bare = common.file_name().is_none_or(|name| name != ".git");
        self.inner.is_bare() || (is_named_bare && !common.join("config").exists())
    }

    /// The mailmaps that git reads, in its order; what cannot be read is passed over, as there is nothing to map then.
    fn read_mailmap(&self) -> Mailmap {
        let mut mailmap = Mailmap::default();
        let is_bare = self.is_bare();
        let work_dir = self.work_dir().filter(|_| !is_bare);
        let in_work_tree = work_dir.map(|directory| directory.join(".mailmap"));
        // git does not follow a link in the work tree.
        let is_file = |path: &PathBuf| path.symlink_metadata().is_ok_and(|found| found.is_file());
        let config = self.inner.config().ok();
        let file = config.as_ref().and_then(|config| config.get_path("mailmap.file").ok());
        let blob = config.as_ref().and_then(|config| config.get_string("mailmap.blob").ok());
        let blob = blob.or_else(|| is_bare.then(|| "HEAD:.mailmap".to_owned()));
        let read = |path: PathBuf| std::fs::read(path).ok();
        let texts = [
            in_work_tree.filter(is_file).and_then(read),
            blob.and_then(|name| {
                let blob = self.inner.revparse_single(&name).ok()?.peel_to_blob().ok()?;
                Some(blob.content().to_vec())
            }),
            file.and_then(read),
        ];
        texts.into_iter().flatten().for_each(|text| mailmap.read(&text));
        mailmap
    }

    pub(super) fn attribute(&self, path: &RepoPath, name: &str) -> git2::AttrValue<'_> {
        let flags = if self.inner.is_bare() {
            ATTRIBUTES_AT_HEAD
        } else {
            git2::AttrCheckFlags::FILE_THEN_INDEX
        };
        let value = std::str::from_utf8(path.as_bytes())
            .ok()
            .and_then(|path| self.inner.get_attr_bytes(Path::new(path), name, flags).ok());
        git2::AttrValue::from_bytes(value.flatten())
    }
}

/// `GIT_ATTR_CHECK_INCLUDE_HEAD` of libgit2's `attr.h`, which git2 does not name: without a work tree
/// the attribute files are those of HEAD.
const ATTRIBUTES_AT_HEAD: git2::AttrCheckFlags = git2::AttrCheckFlags::from_bits_retain(1 << 3);

fn says_there_is_none(error: &git2::Error) -> bool {
    matches!(error.code(), git2::ErrorCode::NotFound | git2::ErrorCode::InvalidSpec)
}

fn object_id(id: git2::Oid) -> ObjectId {
    ObjectId::from_slice(id.as_bytes()).expect("because git2 is built for SHA-1 names only")
}

fn ids_in(list: &[u8]) -> HashSet<ObjectId> {
    list.split(|byte| *byte == b'\n')
        .filter_map(|line| {
            let id = line.split(|byte| *byte == b'#').next()?.trim_ascii();
            ObjectId::from_hex(id).ok()
        })
        .collect()
}

fn explain(path: PathBuf, error: git2::Error) -> OpenError {
    let message = error.message().to_lowercase();
    match error.code() {
        git2::ErrorCode::NotFound => OpenError::NotARepository(path),
        git2::ErrorCode::Owner => OpenError::OtherOwner(path),
        _ if message.contains("refstorage") => {
            OpenError::UnsupportedFormat { path, format: UnsupportedFormat::Reftable }
        }
        _ if message.contains("objectformat") || message.contains("object format") => {
            OpenError::UnsupportedFormat { path, format: UnsupportedFormat::Sha256 }
        }
        _ => OpenError::Other(path, error),
    }
}
