-- A gist says within which days something began whose date is rough. The log makes the views anew, as after 0005.
INSERT INTO meta (key, value) SELECT 'views', 'due' WHERE EXISTS (SELECT 1 FROM records)
  ON CONFLICT (key) DO NOTHING;
