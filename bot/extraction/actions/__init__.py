"""Finds what was done, by its verb, and what kind of event it was."""
