"""The content of notes: what is due on a day, the note about it, and what its buttons and ``/why`` answer."""
