"""The log, its file, its views and search."""
