"""Finds what people mean by what they type: names, events, dates, and words of the record's vocabulary."""
