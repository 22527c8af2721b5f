"""/posts: which channels get notes, when, and of what; planned, previewed, confirmed like other changes."""
