-- What editors typed and have not confirmed yet. Not part of the record: kept for a day, gone with who typed it.
CREATE TABLE drafts (
  id         TEXT PRIMARY KEY,
  scope      TEXT NOT NULL,
  discord_id INTEGER NOT NULL,
  number     INTEGER NOT NULL,  -- what its editor knows it by
  made_at    INTEGER NOT NULL,  -- microseconds since 1970 UTC
  body       BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX drafts_of_editor ON drafts (discord_id, scope);
CREATE INDEX drafts_by_age ON drafts (made_at);
-- Servers that the bot has left, and when their record is due to be erased.
CREATE TABLE departures (
  scope  TEXT PRIMARY KEY,
  due_at INTEGER NOT NULL  -- microseconds since 1970 UTC
) STRICT, WITHOUT ROWID;
-- The rows that are to be looked at again; few, if any.
CREATE INDEX entries_stale ON entries (scope) WHERE stale = 1 AND to_position IS NULL;
