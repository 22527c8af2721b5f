"""What was done, by its verb, and what kind of happening it was."""
