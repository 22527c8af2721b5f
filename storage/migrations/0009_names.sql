-- Japanese and Korean names are found however they are spaced and dotted (storage.folding.closed): of rows that are
-- there, the words for the search are made anew, as after 0005.
INSERT INTO meta (key, value) SELECT 'views', 'due' WHERE EXISTS (SELECT 1 FROM records)
  ON CONFLICT (key) DO NOTHING;
