"""Whom and what a text may name: parties by countries, seats and leaders, and the known agreements."""
