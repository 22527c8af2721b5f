-- The ledger: what became of each note, one row for a subscription and a local day on which something was due.
CREATE TABLE deliveries (
  id           TEXT PRIMARY KEY,  -- from channel and day alone, so that it is the same in a restored record
  scope        TEXT NOT NULL,
  subscription TEXT NOT NULL,
  day          INTEGER NOT NULL,  -- proleptic Gregorian ordinal of the local day
  state        TEXT NOT NULL CHECK (state IN ('claimed', 'sent', 'skipped', 'failed', 'unknown')),
  why          TEXT NOT NULL,     -- a code; of a sent note: why a part is missing
  channel      INTEGER NOT NULL,
  message      INTEGER,
  late         INTEGER NOT NULL,
  parts        TEXT NOT NULL,     -- those in the message, separated by spaces
  position     INTEGER NOT NULL,  -- the log's head that the message tells of
  due_at       INTEGER NOT NULL,  -- microseconds since 1970 UTC, here and below
  claimed_at   INTEGER NOT NULL,
  tried_at     INTEGER NOT NULL,  -- when sending was begun last
  settled_at   INTEGER,
  erratum      TEXT NOT NULL DEFAULT '',  -- the digest of what the message was last corrected with
  UNIQUE (scope, subscription, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_open ON deliveries (claimed_at) WHERE state = 'claimed';
CREATE INDEX deliveries_by_outcome ON deliveries (state, why);
-- Which events a message tells of, so that a correction finds the messages.
CREATE TABLE carried (
  event    TEXT NOT NULL,
  scope    TEXT NOT NULL,
  delivery TEXT NOT NULL,
  position INTEGER NOT NULL,      -- from which the event was as shown
  PRIMARY KEY (event, scope, delivery)
) STRICT, WITHOUT ROWID;
CREATE INDEX carried_by_delivery ON carried (delivery);
-- When each subscription is to be looked at next, and which local day is then to be decided.
CREATE TABLE due (
  scope        TEXT NOT NULL,
  subscription TEXT NOT NULL,
  day          INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  PRIMARY KEY (scope, subscription)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_by_time ON due (at);
-- Subscriptions that rest because their channel cannot be written in.
CREATE TABLE blocks (
  scope        TEXT NOT NULL,
  subscription TEXT NOT NULL,
  why          TEXT NOT NULL,
  since        INTEGER NOT NULL,
  retry_at     INTEGER NOT NULL,  -- not to be tried before, whatever the permissions seem to be
  told_in      INTEGER,           -- the channel where the server's editors were told; 0: nowhere; NULL: not yet
  PRIMARY KEY (scope, subscription)
) STRICT, WITHOUT ROWID;
-- Messages to be held against the record again, each once however often it changed.
CREATE TABLE errata (
  delivery TEXT PRIMARY KEY,
  corpus   INTEGER NOT NULL,      -- whether the corpus changed, and not the server's own record
  at       INTEGER NOT NULL       -- not before
) STRICT, WITHOUT ROWID;
CREATE INDEX errata_by_time ON errata (at);
