"""/posts: the settings of notes, which are planned, previewed and confirmed like other changes."""
