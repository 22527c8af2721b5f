"""The readers' answers: a module for each of their commands, and what several of these share."""
