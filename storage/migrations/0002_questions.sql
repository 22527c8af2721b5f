-- What buttons ask, by the digest of its bytes: a button holds the key alone, and works as long as its message stays.
CREATE TABLE questions (
  key  TEXT PRIMARY KEY,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
