"""The bot as a process of its own on a Discord of this machine, which refuses what the real one would."""
