-- The facts of one repository. Everything here can be mined again; the user's own words are never here.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- Paths as git stores them: bytes in any encoding.
CREATE TABLE path (
    id    INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL UNIQUE,
    mark  INTEGER              -- what .gitattributes says of it, see codes.rs
) STRICT;

CREATE TABLE section (
    id    INTEGER PRIMARY KEY,
    title TEXT NOT NULL UNIQUE
) STRICT;

-- Authors and co-authors as they stand in commits; the mailmap is applied when they are read.
CREATE TABLE identity (
    id    INTEGER PRIMARY KEY,
    name  BLOB NOT NULL,
    email BLOB NOT NULL,
    UNIQUE (name, email)
) STRICT;

-- Ids grow from parents to children.
CREATE TABLE commits (
    id             INTEGER PRIMARY KEY,
    oid            BLOB NOT NULL UNIQUE,
    parents        BLOB NOT NULL,      -- ids, four bytes each, little-endian, in git's order
    cut_off        INTEGER NOT NULL,   -- 1: parents lie beyond a boundary
    author         INTEGER NOT NULL REFERENCES identity,
    author_time    INTEGER NOT NULL,
    offset_minutes INTEGER NOT NULL,
    commit_time    INTEGER NOT NULL,
    subject        TEXT NOT NULL,
    body           TEXT NOT NULL,
    fingerprint    INTEGER,
    inherited      BLOB,               -- of a merge: paths taken over as they were, see codec.rs
    traced         INTEGER NOT NULL,   -- 1: the rework of its changes is known
    behind         INTEGER NOT NULL    -- 1: it is behind HEAD; 0: only behind another anchor
) STRICT;
-- A run after one commit must not look at all the others.
CREATE INDEX untraced_commits ON commits (traced) WHERE traced = 0;
CREATE INDEX commits_by_time ON commits (commit_time);
CREATE INDEX commits_by_fingerprint ON commits (fingerprint) WHERE fingerprint IS NOT NULL;
-- The first commits of a history, by which clones of one project are known.
CREATE INDEX commits_without_parents ON commits (behind) WHERE parents = x'';
CREATE INDEX commits_elsewhere ON commits (behind) WHERE behind = 0;
-- Who wrote what is behind HEAD, without a look at the rows.
CREATE INDEX commits_by_author ON commits (author, commit_time, author_time, parents) WHERE behind = 1;

-- Whom the Co-authored-by trailers of a commit name, as git reads them.
CREATE TABLE co_author (
    commit_id INTEGER NOT NULL REFERENCES commits,
    ordinal   INTEGER NOT NULL,
    identity  INTEGER NOT NULL REFERENCES identity,
    PRIMARY KEY (commit_id, ordinal)
) STRICT, WITHOUT ROWID;

-- What HEAD was at when the facts were brought up to date: a branch, or HEAD itself when it was
-- detached. What is behind one of these commits is kept, so that coming back to a branch costs nothing.
CREATE TABLE anchor (
    ref     TEXT PRIMARY KEY,
    tip     INTEGER NOT NULL,          -- a commit's id
    commits INTEGER NOT NULL,          -- how many are behind it, itself included
    used    INTEGER NOT NULL           -- grows; the largest is the last that was used
) STRICT, WITHOUT ROWID;

CREATE TABLE file_change (
    id        INTEGER PRIMARY KEY,
    commit_id INTEGER NOT NULL REFERENCES commits,
    path      INTEGER NOT NULL REFERENCES path,
    old_path  INTEGER REFERENCES path,
    status    INTEGER NOT NULL,        -- see codes.rs
    content   INTEGER NOT NULL,        -- see codes.rs
    old_blob  BLOB,
    new_blob  BLOB,
    moved_in  INTEGER NOT NULL,
    moved_out INTEGER NOT NULL,
    moves     BLOB,                    -- where moved lines stood, see codec.rs; NULL: none moved here
    went      BLOB,                    -- a sample of the lines that went, see codec.rs; NULL: none
    came      BLOB,                    -- and of those that came
    new_lines INTEGER,
    copied_from  INTEGER REFERENCES path, -- of a new file: whose content it repeats
    mode_changed INTEGER NOT NULL,     -- 1: it became executable, or stopped being so
    hunks     BLOB NOT NULL            -- see codec.rs
) STRICT;
-- 5 is what git does not have; it may come later, and then it is mined.
CREATE INDEX file_change_unavailable ON file_change (commit_id) WHERE content = 5;
CREATE INDEX file_change_by_commit ON file_change (commit_id);
-- With the rest, so that the latest changes of a file, and its earlier names, are found without a look at the rows.
CREATE INDEX file_change_by_path ON file_change (path, commit_id, old_path);

-- Of a merge: the hunks of a file against each parent that has it.
CREATE TABLE merge_parent (
    file_change INTEGER NOT NULL REFERENCES file_change,
    parent      INTEGER NOT NULL,
    path        INTEGER NOT NULL REFERENCES path,
    hunks       BLOB NOT NULL,
    PRIMARY KEY (file_change, parent)
) STRICT, WITHOUT ROWID;

