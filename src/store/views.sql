-- The facts in words, for people who ask with SQL: docs/sql.md describes each view and column, and a test
-- holds the two together. The tables are not public. A view stores nothing, and a column that is not asked for
-- costs nothing. hex(NULL) is '', hence nullif.

-- Not public: commits with the moment when the work happened, as Commit::time in src/model/commit.rs says it.
CREATE VIEW dated_commit AS
SELECT *, CASE
    WHEN author_time <= 0 OR author_time > commit_time + 86400 THEN commit_time
    ELSE author_time
END AS time
FROM commits;

-- All other views take their commits from this one, so that whatever limits it limits them.
CREATE VIEW v_commit AS
SELECT
    lower(hex(c.oid)) AS commit_id,
    c.id AS commit_number,
    date(c.time + c.offset_minutes * 60, 'unixepoch') AS date,
    strftime('%Y-%m-%dT%H:%M:%SZ', c.time, 'unixepoch') AS time_utc,
    c.time AS time,
    c.offset_minutes AS offset_minutes,
    c.author_time AS author_time,
    c.commit_time AS commit_time,
    CAST(i.name AS TEXT) AS author_name,
    CAST(i.email AS TEXT) AS author_email,
    c.subject AS subject,
    c.body AS body,
    length(c.parents) / 4 AS parents,
    length(c.parents) > 4 AS is_merge,
    c.cut_off AS is_cut_off,
    (SELECT count(*) FROM file_change f WHERE f.commit_id = c.id) AS files,
    (
        SELECT coalesce(sum(h.added), 0)
        FROM file_change f JOIN change h ON h.file_change = f.id WHERE f.commit_id = c.id
    ) AS added,
    (
        SELECT coalesce(sum(h.deleted), 0)
        FROM file_change f JOIN change h ON h.file_change = f.id WHERE f.commit_id = c.id
    ) AS deleted
FROM dated_commit c
JOIN identity i ON i.id = c.author
WHERE c.behind = 1;

-- The parents' numbers are four bytes each, lowest first; here eight hexadecimal digits each.
CREATE VIEW v_parent AS
WITH RECURSIVE place (commit_number, digits, position) AS (
    SELECT id, hex(parents), 1 FROM commits WHERE length(parents) > 0
    UNION ALL
    SELECT commit_number, substr(digits, 9), position + 1 FROM place WHERE length(digits) > 8
),
parent (commit_number, position, parent_number) AS (
    SELECT
        commit_number,
        position,
        (instr('123456789ABCDEF', substr(digits, 1, 1)) << 4)
        + instr('123456789ABCDEF', substr(digits, 2, 1))
        + (instr('123456789ABCDEF', substr(digits, 3, 1)) << 12)
        + (instr('123456789ABCDEF', substr(digits, 4, 1)) << 8)
        + (instr('123456789ABCDEF', substr(digits, 5, 1)) << 20)
        + (instr('123456789ABCDEF', substr(digits, 6, 1)) << 16)
        + (instr('123456789ABCDEF', substr(digits, 7, 1)) << 28)
        + (instr('123456789ABCDEF', substr(digits, 8, 1)) << 24)
    FROM place
)
SELECT
    c.commit_id AS commit_id,
    c.commit_number AS commit_number,
    parent.position AS position,
    lower(hex(p.oid)) AS parent_id,
    p.id AS parent_number
FROM parent
JOIN v_commit c ON c.commit_number = parent.commit_number
JOIN commits p ON p.id = parent.parent_number;

CREATE VIEW v_file AS
SELECT
    c.commit_id AS commit_id,
    c.commit_number AS commit_number,
    c.date AS date,
    c.time AS time,
    c.author_name AS author_name,
    c.author_email AS author_email,
    c.is_merge AS is_merge,
    f.id AS file_change_number,
    CAST(p.bytes AS TEXT) AS path,
    (SELECT CAST(o.bytes AS TEXT) FROM path o WHERE o.id = f.old_path) AS old_path,
    CASE f.status
        WHEN 0 THEN 'added' WHEN 1 THEN 'deleted' WHEN 2 THEN 'modified' WHEN 3 THEN 'renamed'
        WHEN 4 THEN 'type-changed'
    END AS status,
    CASE f.content
        WHEN 0 THEN 'text' WHEN 1 THEN 'binary' WHEN 2 THEN 'submodule' WHEN 3 THEN 'symlink'
        WHEN 4 THEN 'too-large' WHEN 5 THEN 'unavailable'
    END AS content,
    CASE p.mark
        WHEN 1 THEN 'generated' WHEN 2 THEN 'vendored' WHEN 3 THEN 'documentation'
    END AS mark,
    nullif(lower(hex(f.old_blob)), '') AS old_blob_id,
    nullif(lower(hex(f.new_blob)), '') AS new_blob_id,
    (SELECT coalesce(sum(h.added), 0) FROM change h WHERE h.file_change = f.id) AS added,
    (SELECT coalesce(sum(h.deleted), 0) FROM change h WHERE h.file_change = f.id) AS deleted,
    f.moved_in AS moved_in,
    f.moved_out AS moved_out,
    f.new_lines AS lines_after,
    (SELECT CAST(o.bytes AS TEXT) FROM path o WHERE o.id = f.copied_from) AS copied_from,
    f.mode_changed AS mode_changed
FROM file_change f
JOIN path p ON p.id = f.path
JOIN v_commit c ON c.commit_number = f.commit_id;

