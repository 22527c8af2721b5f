"""Dates, status, anniversaries and decisions: pure, without a record."""
