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

CREATE INDEX entry_undone ON entry (undone) WHERE undone > 0;

-- A file that an import read. Its name, without its folder, is what a row is cited by.
CREATE TABLE file (
    id    INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id),
    name  TEXT    NOT NULL,
    kind  TEXT    NOT NULL,
    day   INTEGER NOT NULL                  -- the day that it says how things stand on
) STRICT;

-- What a version is about. A record is there while one of its versions is in force.
CREATE TABLE record (
    id      INTEGER PRIMARY KEY,
    kind    TEXT    NOT NULL,
    account INTEGER REFERENCES record (id),  -- an account's own id; null for a setting
    key     TEXT    NOT NULL,                -- what the source calls it
    UNIQUE (kind, key)
) STRICT;

CREATE INDEX record_by_kind ON record (kind);

-- What one row or one edit said about a record, clustered by account: one account is one range.
CREATE TABLE version (
    account      INTEGER NOT NULL,           -- 0 for a setting
    record       INTEGER NOT NULL REFERENCES record (id),
    effective_on INTEGER NOT NULL,
    entry        INTEGER NOT NULL REFERENCES entry (id),
    seq          INTEGER NOT NULL,           -- the order of writing within the entry
    known_on     INTEGER NOT NULL,
    file         INTEGER REFERENCES file (id),
    line         INTEGER NOT NULL DEFAULT 0,
    patch        TEXT    NOT NULL,           -- JSON: field to value (see patch.rs)
    PRIMARY KEY (account, record, effective_on, entry, seq)
) STRICT, WITHOUT ROWID;

-- A usage metric or a reported figure.
CREATE TABLE metric (
    id     INTEGER PRIMARY KEY,
    family TEXT NOT NULL,
    name   TEXT NOT NULL,
    UNIQUE (family, name)
) STRICT;

-- A change that brought values of a metric, or set its grain: the latest in force says the grain.
CREATE TABLE grain (
    metric INTEGER NOT NULL REFERENCES metric (id),
    entry  INTEGER NOT NULL REFERENCES entry (id),
    grain  TEXT    NOT NULL,
    PRIMARY KEY (metric, entry)
) STRICT, WITHOUT ROWID;

-- Values that one change brought for one account and metric, packed (see series_codec.rs).
CREATE TABLE series (
    account INTEGER NOT NULL REFERENCES record (id),
    metric  INTEGER NOT NULL REFERENCES metric (id),
    entry   INTEGER NOT NULL REFERENCES entry (id),
    part    INTEGER NOT NULL,                -- the order of writing within the entry
    file    INTEGER NOT NULL REFERENCES file (id),
    length  INTEGER NOT NULL,                -- how many values
    points  BLOB    NOT NULL,
    PRIMARY KEY (account, metric, entry, part)
) STRICT, WITHOUT ROWID;

-- One row: what is known of the book as a whole, outside undo.
CREATE TABLE state (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    data_version INTEGER NOT NULL            -- counts what was written, undone and redone
) STRICT;

INSERT INTO state (id, data_version) VALUES (1, 0);

-- Loose ends that are outside undo and can be dropped: the rows of the first frame.
CREATE TABLE memo (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
