"""The demo: the real bot in a terminal, against a simulated Discord."""
