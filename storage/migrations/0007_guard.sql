-- The guard refuses with FAIL: ABORT made SQLite keep copies of the pages that each single row touches, to take it
-- back. It has no need of them: a row is refused before anything of it is written, and what a statement inserted before
-- it had passed. That holds for INSERT OR FAIL; any other INSERT is as slow as before and no less guarded.
DROP TRIGGER records_guard;
CREATE TRIGGER records_guard BEFORE INSERT ON records
  WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM records)
    OR EXISTS (SELECT 1 FROM records WHERE id = NEW.id)
    OR NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM records
                        WHERE scope = NEW.scope AND stream = NEW.stream)
BEGIN
  SELECT RAISE(FAIL, 'records: position must follow the head, version the stream, and the id be new');
END;
