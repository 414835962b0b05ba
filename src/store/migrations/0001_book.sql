-- The book. Nothing is ever overwritten: a change adds rows that carry its entry, and undoing the
-- change hides them. Days are counted from 1970-01-01.

-- A change: the unit of undo and redo.
CREATE TABLE entry (
    id      INTEGER PRIMARY KEY,
    at      TEXT    NOT NULL,               -- RFC 3339, UTC
    what    TEXT    NOT NULL,
    changes INTEGER NOT NULL DEFAULT 0,
    undone  INTEGER NOT NULL DEFAULT 0,     -- 0 in force; otherwise the order in which it was undone
    is_lost INTEGER NOT NULL DEFAULT 0      -- 1 when a later change took away its redo
) STRICT;

-- A file that an import read. Its name, without its folder, is what a row is cited by.
CREATE TABLE file (
    id    INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id),
    name  TEXT    NOT NULL,
    kind  TEXT    NOT NULL
) STRICT;

-- What a version is about. A record is there while one of its versions is in force.
CREATE TABLE record (
    id      INTEGER PRIMARY KEY,
    kind    TEXT    NOT NULL,
    account INTEGER REFERENCES record (id),  -- an account's own id; null for a setting
    key     TEXT    NOT NULL,                -- what the source calls it
    UNIQUE (kind, key)
) STRICT;

CREATE INDEX record_by_account ON record (account);

-- What one row or one edit said about a record, clustered by account: one account is one range.
CREATE TABLE version (
    account      INTEGER NOT NULL,           -- 0 for a setting
    record       INTEGER NOT NULL REFERENCES record (id),
    effective_on INTEGER NOT NULL,
    seq          INTEGER NOT NULL,           -- the order of writing over the whole book
    known_on     INTEGER NOT NULL,
    entry        INTEGER NOT NULL REFERENCES entry (id),
    file         INTEGER REFERENCES file (id),
    line         INTEGER NOT NULL DEFAULT 0,
    patch        TEXT    NOT NULL,           -- JSON: field to value, null empties the field
    PRIMARY KEY (account, record, effective_on, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX version_by_entry ON version (entry);

-- A usage metric or a reported figure.
CREATE TABLE metric (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    family TEXT NOT NULL,
    grain  TEXT NOT NULL,
    UNIQUE (family, name)
) STRICT;

-- The values that one import brought for one account and metric, packed (see series_codec.rs).
CREATE TABLE series (
    account  INTEGER NOT NULL REFERENCES record (id),
    metric   INTEGER NOT NULL REFERENCES metric (id),
    entry    INTEGER NOT NULL REFERENCES entry (id),
    file     INTEGER NOT NULL REFERENCES file (id),
    part     INTEGER NOT NULL,
    points   BLOB    NOT NULL,
    PRIMARY KEY (account, metric, entry, file, part)
) STRICT, WITHOUT ROWID;

-- The last judgement of the book, kept for the first frame; it can be dropped at any time.
CREATE TABLE judgement (
    place   INTEGER PRIMARY KEY,             -- the order on screen
    account INTEGER NOT NULL,
    row     TEXT    NOT NULL                 -- JSON of what the first frame shows
) STRICT;

-- Loose ends that are outside undo: what the cache was computed from, where each screen was left.
CREATE TABLE memo (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
