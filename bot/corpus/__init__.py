"""The shipped record: reads the seed files, holds them against their rules, gives states of the domain.

``digest`` tells whether the files changed, ``reader`` reads them; a start with unchanged seeds needs only the
first.
"""
