"""Where which behaviour is tested: a folder of bot/ has one of its name here, and beside those

    editing/, posts/, desk/   what editors do with /edit, /posts and papers: the services, without Discord
    discord/                  the real bot in a simulated Discord
    wire/                     the bot as a process, over sockets, on a Discord as strict as the real one
    scale/, bench/            thousands of servers, years of notes; speed
    storage/                  the log, its file, its views; conformance.py is for any engine

ground.py, conftest.py and changing.py are for all; what an area shares lies beside its tests.
"""
