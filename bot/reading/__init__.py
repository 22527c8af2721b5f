"""Reading: turns a file that somebody hands in into text, in a separate process, or refuses it with a reason.

``apart`` is the bot's side, ``worker`` the process. Only the process loads the library that parses PDFs.
"""
