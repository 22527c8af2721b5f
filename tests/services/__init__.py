"""Use cases on a record: what names mean, what answers hold, what is remembered."""
