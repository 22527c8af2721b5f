-- Lists of many events are answered from gists, a few bytes each, without reading whole rows; and when a row ended is
-- told beside its keys, so that lists of the past need not look it up. The views begin empty: what the log tells makes
-- them anew (storage.log.Log.catch_up), which the note in `meta` asks for.
DROP TABLE entries;
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
  gist          BLOB NOT NULL,   -- what lists of many need to know of the row
  keys          BLOB NOT NULL,   -- dates, links and names as JSON
  state         BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX entries_by_id ON entries (kind, id, scope, from_position);
CREATE INDEX entries_by_number ON entries (kind, scope, number, id);
CREATE INDEX entries_stale ON entries (scope) WHERE stale = 1 AND to_position IS NULL;

DROP TABLE entry_keys;
CREATE TABLE entry_keys (
  facet  INTEGER NOT NULL,
  now    INTEGER NOT NULL,
  span   INTEGER NOT NULL,
  low    INTEGER NOT NULL,
  high   INTEGER NOT NULL,
  number INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  ended  INTEGER,                -- the row's to_position, where it holds no longer
  PRIMARY KEY (facet, now, span, low, high, number, serial)
) STRICT, WITHOUT ROWID;

-- The gists of live rows by what they are about, so that those of one agreement lie together.
CREATE TABLE gists (
  kind          TEXT NOT NULL,
  subject       TEXT NOT NULL,
  scope         TEXT NOT NULL,
  serial        INTEGER NOT NULL,
  id            TEXT NOT NULL,
  from_position INTEGER NOT NULL,
  to_position   INTEGER,
  gist          BLOB NOT NULL,
  PRIMARY KEY (kind, subject, scope, serial)
) STRICT, WITHOUT ROWID;

DELETE FROM facets;
DELETE FROM entry_names;
DELETE FROM search_words;
INSERT INTO meta (key, value) SELECT 'views', 'due' WHERE EXISTS (SELECT 1 FROM records);
