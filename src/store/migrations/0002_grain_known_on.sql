-- The day on which a grain was said. What was said before this step was said on the day of its change.
ALTER TABLE grain ADD COLUMN known_on INTEGER NOT NULL DEFAULT 0;

UPDATE grain SET known_on = (
    SELECT CAST(julianday(substr(at, 1, 10)) - julianday('1970-01-01') AS INTEGER)
    FROM entry WHERE entry.id = grain.entry
);
