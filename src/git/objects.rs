//! Bulk reading of objects.
//!
//! In: object names. Out: their bytes, in buffers that are used again and again. One handle a
//! thread; clones share what is mapped of the packs. Deliberately absent: libgit2, whose object
//! reading costs a multiple (see ARCHITECTURE.md), and verification of hashes, which `git fsck` does.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use gix_object::{Find as _, Kind as ObjectKind};

use super::RawCommit;
use crate::model::ObjectId;

/// Bytes of pack entries that each handle keeps, as bases of the deltas that come next. Measured:
/// when objects are read grouped by path, 8 to 16 MiB do as well as 256.
const DELTA_BASES: usize = 16 * 1024 * 1024;

/// What unpacking one object may take, in bytes: an object that needs more is refused before it is
/// read. Unpacking takes up to three times the size of the object.
const LARGEST_READ: usize = 160 * 1024 * 1024;

/// Why an object could not be had.
#[derive(Debug, thiserror::Error)]
pub enum ObjectError {
    /// It is not in the repository: a partial clone, or damage.
    #[error("object {0} is missing from the repository")]
    Missing(ObjectId),
    /// It is there but cannot be read, or is not what it should be.
    #[error("object {0} cannot be read: {1}")]
    Damaged(ObjectId, String),
}

/// A handle on a repository's objects, for one thread.
#[derive(Clone)]
pub struct Objects {
    odb: gix_odb::HandleArc,
}

impl Objects {
    /// Opens the object database below a git directory, alternates included.
    /// Each pair of `replaced` names an object and the one that is read in its place.
    pub(super) fn open(common_dir: &Path, replaced: &[[ObjectId; 2]]) -> anyhow::Result<Self> {
        let directory = common_dir.join("objects");
        let store = gix_odb::Store::at_opts(
            directory.clone(),
            gix_hash::Kind::Sha1,
            &mut replaced.iter().map(|[from, to]| (raw(*from), raw(*to))),
            gix_odb::store::init::Options {
                alloc_limit_bytes: Some(LARGEST_READ),
                ..Default::default()
            },
        )
        .with_context(|| format!("could not open the objects in {}", directory.display()))?;
        let odb = gix_odb::Cache::from(Arc::new(store).to_handle_arc()).with_pack_cache(|| {
            Box::new(gix_pack::cache::lru::MemoryCappedHashmap::new(DELTA_BASES))
        });
        Ok(Self { odb })
    }

    /// Reads a commit.
    pub fn commit(&self, id: ObjectId, buffer: &mut Vec<u8>) -> Result<RawCommit, ObjectError> {
        self.read(id, ObjectKind::Commit, buffer)?;
        RawCommit::parse(buffer)
            .ok_or_else(|| ObjectError::Damaged(id, "not a well-formed commit".into()))
    }

    /// Reads a tree's bytes into the buffer.
    pub fn tree(&self, id: ObjectId, buffer: &mut Vec<u8>) -> Result<(), ObjectError> {
        self.read(id, ObjectKind::Tree, buffer)
    }

    /// Reads a blob's bytes into the buffer.
    pub fn blob(&self, id: ObjectId, buffer: &mut Vec<u8>) -> Result<(), ObjectError> {
        self.read(id, ObjectKind::Blob, buffer)
    }

    /// A handle that takes what it does not find for missing, without a look whether git got new packs:
    /// for questions about many objects that are likely to be missing.
    #[must_use]
    pub fn without_looking_again(&self) -> Self {
        let mut objects = self.clone();
        objects.odb.refresh_never();
        objects
    }

    /// Whether git has an object.
    #[must_use]
    pub fn has(&self, id: ObjectId) -> bool {
        use gix_object::Exists as _;
        self.odb.exists(&raw(id))
    }

    /// How many bytes a blob has, without reading it.
    pub fn blob_size(&self, id: ObjectId) -> Result<u64, ObjectError> {
        use gix_object::FindHeader as _;
        match self.odb.try_header(&raw(id)) {
            Ok(Some(header)) => Ok(header.size),
            Ok(None) => Err(ObjectError::Missing(id)),
            Err(error) => Err(ObjectError::Damaged(id, error.to_string())),
        }
    }

    fn read(
        &self,
        id: ObjectId,
        expected: ObjectKind,
        buffer: &mut Vec<u8>,
    ) -> Result<(), ObjectError> {
        match self.odb.try_find(&raw(id), buffer) {
            Ok(Some(data)) if data.kind == expected => {
                let length = data.data.len();
                buffer.truncate(length);
                Ok(())
            }
            Ok(Some(data)) => {
                Err(ObjectError::Damaged(id, format!("it is a {}, not a {expected}", data.kind)))
            }
            Ok(None) => Err(ObjectError::Missing(id)),
            Err(error) => Err(ObjectError::Damaged(id, error.to_string())),
        }
    }
}

const fn raw(id: ObjectId) -> gix_hash::ObjectId {
    gix_hash::ObjectId::Sha1(*id.as_bytes())
}
