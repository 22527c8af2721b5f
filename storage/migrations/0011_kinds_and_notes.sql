-- Summits are listed as meetings too, nuclear tests and missile launches as tests; agreements are found by words of
-- their notes. The log makes the views anew.
INSERT INTO meta (key, value) SELECT 'views', 'due' WHERE EXISTS (SELECT 1 FROM records)
  ON CONFLICT (key) DO NOTHING;
