"""The demo: the real bot in a terminal, connected to a simulated Discord."""
