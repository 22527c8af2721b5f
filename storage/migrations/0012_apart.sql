-- Gists hold each of the dates that contradict, so that an event is found in the time of any of them. The log makes
-- the views anew.
INSERT INTO meta (key, value) SELECT 'views', 'due' WHERE EXISTS (SELECT 1 FROM records)
  ON CONFLICT (key) DO NOTHING;
