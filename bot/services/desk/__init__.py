"""The document desk: from a file to statements that a person decides on, each with its place in the text."""
