"""Notes in channels: what is due on a day, what its note tells, what its buttons and ``/why`` answer."""