-- The part of a file change that falls on one section.
CREATE TABLE change (
    file_change     INTEGER NOT NULL REFERENCES file_change,
    ordinal         INTEGER NOT NULL,
    section         INTEGER REFERENCES section,
    added           INTEGER NOT NULL,
    deleted         INTEGER NOT NULL,
    hunks           INTEGER NOT NULL,
    first_line      INTEGER NOT NULL,
    introduces      INTEGER NOT NULL,
    removes         INTEGER NOT NULL,
    formatting_only INTEGER NOT NULL,
    comments_only   INTEGER NOT NULL,
    PRIMARY KEY (file_change, ordinal)
) STRICT, WITHOUT ROWID;

-- The symbol that a change falls on, where its file was parsed; the section that its hunks told elsewhere.
CREATE TABLE change_symbol (
    file_change INTEGER NOT NULL REFERENCES file_change,
    ordinal     INTEGER NOT NULL,      -- of the change
    section     INTEGER REFERENCES section, -- NULL: outside of all symbols
    PRIMARY KEY (file_change, ordinal)
) STRICT, WITHOUT ROWID;

-- Whose lines a change replaced or deleted; origin 0 is unknown.
CREATE TABLE rework (
    file_change INTEGER NOT NULL REFERENCES file_change,
    ordinal     INTEGER NOT NULL,
    origin      INTEGER NOT NULL,
    lines       INTEGER NOT NULL,
    context     INTEGER NOT NULL,
    PRIMARY KEY (file_change, ordinal, origin)
) STRICT, WITHOUT ROWID;

-- The origins of the lines at the commit that meta's `live_commit` names, as runs, see codec.rs.
CREATE TABLE live (
    path INTEGER PRIMARY KEY REFERENCES path,
    runs BLOB NOT NULL
) STRICT;

-- The way back: each step of the lines to a new commit can be undone, so that an amended commit or
-- another branch costs what differs. The lines before step n were those at its `tip`.
CREATE TABLE live_step (
    step INTEGER PRIMARY KEY,
    tip  INTEGER NOT NULL
) STRICT;
CREATE TABLE live_before (
    step INTEGER NOT NULL REFERENCES live_step,
    path INTEGER NOT NULL REFERENCES path,
    runs BLOB,                         -- NULL: there was no such file
    PRIMARY KEY (step, path)
) STRICT, WITHOUT ROWID;

-- Commits that were looked into for what they did to the structure; the others may be asked for later.
CREATE TABLE structured (
    commit_id INTEGER PRIMARY KEY REFERENCES commits,
    parsed    INTEGER NOT NULL,        -- files that were parsed
    unparsed  INTEGER NOT NULL,        -- text files in languages that are not parsed
    left_out  INTEGER NOT NULL,        -- files of parsed languages: too large, no text, not here
    is_sweep  INTEGER NOT NULL         -- 1: more files than are looked into
) STRICT;

-- What happened to definitions. Numbers begin anew with each commit, so that the rows of one do not
-- depend on when it was looked into.
CREATE TABLE event (
    commit_id    INTEGER NOT NULL REFERENCES structured,
    ordinal      INTEGER NOT NULL,
    kind         TEXT NOT NULL,        -- names of src/model/commit_structure.rs
    subject      TEXT NOT NULL,
    detail       TEXT NOT NULL,
    probability  REAL NOT NULL,
    shared_words INTEGER NOT NULL,
    says         TEXT NOT NULL,        -- sentences, a line each
    is_public    INTEGER NOT NULL,     -- code elsewhere may use it, before or after
    PRIMARY KEY (commit_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_place (
    commit_id  INTEGER NOT NULL,
    event      INTEGER NOT NULL,       -- its ordinal
    side       INTEGER NOT NULL,       -- 0: before, 1: after
    place      INTEGER NOT NULL,
    path       INTEGER NOT NULL REFERENCES path,
    symbol     TEXT NOT NULL,
    first_line INTEGER NOT NULL,       -- from 1
    end_line   INTEGER NOT NULL,       -- the line after the last
    PRIMARY KEY (commit_id, event, side, place)
) STRICT, WITHOUT ROWID;

-- Lines that say the same in the first places before and after.
CREATE TABLE event_lines (
    commit_id INTEGER NOT NULL,
    event     INTEGER NOT NULL,
    ordinal   INTEGER NOT NULL,
    before    INTEGER NOT NULL,        -- the first of them, from 1
    after     INTEGER NOT NULL,
    lines     INTEGER NOT NULL,
    PRIMARY KEY (commit_id, event, ordinal)
) STRICT, WITHOUT ROWID;

-- What was worked out from all of this for one HEAD, one person and one day; the latest few.
CREATE TABLE digest (
    number INTEGER PRIMARY KEY,        -- grows
    key    BLOB NOT NULL UNIQUE,
    value  BLOB NOT NULL
) STRICT;
