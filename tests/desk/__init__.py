"""Papers: handed in, read, and reviewed statement by statement."""
