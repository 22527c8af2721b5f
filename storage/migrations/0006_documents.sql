-- Imported papers as text. Not part of the log: each belongs to a scope and leaves with it.
CREATE TABLE documents (
  scope       TEXT NOT NULL,
  sha256      TEXT NOT NULL,     -- of the file as it came
  name        TEXT NOT NULL,
  importer    INTEGER,           -- a Discord id; NULL for the operator
  imported_at INTEGER NOT NULL,  -- microseconds since 1970 UTC
  size        INTEGER NOT NULL,  -- bytes of the text
  about       BLOB NOT NULL,
  text        TEXT NOT NULL,
  PRIMARY KEY (scope, sha256)
) STRICT;
-- Dated statements found in a paper, for people to decide on.
CREATE TABLE candidates (
  id         TEXT PRIMARY KEY,
  scope      TEXT NOT NULL,
  sha256     TEXT NOT NULL,
  number     INTEGER NOT NULL,            -- its place among those of the paper, from 1
  state      TEXT NOT NULL,
  turn       INTEGER NOT NULL DEFAULT 0,  -- so often it was put back after a decision
  skips      INTEGER NOT NULL DEFAULT 0,
  holder     INTEGER,                     -- who looks at it, a Discord id
  held_until INTEGER NOT NULL DEFAULT 0,  -- microseconds since 1970 UTC
  body       BLOB NOT NULL,
  FOREIGN KEY (scope, sha256) REFERENCES documents ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
-- All that a queue asks, so that the bodies need not be read.
CREATE INDEX candidates_in_order ON candidates (scope, sha256, state, skips, number, holder, held_until);
