"""A file becomes text, in a process of its own."""
