"""Which agreement is told of: known, new by its name, or meant by a noun or a pronoun."""
