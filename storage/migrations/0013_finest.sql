-- Gists of contested events also hold a date that several claims give, one with more doubt than another. The log
-- makes the views anew.
INSERT INTO meta (key, value) SELECT 'views', 'due' WHERE EXISTS (SELECT 1 FROM records)
  ON CONFLICT (key) DO NOTHING;
