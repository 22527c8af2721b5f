"""Tests of the Discord shell: the real bot in a simulated Discord, and the terminal demo around it."""