CREATE VIEW v_change AS
SELECT
    f.commit_id AS commit_id,
    f.commit_number AS commit_number,
    f.date AS date,
    f.time AS time,
    f.author_name AS author_name,
    f.author_email AS author_email,
    f.is_merge AS is_merge,
    f.file_change_number AS file_change_number,
    h.ordinal AS ordinal,
    f.path || coalesce(': ' || s.title, '') AS spot,
    f.path AS path,
    f.old_path AS old_path,
    s.title AS section,
    f.status AS status,
    f.content AS content,
    f.mark AS mark,
    h.added AS added,
    h.deleted AS deleted,
    h.hunks AS hunks,
    h.first_line AS first_line,
    h.introduces AS introduces,
    h.removes AS removes,
    h.formatting_only AS formatting_only,
    h.comments_only AS comments_only
FROM change h
JOIN v_file f ON f.file_change_number = h.file_change
LEFT JOIN change_symbol y ON y.file_change = h.file_change AND y.ordinal = h.ordinal
LEFT JOIN section s ON s.id = CASE WHEN y.ordinal IS NULL THEN h.section ELSE y.section END;

CREATE VIEW v_rework AS
SELECT
    h.commit_id AS commit_id,
    h.commit_number AS commit_number,
    h.date AS date,
    h.time AS time,
    h.author_name AS author_name,
    h.author_email AS author_email,
    h.is_merge AS is_merge,
    h.file_change_number AS file_change_number,
    h.ordinal AS ordinal,
    h.spot AS spot,
    h.path AS path,
    h.section AS section,
    r.lines AS lines,
    r.context AS context,
    nullif(lower(hex(o.oid)), '') AS origin_id,
    o.id AS origin_number,
    date(o.time + o.offset_minutes * 60, 'unixepoch') AS origin_date,
    o.time AS origin_time,
    CAST(i.name AS TEXT) AS origin_name,
    CAST(i.email AS TEXT) AS origin_email,
    (h.time - o.time) / 86400 AS days,
    h.author_email = CAST(i.email AS TEXT) AS same_email
FROM rework r
JOIN v_change h ON h.file_change_number = r.file_change AND h.ordinal = r.ordinal
-- Whatever is behind a commit of v_commit is there too, so that no limit is missed here.
LEFT JOIN dated_commit o ON o.id = r.origin
LEFT JOIN identity i ON i.id = o.author;

CREATE VIEW v_spot AS
SELECT
    spot,
    path,
    section,
    count(*) AS changes,
    count(DISTINCT author_email) AS emails,
    sum(added) AS added,
    sum(deleted) AS deleted,
    min(date) AS first_date,
    max(date) AS last_date
FROM v_change
GROUP BY path, section;

CREATE VIEW v_structured AS
SELECT
    c.commit_id AS commit_id,
    c.commit_number AS commit_number,
    s.parsed AS parsed,
    s.unparsed AS unparsed,
    s.left_out AS left_out,
    s.is_sweep AS is_sweep
FROM structured s
JOIN v_commit c ON c.commit_number = s.commit_id;

CREATE VIEW v_event AS
SELECT
    c.commit_id AS commit_id,
    c.commit_number AS commit_number,
    c.date AS date,
    c.time AS time,
    c.author_name AS author_name,
    c.author_email AS author_email,
    e.ordinal AS event_number,
    e.kind AS kind,
    e.subject AS subject,
    (
        SELECT CAST(p.bytes AS TEXT) FROM event_place a JOIN path p ON p.id = a.path
        WHERE a.commit_id = e.commit_id AND a.event = e.ordinal AND a.side = 0 AND a.place = 0
    ) AS path_before,
    (
        SELECT a.symbol FROM event_place a
        WHERE a.commit_id = e.commit_id AND a.event = e.ordinal AND a.side = 0 AND a.place = 0
    ) AS symbol_before,
    (
        SELECT CAST(p.bytes AS TEXT) FROM event_place a JOIN path p ON p.id = a.path
        WHERE a.commit_id = e.commit_id AND a.event = e.ordinal AND a.side = 1 AND a.place = 0
    ) AS path_after,
    (
        SELECT a.symbol FROM event_place a
        WHERE a.commit_id = e.commit_id AND a.event = e.ordinal AND a.side = 1 AND a.place = 0
    ) AS symbol_after,
    nullif(e.detail, '') AS detail,
    e.probability AS probability,
    e.shared_words AS shared_words,
    (
        SELECT coalesce(sum(l.lines), 0) FROM event_lines l
        WHERE l.commit_id = e.commit_id AND l.event = e.ordinal
    ) AS shared_lines,
    nullif(e.says, '') AS says,
    e.is_public AS is_public
FROM event e
JOIN v_commit c ON c.commit_number = e.commit_id;

CREATE VIEW v_event_place AS
SELECT
    c.commit_id AS commit_id,
    c.commit_number AS commit_number,
    a.event AS event_number,
    CASE a.side WHEN 0 THEN 'before' WHEN 1 THEN 'after' END AS side,
    a.place + 1 AS position,
    CAST(p.bytes AS TEXT) AS path,
    a.symbol AS symbol,
    a.first_line AS first_line,
    a.end_line - 1 AS last_line
FROM event_place a
JOIN path p ON p.id = a.path
JOIN v_commit c ON c.commit_number = a.commit_id;

CREATE VIEW v_event_lines AS
SELECT
    c.commit_id AS commit_id,
    c.commit_number AS commit_number,
    l.event AS event_number,
    l.before AS first_before,
    l.after AS first_after,
    l.lines AS lines
FROM event_lines l
JOIN v_commit c ON c.commit_number = l.commit_id;
