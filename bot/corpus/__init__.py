"""The shipped record: reads and validates the seed files, and gives the entities that they describe.

``digest`` tells whether the files have changed, ``reader`` reads them. A start with unchanged seeds needs the
digest only.
"""
