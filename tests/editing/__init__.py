"""What editors change with /edit: drafts, changes, what takes them back, who sees what."""
