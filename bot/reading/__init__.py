"""Reading: a file that somebody hands in becomes text, in a process of its own, or is refused with a reason.

``apart`` is the bot's side; ``worker`` is the process. Only that one loads what takes files apart.
"""
