"""Finds the agreement that a passage is about: known, new, or referred to by a noun or a pronoun."""
