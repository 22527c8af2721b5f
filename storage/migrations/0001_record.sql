-- The log: append-only by its triggers, which hold against INSERT OR REPLACE only with PRAGMA recursive_triggers = ON.
CREATE TABLE records (
  position    INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  change      TEXT NOT NULL,
  scope       TEXT NOT NULL,
  stream      TEXT NOT NULL,
  version     INTEGER NOT NULL,
  type        TEXT NOT NULL,
  schema      INTEGER NOT NULL,
  actor       TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,  -- microseconds since 1970 UTC, never less than the record's before
  hash        BLOB NOT NULL,
  digest      BLOB NOT NULL,
  salt        BLOB,              -- goes with the body when that is erased; the digest stays
  body        BLOB,
  UNIQUE (scope, stream, version)
) STRICT;
-- A record that is a change by itself may have its id for the change's: the index spares those (bulk imports).
CREATE INDEX records_of_change ON records (change) WHERE change <> id;
CREATE INDEX records_of_guild ON records (scope) WHERE scope <> 'corpus';

CREATE TRIGGER records_guard BEFORE INSERT ON records
  WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM records)
    OR EXISTS (SELECT 1 FROM records WHERE id = NEW.id)
    OR NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM records
                        WHERE scope = NEW.scope AND stream = NEW.stream)
BEGIN
  SELECT RAISE(ABORT, 'records: position must follow the head, version the stream, and the id be new');
END;
CREATE TRIGGER records_stay BEFORE DELETE ON records BEGIN
  SELECT RAISE(ABORT, 'records: nothing is ever deleted');
END;
CREATE TRIGGER records_unaltered BEFORE UPDATE ON records BEGIN
  SELECT RAISE(ABORT, 'records: nothing is ever altered but a body that is erased')
   WHERE NEW.body IS NOT NULL OR NEW.salt IS NOT NULL OR OLD.body IS NULL
      OR NEW.position IS NOT OLD.position OR NEW.id IS NOT OLD.id OR NEW.change IS NOT OLD.change
      OR NEW.scope IS NOT OLD.scope OR NEW.stream IS NOT OLD.stream OR NEW.version IS NOT OLD.version
      OR NEW.type IS NOT OLD.type OR NEW.schema IS NOT OLD.schema OR NEW.actor IS NOT OLD.actor
      OR NEW.recorded_at IS NOT OLD.recorded_at OR NEW.hash IS NOT OLD.hash OR NEW.digest IS NOT OLD.digest
      OR NOT EXISTS (SELECT 1 FROM records WHERE scope = OLD.scope AND stream = 'erasure/' || OLD.position
                                             AND type = 'BodyErased');
END;

-- Views: whole rows, each valid for positions [from_position, to_position); from the log alone, so rebuildable.
CREATE TABLE entries (
  serial        INTEGER PRIMARY KEY,
  kind          TEXT NOT NULL,
  scope         TEXT NOT NULL,
  id            TEXT NOT NULL,
  number        INTEGER NOT NULL,
  version       INTEGER NOT NULL,
  from_position INTEGER NOT NULL,
  to_position   INTEGER,
  live          INTEGER NOT NULL,
  weight        INTEGER NOT NULL,
  newest        INTEGER NOT NULL,  -- the latest first day in any layer, for the order of what is found by words
  stale         INTEGER NOT NULL,
  overlay       BLOB,
  keys          BLOB NOT NULL,   -- dates, links and names as JSON
  state         BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX entries_by_id ON entries (kind, id, scope, from_position);
CREATE INDEX entries_by_number ON entries (kind, scope, number, id);

-- What lists are asked by: all rows of a kind (relation ''), the day, month or year of a date ('@day', '@month',
-- '@year'), the rows' links; each by weight, so that the weightiest of many are found first.
CREATE TABLE facets (
  facet    INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,
  scope    TEXT NOT NULL,
  layer    TEXT NOT NULL,
  relation TEXT NOT NULL,
  target   TEXT NOT NULL,
  weight   INTEGER NOT NULL,
  UNIQUE (kind, scope, layer, relation, target, weight)
) STRICT;
-- `span` is a class of length, so that what overlaps a range is found by ranges of `low` alone.
CREATE TABLE entry_keys (
  facet  INTEGER NOT NULL,
  now    INTEGER NOT NULL,
  span   INTEGER NOT NULL,
  low    INTEGER NOT NULL,
  high   INTEGER NOT NULL,
  number INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  PRIMARY KEY (facet, now, span, low, high, number, serial)
) STRICT, WITHOUT ROWID;
CREATE TABLE entry_names (
  name   TEXT NOT NULL,            -- as storage.folding.plain gives it
  kind   TEXT NOT NULL,
  now    INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  PRIMARY KEY (name, kind, now, serial)
) STRICT, WITHOUT ROWID;
-- What storage.search finds by: folded words and tags of the live rows that hold now, by their serial.
CREATE VIRTUAL TABLE search_words USING fts5 (words, tokenize = 'ascii', columnsize = 0);

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE actors (
  pseudonym  TEXT PRIMARY KEY,
  discord_id INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
-- A restore leaves a fence: nothing that was due before it is sent on the record's word alone.
CREATE TABLE fences (
  restored_at INTEGER NOT NULL,  -- microseconds since 1970 UTC
  position    INTEGER NOT NULL,
  hash        BLOB NOT NULL
) STRICT;
